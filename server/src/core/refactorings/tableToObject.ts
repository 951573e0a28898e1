/**
 * The table of a many to many → a mapped class of its own, an association object. Each side gets a list of the new objects, and an association
 * proxy under the old name, so that `student.courses` goes on to read and take `Course`s.
 */
import { inFile } from '../features/codeActions/fix';
import type { FeatureContext } from '../features/context';
import { nodeOf } from '../features/nodes';
import type { FileEdits } from '../features/results';
import type { Mapper, Relationship } from '../mapping/mapper';
import type { Table } from '../mapping/schema/schema';
import { relationshipsOwnedBy } from '../mapping/views';
import type { Assignment, CallExpression, Expression, SyntaxTree } from '../python/syntax';
import { nodeAt, textOf } from '../python/walk';
import { attributeText, listName, optionalType, relationshipText } from './attributes';
import { quotedIn, Styles, type ClassStyle } from './classStyle';
import { pythonType } from './foreignKeys';
import { otherUse, spanIn, spanOfStatement } from './otherUse';
import { disabled, offered, type RefactoringPlace, type RefactoringProvider } from './offer';
import { freeAttribute, freeName, pluralName } from './proposedNames';
import { snakeCase } from '../display/snakeCase';
import { statementOf } from './statements';

export const tableToObject: RefactoringProvider = (place) => {
  const table = tableAt(place);
  if (table === undefined) return [];
  const { context } = place;
  const users = context.graph.mappers.flatMap(relationshipsOwnedBy).filter(({ secondary, fault }) => secondary === table && fault === undefined);
  const written = tableStatement(context, table);
  const [first] = users;
  if (first === undefined || written === undefined) return [];
  const name = freeName(pascal(table.name), (each) => first.declaredOn.module.namespace.has(each));
  const title = `Turn ${table.name} into a class ${name}`;
  const conversion = conversionOf(context, table, users, written, name);
  return [typeof conversion === 'string' ? disabled(title, 'refactor.rewrite', conversion) : offered(title, 'refactor.rewrite', conversion)];
};

/** The plain table under the cursor, or the one that the relationship goes through and whose name the cursor is on. */
function tableAt({ context, subject }: RefactoringPlace): Table | undefined {
  const [referent] = subject.referents;
  return referent?.kind === 'table' && context.graph.mappersOf(referent.table).length === 0 ? referent.table : undefined;
}

interface TableStatement {
  readonly file: ClassStyle['file'];
  readonly tree: SyntaxTree;
  readonly statement: Assignment;
  readonly call: CallExpression;
}

function tableStatement(context: FeatureContext, table: Table): TableStatement | undefined {
  const { file, node: id } = table.anchor;
  const tree = context.files().includes(file) ? context.treeOf(file) : undefined;
  const call = tree === undefined ? undefined : nodeOf(tree, id);
  if (tree === undefined || call?.kind !== 'Call') return undefined;
  const statement = nodeAt(tree, tree.spans.spanOf(call.id).start).find((node) => node.kind === 'Assign');
  return statement?.kind === 'Assign' && statement.value.id === call.id ? { file, tree, statement, call } : undefined;
}

function conversionOf(context: FeatureContext, table: Table, users: readonly Relationship[], written: TableStatement, name: string): readonly FileEdits[] | string {
  const sides = sidesOf(table, users);
  if (typeof sides === 'string') return sides;
  const styles = new Styles(context);
  const relationshipEdits: FileEdits[] = [];
  const ends = sides.map((side) => ({ ...side, style: styles.of(side.mapper) }));
  if (ends.some(({ style }) => style?.file !== written.file)) return 'The classes of both sides have to stand in the file of the table: their lists need the new class at run time';
  const [one, other] = ends;
  if (one?.style === undefined || other?.style === undefined) return 'A side is not written in this workspace';
  const style = one.style;
  const first = Math.min(...ends.flatMap((end) => (end.style === undefined ? [] : [end.style.tree.spans.spanOf(end.style.node.id).start])));
  if (written.tree.spans.spanOf(written.statement.id).start > first) return 'The table stands behind a class that would need it';
  const [variable] = written.statement.targets;
  const replaced = [spanIn(written.file, written.tree, written.statement.id), ...users.flatMap((user) => spanOfStatement(statementOf(context, user)))];
  const use = variable === undefined ? undefined : otherUse(context, textOf(written.tree, variable.id), replaced);
  if (use !== undefined) return use;
  const base = metadataBase(written);
  if (base === undefined) return 'The `MetaData` of the table belongs to no base class that is named here';
  const attributes = columnLines(style, table, written);
  if (typeof attributes === 'string') return attributes;
  const references: string[] = [];
  for (const [end, far] of [[one, other], [other, one]] as const) {
    const link = end.relationship === undefined ? undefined : freeAttribute(end.mapper, pluralName(snakeCase(name)));
    references.push(relationshipText(style, { name: end.reference, target: end.mapper, isMany: false, isOptional: false, keywords: link === undefined ? [] : [{ name: 'back_populates', value: quotedIn(style, link) }] }));
    if (end.relationship === undefined || link === undefined) continue;
    const edit = sideEdit(context, end.style ?? style, end.relationship, { link, name, reference: end.reference, far: far.reference });
    if (typeof edit === 'string') return edit;
    relationshipEdits.push(edit);
  }
  const { newline } = style;
  const lines = [`__tablename__ = ${quotedIn(style, table.name)}`, ...attributes.args, '', ...attributes.columns, '', ...references];
  const text = `class ${name}(${base}):${newline}${lines.map((line) => (line === '' ? '' : `    ${line}`)).join(newline)}`;
  const span = written.tree.spans.spanOf(written.statement.id);
  const gap = /(?:^|\n[ \t]*\r?\n[ \t]*\r?\n)$/.test(written.tree.text.slice(0, span.start)) ? '' : newline;
  return [inFile(written.file, { span, newText: `${gap}${text}` }), ...relationshipEdits, ...styles.importEdits()];
}

interface Side {
  readonly mapper: Mapper;
  /** The attribute of the new class that leads to it. */
  readonly reference: string;
  /** The side's own many to many, which a one-way relationship leaves out. */
  readonly relationship?: Relationship;
}

/** Both ends of one many to many, or why the table has other uses. */
function sidesOf(table: Table, users: readonly Relationship[]): readonly Side[] | string {
  const [first, second, ...more] = users;
  if (first?.target === undefined || more.length > 0) return `${String(users.length)} relationships go through the table`;
  if (second !== undefined && !(second.target === first.parent && first.target === second.parent && first.reverse.includes(second))) return 'The relationships through the table are no pair';
  if (first.parent === first.target) return 'Both sides are one class: which column is which side is for you to name';
  if (users.some(({ createdByBackref }) => createdByBackref !== undefined)) return 'One side is made by a backref; write it out first';
  const unusual = users.find(({ declaration }) => [...declaration.arguments.keys()].some((argument) => !KEPT.has(argument)));
  if (unusual !== undefined) return `\`${unusual.parent.name}.${unusual.key}\` states more than the table, which a list of objects would not keep`;
  if (table.primaryKey.length === 0) return 'The table has no primary key, which a class needs';
  return [
    { mapper: first.parent, reference: snakeCase(first.parent.name), relationship: first },
    { mapper: first.target, reference: snakeCase(first.target.name), ...(second === undefined ? {} : { relationship: second }) },
  ];
}

const KEPT: ReadonlySet<string> = new Set(['argument', 'secondary', 'back_populates']);

/** `Base` of `Base.metadata`. */
function metadataBase({ call, tree }: TableStatement): string | undefined {
  const [, metadata] = call.args;
  return metadata?.kind === 'Attribute' && metadata.attribute.name === 'metadata' ? textOf(tree, metadata.value.id) : undefined;
}

function columnLines(style: ClassStyle, table: Table, { call, tree }: TableStatement): { readonly columns: readonly string[]; readonly args: readonly string[] } | string {
  const columns: string[] = [];
  const constraints: string[] = [];
  for (const arg of call.args.slice(2)) {
    const isColumn = arg.kind === 'Call' && /(?:^|\.)Column$/.test(textOf(tree, arg.callee.id));
    if (!isColumn) {
      constraints.push(textOf(tree, arg.id));
      continue;
    }
    const line = columnLine(style, table, tree, arg);
    if (line === undefined) return 'A column of the table has no plain name';
    columns.push(line);
  }
  const keywords = call.keywords.map(({ name, value }) => `${quotedIn(style, name?.name ?? '')}: ${textOf(tree, value.id)}`);
  const options = keywords.length === 0 ? [] : [`{${keywords.join(', ')}}`];
  if (call.keywords.some(({ name }) => name === undefined)) return 'The arguments of the table are not all written here';
  const all = [...constraints, ...options];
  return { columns, args: all.length === 0 ? [] : [`__table_args__ = ${constraints.length === 0 ? (options[0] ?? '') : `(${all.join(', ')},)`}`] };
}

/** `Column("student_id", ForeignKey(…), primary_key=True)` as an attribute. */
function columnLine(style: ClassStyle, table: Table, tree: SyntaxTree, call: CallExpression): string | undefined {
  const [name, ...rest] = call.args;
  const column = name?.kind === 'String' ? table.columns.get(name.value) : undefined;
  if (name?.kind !== 'String' || column === undefined || !/^[A-Za-z_]\w*$/.test(name.value)) return undefined;
  const args = [...rest, ...call.keywords].map((each: Expression | CallExpression['keywords'][number]) => textOf(tree, each.id)).join(', ');
  if (style.declares !== 'mapped') return `${name.value} = ${textOf(tree, call.callee.id)}(${args})`;
  const type = pythonType(style, column);
  return `${name.value}: ${style.imports.sqlalchemy('sqlalchemy.orm', 'Mapped')}[${column.nullable ? optionalType(style, type) : type}] = ${style.imports.sqlalchemy('sqlalchemy.orm', 'mapped_column')}(${args})`;
}

/** The many to many becomes a list of the new objects, and a proxy through it. */
function sideEdit(context: FeatureContext, style: ClassStyle, relationship: Relationship, { link, name, reference, far }: { readonly link: string; readonly name: string; readonly reference: string; readonly far: string }): FileEdits | string {
  const stated = statementOf(context, relationship);
  const target = relationship.target;
  if (stated === undefined || target === undefined || relationship.declaredOn !== relationship.parent.cls) return `\`${relationship.parent.name}.${relationship.key}\` is not written in the class itself`;
  const quote = (text: string): string => quotedIn(style, text);
  const proxy = style.imports.extension('sqlalchemy.ext.associationproxy', 'association_proxy');
  const back = `back_populates=${quote(reference)}`;
  const cascade = `cascade=${quote('all, delete-orphan')}`;
  const proxyArguments = [quote(link), quote(far), `creator=lambda ${far}: ${name}(${far}=${far})`];
  const relationshipName = style.imports.sqlalchemy('sqlalchemy.orm', 'relationship');
  const lines =
    style.declares === 'mapped'
      ? [
          attributeText(style, link, `${style.imports.sqlalchemy('sqlalchemy.orm', 'Mapped')}[${listName(style)}[${quote(name)}]]`, relationshipName, [back, cascade]),
          attributeText(style, relationship.key, `${style.imports.extension('sqlalchemy.ext.associationproxy', 'AssociationProxy')}[${listName(style)}[${quote(target.name)}]]`, proxy, proxyArguments),
        ]
      : [attributeText(style, link, undefined, relationshipName, [quote(name), back, cascade]), attributeText(style, relationship.key, undefined, proxy, proxyArguments)];
  return inFile(stated.file, { span: stated.tree.spans.spanOf(stated.statement.id), newText: lines.join(`${style.newline}${style.indent}`) });
}

function pascal(name: string): string {
  return name.split(/[^A-Za-z0-9]+/).map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}
