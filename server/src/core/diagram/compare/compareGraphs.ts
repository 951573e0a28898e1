/**
 * What is different between two states of the models, such as a commit and the working tree: entities, their columns and relationships, and
 * tables that no class maps, each added, removed or changed, with what changed in words.
 */
import { joinTexts } from '../../display/join';
import { columnName, selectableName } from '../../display/names';
import { shapeOf } from '../../display/shape';
import type { Mapper, MapperGraph, MapperProperty, Relationship } from '../../mapping/mapper';
import type { Column, ForeignKey, Table } from '../../mapping/schema/schema';
import { propertiesOwnedBy } from '../../mapping/views';

export type ChangeKind = 'added' | 'removed' | 'changed';

export interface GraphDifference {
  /** Classes in the order of their names; a class that moved or was renamed stands there once, under its new name. */
  readonly entities: readonly EntityChange[];
  /** Tables that no class maps. */
  readonly tables: readonly EntityChange[];
  /** Errors and warnings that are new, and those that are gone. */
  readonly problems: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

export interface EntityChange {
  readonly kind: ChangeKind;
  /** As the diagram names it. */
  readonly id: string;
  /** `User`, or the table's key. */
  readonly name: string;
  /** The id before, where it was another. */
  readonly idBefore?: string;
  /** What changed of the class itself, `table: users → accounts`; empty for what was added or removed. */
  readonly words: readonly string[];
  readonly columns: readonly MemberChange[];
  readonly relationships: readonly MemberChange[];
}

export interface MemberChange {
  readonly kind: ChangeKind;
  readonly key: string;
  /** For what was added or removed, what it is; else what changed, one entry a fact. */
  readonly words: readonly string[];
}

export interface ComparedProblem {
  readonly severity: string;
  readonly message: string;
  readonly entity?: string;
}

export interface ComparedState {
  readonly graph: MapperGraph;
  readonly problems: readonly ComparedProblem[];
}

export function compareGraphs(before: ComparedState, after: ComparedState): GraphDifference {
  const renamed = renamedEntities(before.graph.mappers, after.graph.mappers);
  const names: States<NameOf> = { before: ({ entity }) => renamed.get(entity) ?? entity, after: ({ entity }) => entity };
  const tableKey = ({ key }: Table) => key;
  return {
    entities: pairsOf(before.graph.mappers, after.graph.mappers, names).flatMap(([old, fresh]) => mapperChange(old, fresh, names)),
    tables: pairsOf(before.graph.tables, after.graph.tables, { before: tableKey, after: tableKey }).flatMap(([old, fresh]) => tableChange(bareTable(before.graph, old), bareTable(after.graph, fresh))),
    problems: { added: newProblems(before.problems, after.problems), removed: newProblems(after.problems, before.problems) },
  };
}

/** Whether nothing at all is different. */
export function isSame({ entities, tables, problems }: GraphDifference): boolean {
  return entities.length + tables.length + problems.added.length + problems.removed.length === 0;
}

/** A class that is gone and one that is new are the same where they alone map the same table. */
function renamedEntities(before: readonly Mapper[], after: readonly Mapper[]): ReadonlyMap<string, string> {
  const gone = unmatchedByTable(before, after);
  const fresh = unmatchedByTable(after, before);
  return new Map([...gone].flatMap(([table, mapper]) => {
    const other = fresh.get(table);
    return mapper === undefined || other === undefined ? [] : [[mapper.entity, other.entity] as const];
  }));
}

/** By table; undefined where several classes map it. */
function unmatchedByTable(mappers: readonly Mapper[], others: readonly Mapper[]): ReadonlyMap<string, Mapper | undefined> {
  const known = new Set(others.map(({ entity }) => entity));
  const found = new Map<string, Mapper | undefined>();
  for (const mapper of mappers) {
    if (known.has(mapper.entity) || mapper.inheritance === 'single' || mapper.localTable.kind !== 'table') continue;
    found.set(mapper.localTable.key, found.has(mapper.localTable.key) ? undefined : mapper);
  }
  return found;
}

/** What both states have under one key, and what only one has, by key. */
function pairsOf<T>(before: readonly T[], after: readonly T[], keys: States<(item: T) => string>): readonly (readonly [T | undefined, T | undefined])[] {
  const old = new Map(before.map((item) => [keys.before(item), item]));
  const fresh = new Map(after.map((item) => [keys.after(item), item]));
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().map((key) => [old.get(key), fresh.get(key)] as const);
}

/** How a class of a state is called: by the name it has after. */
type NameOf = (mapper: Mapper) => string;

interface States<T> {
  readonly before: T;
  readonly after: T;
}

function mapperChange(before: Mapper | undefined, after: Mapper | undefined, names: States<NameOf>): readonly EntityChange[] {
  const mapper = after ?? before;
  if (mapper === undefined) return [];
  const named = { id: mapper.entity, name: mapper.name, ...(before === undefined || before.entity === mapper.entity ? {} : { idBefore: before.entity }) };
  const columns = changesOf(before, after, columnOfProperty, { before: columnFacts, after: columnFacts });
  const factsOf = (nameOf: NameOf) => (relationship: Relationship) => relationshipFacts(relationship, nameOf);
  const relationships = changesOf(before, after, relationshipOfProperty, { before: factsOf(names.before), after: factsOf(names.after) });
  if (before === undefined || after === undefined) return [{ kind: before === undefined ? 'added' : 'removed', ...named, words: [], columns, relationships }];
  const moved = before.entity === after.entity ? [] : [`class: ${before.entity} → ${after.entity}`];
  const words = [...moved, ...changedFacts(mapperFacts(before, names.before), mapperFacts(after, names.after))];
  return words.length + columns.length + relationships.length === 0 ? [] : [{ kind: 'changed', ...named, words, columns, relationships }];
}

function bareTable(graph: MapperGraph, table: Table | undefined): Table | undefined {
  return table === undefined || graph.mappersOf(table).length > 0 ? undefined : table;
}

function tableChange(before: Table | undefined, after: Table | undefined): readonly EntityChange[] {
  const table = after ?? before;
  if (table === undefined) return [];
  const named = { id: `table:${table.key}`, name: table.key, words: [], relationships: [] };
  const columns = memberChanges(before?.columns ?? new Map(), after?.columns ?? new Map(), { before: columnFacts, after: columnFacts });
  if (before === undefined || after === undefined) return [{ kind: before === undefined ? 'added' : 'removed', ...named, columns }];
  return columns.length === 0 ? [] : [{ kind: 'changed', ...named, columns }];
}

/** Changes of the members that the mappers own themselves; inherited ones are their owner's. */
function changesOf<T>(before: Mapper | undefined, after: Mapper | undefined, memberOf: (property: MapperProperty) => T | undefined, facts: States<(member: T) => Facts>): readonly MemberChange[] {
  const own = (mapper: Mapper | undefined) => new Map((mapper === undefined ? [] : propertiesOwnedBy(mapper)).flatMap((property) => {
    const member = memberOf(property);
    return member === undefined ? [] : [[property.key, member] as const];
  }));
  return memberChanges(own(before), own(after), facts);
}

function memberChanges<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>, facts: States<(member: T) => Facts>): readonly MemberChange[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key): MemberChange[] => {
    const [old, fresh] = [before.get(key), after.get(key)];
    if (fresh === undefined) return old === undefined ? [] : [{ kind: 'removed', key, words: statedFacts(facts.before(old)) }];
    if (old === undefined) return [{ kind: 'added', key, words: statedFacts(facts.after(fresh)) }];
    const words = changedFacts(facts.before(old), facts.after(fresh));
    return words.length === 0 ? [] : [{ kind: 'changed', key, words }];
  });
}

function columnOfProperty(property: MapperProperty): Column | undefined {
  return property.kind === 'columnProperty' ? property.columns[0] : undefined;
}

function relationshipOfProperty(property: MapperProperty): Relationship | undefined {
  return property.kind === 'relationship' ? property : undefined;
}

/** What is said of a thing, in words by label; undefined, or `no`, for what needs no word. */
type Facts = Readonly<Record<string, string | undefined>>;

function changedFacts(before: Facts, after: Facts): readonly string[] {
  return Object.keys(after).flatMap((label) => (before[label] === after[label] ? [] : [`${label}: ${before[label] ?? 'none'} → ${after[label] ?? 'none'}`]));
}

function statedFacts(facts: Facts): readonly string[] {
  return Object.entries(facts).flatMap(([label, value]) => (value === undefined || value === 'no' ? [] : value === 'yes' ? [label] : [`${label}: ${value}`]));
}

function mapperFacts(mapper: Mapper, nameOf: NameOf): Facts {
  return {
    table: mapper.inheritance === 'single' ? undefined : selectableName(mapper.localTable),
    'inherits from': mapper.inherits === undefined ? undefined : nameOf(mapper.inherits),
    inheritance: mapper.inheritance,
    'decided at run time': mapper.openReason,
  };
}

function columnFacts(column: Column): Facts {
  return {
    name: column.name,
    type: column.type.name === 'NullType' ? undefined : column.type.text,
    'primary key': yesNo(column.primaryKey),
    nullable: yesNo(column.nullable),
    unique: yesNo(column.unique),
    'foreign key to': listText(column.foreignKeys.map(foreignKeyText).sort()),
  };
}

function foreignKeyText({ target }: ForeignKey): string {
  switch (target.kind) {
    case 'text':
      return target.spec;
    case 'column':
      return columnName(target.column);
    case 'dynamic':
      return target.reason;
  }
}

function relationshipFacts(relationship: Relationship, nameOf: NameOf): Facts {
  const { target, secondary, viewonly, lazy, cascade, reverse, dynamic, fault } = relationship;
  const sideOf = (other: Relationship) => `${nameOf(other.parent)}.${other.key}`;
  return {
    target: target === undefined ? undefined : nameOf(target),
    kind: shapeOf(relationship),
    through: secondary === undefined ? undefined : selectableName(secondary),
    join: listText(joinTexts(relationship), ' AND '),
    'paired with': listText(reverse.map(sideOf).sort()),
    'read only': yesNo(viewonly),
    loading: lazy,
    cascade: listText(cascade),
    collection: relationship.collectionClass,
    order: relationship.orderBy,
    'passive deletes': relationship.passiveDeletes === 'all' ? 'all' : yesNo(relationship.passiveDeletes),
    'decided at run time': dynamic,
    broken: fault === undefined ? 'no' : 'yes',
  };
}

function listText(items: readonly string[], separator = ', '): string | undefined {
  return items.length === 0 ? undefined : items.join(separator);
}

function yesNo(isSo: boolean): string {
  return isSo ? 'yes' : 'no';
}

/** Errors and warnings of `after` that `before` does not have, as often as it has more of them. */
function newProblems(before: readonly ComparedProblem[], after: readonly ComparedProblem[]): readonly string[] {
  const known = new Map<string, number>();
  for (const problem of before) known.set(problemKey(problem), (known.get(problemKey(problem)) ?? 0) + 1);
  return after.filter(({ severity }) => severity === 'error' || severity === 'warning').flatMap((problem) => {
    const left = known.get(problemKey(problem)) ?? 0;
    known.set(problemKey(problem), left - 1);
    return left > 0 ? [] : [`${problem.severity}: ${problem.message}`];
  });
}

function problemKey({ severity, message, entity }: ComparedProblem): string {
  return `${severity} ${entity ?? ''} ${message}`;
}
