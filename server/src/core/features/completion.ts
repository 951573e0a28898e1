/** Completion inside the strings and arguments that SQLAlchemy reads and Python tools do not. */
import type { FileId } from '../declarations/anchor';
import type { Mapper, Relationship } from '../mapping/mapper';
import type { Column, Table } from '../mapping/schema/schema';
import { contentMap } from '../python/stringContent';
import type { Expression } from '../python/syntax';
import type { Span } from '../text/span';
import { shapeOf } from '../display/shape';
import { columnName } from '../display/names';
import { referredTable } from '../problems/wording';
import { callAt, classAround, type CallPlace } from './calls';
import { relationshipWords } from '../display/relationshipWords';
import { argumentText, type FeatureContext } from './context';
import { CASCADE_DOCUMENTATION, LAZY_DOCUMENTATION, RELATIONSHIP_PARAMETERS } from './relationshipParameters';
import type { CompletionEntry } from './results';

const RELATIONSHIP_CALLEES: ReadonlySet<string> = new Set(['relationship', 'relation', 'Relationship', 'dynamic_loader', 'backref']);

/** What is known of the call the cursor is in. */
interface Surroundings {
  readonly context: FeatureContext;
  readonly place: CallPlace;
  readonly mapper: Mapper | undefined;
  readonly relationship: Relationship | undefined;
  readonly target: Mapper | undefined;
  readonly offset: number;
}

export function completion(context: FeatureContext, file: FileId, offset: number): readonly CompletionEntry[] {
  const place = callAt(context, file, offset);
  if (place === undefined) return [];
  if (place.callee === 'ForeignKey' || place.callee === 'ForeignKeyConstraint' || place.callee === 'Field') return foreignKeyEntries(context, file, place, offset);
  if (place.callee === 'association_proxy') return proxyEntries(context, file, place, offset);
  if (!RELATIONSHIP_CALLEES.has(place.callee)) return [];
  const surroundings = surroundingsOf(context, file, place, offset);
  if (place.string !== undefined) return stringEntries(surroundings, place.string);
  return place.argument === undefined || 'position' in place.argument ? keywordEntries(surroundings) : [];
}

function surroundingsOf(context: FeatureContext, file: FileId, place: CallPlace, offset: number): Surroundings {
  const mapper = mapperAround(context, file, place);
  const relationship = relationshipOfCall(context, file, place);
  return { context, place, mapper, relationship, target: relationship?.target ?? targetOfCall(place, relationship?.parent ?? mapper), offset };
}

function mapperAround(context: FeatureContext, file: FileId, place: CallPlace): Mapper | undefined {
  const cls = classAround(place.path);
  return cls === undefined ? undefined : context.graph.mappers.find((mapper) => mapper.cls.anchor.file === file && mapper.cls.anchor.node === cls.id);
}

function relationshipOfCall(context: FeatureContext, file: FileId, place: CallPlace): Relationship | undefined {
  const span = place.tree.spans.spanOf(place.call.id);
  const found = context.mentionsAt(file, span.start).extents.find((extent) => extent.referent.kind === 'relationship' && extent.argument === undefined && extent.span.start === span.start && extent.span.end === span.end);
  return found?.referent.kind === 'relationship' ? found.referent.relationship : undefined;
}

/** Of a call that is not in the graph: the first argument, else the last name of the annotation that is a class of the models. */
function targetOfCall(place: CallPlace, mapper: Mapper | undefined): Mapper | undefined {
  const named = (name: string): Mapper | undefined => mapper?.registry.classesByName.get(name)?.[0];
  const [first] = place.call.args;
  if (first?.kind === 'String') return named(first.value);
  if (first?.kind === 'Name') return named(first.name);
  const statement = place.path.findLast((node) => node.kind === 'AnnAssign');
  const names = statement?.kind === 'AnnAssign' ? namesIn(statement.annotation) : [];
  return names.map(named).findLast((found) => found !== undefined);
}

function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'Name':
      return [expression.name];
    case 'String':
      return expression.value.match(/\w+/g) ?? [];
    case 'Subscript':
      return [...namesIn(expression.value), ...namesIn(expression.index)];
    case 'Binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'Tuple':
      return expression.elements.flatMap(namesIn);
    default:
      return [];
  }
}

// ---------------------------------------------------------------- strings

function stringEntries(surroundings: Surroundings, string: NonNullable<CallPlace['string']>): readonly CompletionEntry[] {
  const { place, offset } = surroundings;
  const map = contentMap(string, place.tree);
  const index = map.indexAt(offset);
  if (index === undefined) return [];
  const whole: Span = { start: map.sourceStart(0), end: map.sourceEnd(string.value.length) };
  const typed = string.value.slice(0, index);
  const name = parameterName(place);
  switch (name) {
    case 'argument':
      return classEntries(surroundings, whole);
    case 'back_populates':
      return reverseEntries(surroundings, whole);
    case 'secondary':
      return tableEntries(surroundings, whole);
    case 'lazy':
      return valueEntries(LAZY_DOCUMENTATION, whole);
    case 'cascade': {
      const start = Math.max(typed.lastIndexOf(','), typed.length - typed.trimStart().length - 1) + 1;
      const word = start + (typed.slice(start).length - typed.slice(start).trimStart().length);
      return valueEntries(CASCADE_DOCUMENTATION, { start: map.sourceStart(word), end: offset });
    }
    case 'primaryjoin':
    case 'secondaryjoin':
    case 'foreign_keys':
    case 'remote_side':
    case 'order_by': {
      const word = /[\w.]*$/.exec(typed)?.[0] ?? '';
      return expressionEntries(surroundings, word, { start: map.sourceStart(index - word.length), end: offset });
    }
    case 'overlaps':
      return overlapEntries(surroundings, whole);
    default:
      return [];
  }
}

function parameterName(place: CallPlace): string | undefined {
  if (place.argument === undefined) return undefined;
  if ('keyword' in place.argument) return place.argument.keyword;
  return place.callee === 'backref' ? undefined : ['argument', 'secondary'][place.argument.position];
}

/** Classes that a foreign key connects with this one come first. */
function classEntries({ context, mapper }: Surroundings, replace: Span): readonly CompletionEntry[] {
  const mappers = mapper === undefined ? context.graph.mappers : context.graph.mappers.filter(({ registry }) => registry === mapper.registry);
  return mappers.map((candidate) => {
    const isConnected = mapper !== undefined && areConnected(mapper, candidate);
    const isAmbiguous = (candidate.registry.classesByName.get(candidate.name)?.length ?? 0) > 1;
    const text = isAmbiguous ? candidate.entity : candidate.name;
    return entry(text, 'class', replace, isConnected ? 0 : 1, isConnected ? 'connected by a foreign key' : candidate.cls.module.name);
  });
}

function areConnected(a: Mapper, b: Mapper): boolean {
  return refersTo(a, b) || refersTo(b, a);
}

function refersTo(a: Mapper, b: Mapper): boolean {
  if (a.localTable.kind !== 'table') return false;
  return a.localTable.foreignKeyConstraints.some((constraint) => referredTable(constraint) !== undefined && referredTable(constraint) === b.localTable);
}

/** Relationships of the target that lead back and have no partner come first. */
function reverseEntries({ context, target, mapper, relationship }: Surroundings, replace: Span): readonly CompletionEntry[] {
  const properties = [...(target?.properties.values() ?? [])].filter((property) => property.kind === 'relationship');
  return properties.map((candidate) => {
    const leadsBack = candidate.target === undefined || candidate.target === mapper;
    const isFree = candidate.backPopulates === undefined || candidate.backPopulates === relationship?.key;
    const detail = `${candidate.target?.name ?? '?'} · ${shapeOf(candidate) ?? 'not known'}`;
    const isPaired = candidate.backPopulates !== undefined && candidate.backPopulates === relationship?.key;
    const { sentence } = relationshipWords(candidate, (of, argument) => argumentText(context, of, argument));
    const offered = entry(candidate.key, 'relationship', replace, isPaired ? 0 : leadsBack && isFree ? 1 : leadsBack ? 2 : 3, detail);
    return sentence === undefined ? offered : { ...offered, documentation: sentence };
  });
}

/** Tables that refer to both sides come first. */
function tableEntries({ context, mapper, target }: Surroundings, replace: Span): readonly CompletionEntry[] {
  return context.graph.tables.map((table) => {
    const referred = table.foreignKeyConstraints.map(referredTable);
    const isBetween = [mapper, target].every((side) => side === undefined || referred.some((each) => each === side.localTable)) && referred.length >= 2;
    const isAlone = context.graph.mappersOf(table).length === 0;
    return entry(table.key, 'table', replace, isBetween ? 0 : isAlone ? 1 : 2, [...table.columns.keys()].join(', '));
  });
}

function overlapEntries({ mapper, relationship }: Surroundings, replace: Span): readonly CompletionEntry[] {
  const properties = [...(mapper?.properties.values() ?? [])].filter((property) => property.kind === 'relationship' && property !== relationship);
  return properties.map((property) => entry(property.key, 'relationship', replace, 0));
}

function valueEntries(values: ReadonlyMap<string, string>, replace: Span): readonly CompletionEntry[] {
  return [...values].map(([value, documentation], rank) => ({ ...entry(value, 'value', replace, rank), documentation }));
}

const EXPRESSION_FUNCTIONS: readonly string[] = ['and_', 'or_', 'foreign', 'remote', 'func', 'desc', 'asc'];

/** `Cl` → classes and tables; `Cls.` → its columns; `table.c.` → its columns. */
function expressionEntries({ context, mapper, target, relationship }: Surroundings, word: string, replace: Span): readonly CompletionEntry[] {
  const dot = word.lastIndexOf('.');
  const owner = dot < 0 ? undefined : word.slice(0, dot).replace(/\.c$/, '');
  const last: Span = { start: replace.end - (word.length - dot - 1), end: replace.end };
  if (owner !== undefined) {
    const named = (relationship?.parent ?? mapper)?.registry.classesByName.get(owner)?.[0] ?? context.graph.mappers.find(({ name }) => name === owner);
    if (named !== undefined) return attributeEntries(named, last);
    const table = context.graph.tables.find(({ key }) => key === owner);
    return table === undefined ? [] : [...table.columns.values()].map((column) => columnEntry(column.key, column, last));
  }
  const sides = [mapper, target].filter((side) => side !== undefined);
  const classes = context.graph.mappers.map((candidate) => entry(candidate.name, 'class', replace, sides.includes(candidate) ? 0 : 2, candidate.cls.module.name));
  return [...classes, ...EXPRESSION_FUNCTIONS.map((name) => entry(name, 'keyword', replace, 1))];
}

function attributeEntries(mapper: Mapper, replace: Span): readonly CompletionEntry[] {
  return [...mapper.properties.values()].flatMap((property) => {
    const column = property.kind === 'columnProperty' ? property.columns[0] : undefined;
    return column === undefined ? [] : [columnEntry(property.key, column, replace)];
  });
}

/** Key columns are what joins name most. */
function columnEntry(label: string, column: Column, replace: Span): CompletionEntry {
  const isKey = column.primaryKey || column.foreignKeys.length > 0;
  const detail = [column.type.name === 'NullType' ? '' : column.type.text, columnName(column)].filter((part) => part !== '').join(' · ');
  return entry(label, 'column', replace, isKey ? 0 : 1, detail);
}

// ---------------------------------------------------------------- keywords

function keywordEntries({ place, offset }: Surroundings): readonly CompletionEntry[] {
  const before = /\w*$/.exec(place.tree.text.slice(Math.max(0, offset - 64), offset))?.[0] ?? '';
  const replace = { start: offset - before.length, end: offset };
  const used = new Set(place.call.keywords.flatMap(({ name }) => (name === undefined ? [] : [name.name])));
  return RELATIONSHIP_PARAMETERS.flatMap(({ name, documentation, snippet }, rank) =>
    name === 'argument' || (used.has(name) && name !== before) ? [] : [{ label: `${name}=`, kind: 'keyword' as const, documentation, replace, insertText: `${name}=${snippet}`, isSnippet: true, rank }],
  );
}

// ---------------------------------------------------------------- association proxies

/** The relationships of the class; then the attributes of the class that the named one leads to. */
function proxyEntries(context: FeatureContext, file: FileId, place: CallPlace, offset: number): readonly CompletionEntry[] {
  const mapper = mapperAround(context, file, place);
  const { string } = place;
  const map = string === undefined ? undefined : contentMap(string, place.tree);
  if (mapper === undefined || string === undefined || map?.indexAt(offset) === undefined) return [];
  const replace = { start: map.sourceStart(0), end: map.sourceEnd(string.value.length) };
  if (isFirst(place)) return relationshipEntries(mapper, replace);
  const [collection] = place.call.args;
  const through = collection?.kind === 'String' ? mapper.properties.get(collection.value) : undefined;
  if (through?.kind !== 'relationship' || through.target === undefined) return [];
  return [...attributeEntries(through.target, replace), ...relationshipEntries(through.target, replace)];
}

function relationshipEntries(mapper: Mapper, replace: Span): readonly CompletionEntry[] {
  return [...mapper.properties.values()].flatMap((property) =>
    property.kind === 'relationship' ? [entry(property.key, 'relationship', replace, 2, `${property.target?.name ?? '?'} · ${shapeOf(property) ?? 'not known'}`)] : [],
  );
}

// ---------------------------------------------------------------- foreign keys

/** `"us` → `users.id`, the keys of each table; `"users.` → its columns. */
function foreignKeyEntries(context: FeatureContext, file: FileId, place: CallPlace, offset: number): readonly CompletionEntry[] {
  const { string } = place;
  if (string === undefined || !namesColumn(place)) return [];
  const map = contentMap(string, place.tree);
  if (map.indexAt(offset) === undefined) return [];
  const replace = { start: map.sourceStart(0), end: map.sourceEnd(string.value.length) };
  const own = mapperAround(context, file, place)?.localTable;
  const typedTable = string.value.includes('.') ? string.value.slice(0, string.value.lastIndexOf('.')) : undefined;
  return context.graph.tables.flatMap((table) => tableColumns(table, typedTable === table.key).map((column) => entry(`${table.key}.${column.key}`, 'column', replace, rankOf(column, table === own, typedTable === table.key), column.type.name === 'NullType' ? undefined : column.type.text)));
}

function tableColumns(table: Table, all: boolean): readonly Column[] {
  return all ? [...table.columns.values()] : table.primaryKey;
}

function rankOf(column: Column, isOwnTable: boolean, isTyped: boolean): number {
  return (isTyped ? 0 : 2) + (column.primaryKey ? 0 : 1) + (isOwnTable ? 3 : 0);
}

function namesColumn(place: CallPlace): boolean {
  switch (place.callee) {
    case 'ForeignKey':
      return isFirst(place);
    case 'ForeignKeyConstraint':
      return isSecondList(place);
    default:
      return place.argument !== undefined && 'keyword' in place.argument && place.argument.keyword === 'foreign_key';
  }
}

function isFirst({ argument }: CallPlace): boolean {
  return argument !== undefined && ('position' in argument ? argument.position === 0 : argument.keyword === 'column');
}

function isSecondList({ argument }: CallPlace): boolean {
  return argument !== undefined && ('position' in argument ? argument.position === 1 : argument.keyword === 'refcolumns');
}

function entry(label: string, kind: CompletionEntry['kind'], replace: Span, rank: number, detail?: string): CompletionEntry {
  return { label, kind, replace, insertText: label, isSnippet: false, rank, ...(detail === undefined || detail === '' ? {} : { detail }) };
}

