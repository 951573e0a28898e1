/** Pieces that the words of many problems are made of. */
import { code, columnName, listOf, relationshipName, selectableName, withArticle } from '../display/names';
import type { Fault } from '../mapping/faults';
import type { Mapper, Relationship } from '../mapping/mapper';
import type { Column, ForeignKeyConstraint, Selectable, Table } from '../mapping/schema/schema';
import { fromsOf } from '../mapping/schema/schema';
import type { WordingContext } from './kind';

/**
 * The values that SQLAlchemy put into its message, by the groups of a pattern made from its template. The templates are fixed for a
 * version and compared with the real ones, so the message is as good a source as the code that raised it.
 */
export function valuesIn(fault: Fault, pattern: RegExp): readonly string[] {
  return (pattern.exec(fault.sqlalchemy?.message ?? '') ?? []).slice(1).map((value) => value ?? '');
}

/** `'user'` or `"user"` as Python prints it, without its quotes. */
export function unquoted(text: string): string {
  const match = /^(['"])([\s\S]*)\1$/.exec(text);
  return match?.[2] ?? text;
}

/** `Sequence` for `<class 'collections.abc.Sequence'>`; other texts stay. */
export function shortClassName(text: string): string {
  return /^<class '(?:.*\.)?(\w+)'>$/.exec(text)?.[1] ?? text;
}

/** SQLAlchemy's own message on one line, for problems that have no better words. */
export function plainMessage(fault: Fault): string {
  return (fault.sqlalchemy?.message ?? fault.id).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}

/** The name that a string of a relationship holds and the registry does not. */
export function missingName(fault: Fault): string {
  const stated = fault.data?.['nameInString'];
  if (typeof stated === 'string') return stated;
  const [text = '', missing = ''] = valuesIn(fault, /expression (.+?) failed to locate a name(?: \((.+?)\))?\. If/s).map(unquoted);
  return missing === '' ? text : missing.replace(/^name '(.+)' is not defined$/, '$1');
}

/** `` `User.posts` ``, or the class where no relationship is concerned. */
export function subjectOf(fault: Fault): string {
  if (fault.relationship !== undefined) return code(relationshipName(fault.relationship));
  const name = fault.mapper?.name ?? fault.className;
  return name === undefined ? 'this relationship' : code(name);
}

export function classOf(fault: Fault): string {
  const name = fault.mapper?.name ?? fault.className ?? fault.relationship?.parent.name;
  return name === undefined ? 'This class' : code(name);
}

export function targetOf(fault: Fault): string {
  return code(fault.relationship?.target?.name ?? 'the target');
}

/** The argument of the relationship that a fault is anchored at, by its keyword. */
export function argumentAt(fault: Fault): string | undefined {
  const found = [...(fault.relationship?.declaration.arguments ?? [])].find(([, { anchor }]) => anchor.file === fault.anchor.file && anchor.node === fault.anchor.node);
  return found?.[0];
}

/** `back_populates="usr"`, as written. */
export function argumentWords(fault: Fault, argument: string, context: WordingContext): string {
  const anchor = fault.relationship?.declaration.arguments.get(argument)?.anchor;
  const text = anchor === undefined ? undefined : context.textAt(anchor);
  return text === undefined || text.includes('\n') || text.length > 60 ? code(argument) : code(`${argument}=${text}`);
}

/** Names of the relationships of a mapper, inherited ones included. */
export function relationshipNames(mapper: Mapper | undefined): readonly string[] {
  return [...(mapper?.properties.values() ?? [])].filter((property) => property.kind === 'relationship').map((property) => property.key);
}

export function attributeNames(mapper: Mapper | undefined): readonly string[] {
  return [...(mapper?.properties.keys() ?? [])];
}

export function columnAttributeNames(mapper: Mapper | undefined): readonly string[] {
  return [...(mapper?.properties.values() ?? [])].filter((property) => property.kind === 'columnProperty').map((property) => property.key);
}

/** What a registry's strings can name: classes first, then tables. */
export function registryNames(relationship: Relationship | undefined): readonly string[] {
  if (relationship === undefined) return [];
  return [...relationship.parent.registry.classesByName.keys(), ...relationship.parent.metadata.tables.keys()];
}

export function tablesOf(selectable: Selectable): readonly Table[] {
  return fromsOf(selectable).filter((from) => from.kind === 'table');
}

/** The table that a constraint refers to, where its texts or columns say. */
export function referredTable(constraint: ForeignKeyConstraint): Table | undefined {
  const target = constraint.elements[0]?.target;
  if (target?.kind === 'column') return target.column.table?.kind === 'table' ? target.column.table : undefined;
  if (target?.kind !== 'text') return undefined;
  const key = target.spec.slice(0, Math.max(0, target.spec.lastIndexOf('.')));
  const metadata = constraint.table?.metadata;
  return metadata?.tables.get(key) ?? (metadata?.schema === undefined ? undefined : metadata.tables.get(`${metadata.schema}.${key}`));
}

/** All foreign keys that lead from a table of `from` to a table of `to`. */
export function constraintsBetween(from: Selectable, to: Selectable): readonly ForeignKeyConstraint[] {
  const targets = tablesOf(to);
  return tablesOf(from).flatMap((table) =>
    table.foreignKeyConstraints.filter((constraint) => {
      const referred = referredTable(constraint);
      return referred !== undefined && targets.includes(referred);
    }),
  );
}

/** `` `billing_address_id` ``, `` (`a`, `b`) `` for a composite one. */
export function constraintName(constraint: ForeignKeyConstraint): string {
  const names = constraint.elements.map(({ parent }) => code(parent.name));
  return names.length === 1 ? (names[0] ?? '') : `(${names.join(', ')})`;
}

/** `Two`, `Three`, … `12`. */
export function numberWord(amount: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'][amount] ?? String(amount);
}

export function columnList(columns: readonly Column[]): string {
  return listOf(columns.map((column) => code(columnName(column))));
}

export { code, columnName, listOf, relationshipName, selectableName, withArticle };
