/** Why the relationship is one to many, many to one or many to many, and why its value is a list or one object (`_determine_direction`). */
import type { Relationship } from '../../mapping/mapper';
import { code, columnName, listOf, selectableName, tableNameOf } from '../names';
import { foreignColumnsOf } from '../sentences';
import { isSelfReference } from '../shape';

/** Markdown paragraphs. */
export function directionText(relationship: Relationship): readonly string[] {
  return [...reason(relationship), ...valueReason(relationship)];
}

function reason(relationship: Relationship): readonly string[] {
  const { direction, secondary, target, parent } = relationship;
  if (direction === undefined || target === undefined) return [];
  if (direction === 'MANYTOMANY') return [`**Many to many**, because \`secondary\` puts ${code(secondary === undefined ? 'a table' : selectableName(secondary))} between the two: a row there stands for one pair.`];
  const columns = relationship.foreignKeyColumns.length > 0 ? relationship.foreignKeyColumns : foreignColumnsOf(relationship);
  const names = listOf(columns.map((column) => code(columnName(column))));
  const which = columns.length > 1 ? `the columns that refer, ${names}, stand` : `the column that refers, ${names}, stands`;
  if (isSelfReference(relationship)) return [selfReason(relationship, names)];
  if (direction === 'ONETOMANY') {
    return [`**One to many**, because ${which} in ${code(tableNameOf(target))}, the table of the target: many rows there can hold the key of one ${code(parent.name)}.`];
  }
  return [`**Many to one**, because ${which} in ${code(tableNameOf(parent))}, the table of ${code(parent.name)} itself: each row holds the key of one ${code(target.name)}.`];
}

function selfReason({ direction, declaration, parent, createdByBackref, remoteSide }: Relationship, names: string): string {
  const remote = listOf(remoteSide.map((column) => code(columnName(column))));
  if (direction === 'MANYTOONE') {
    const why = declaration.arguments.has('remote_side') || createdByBackref !== undefined ? `\`remote_side\` says that ${remote} belongs to the other ${code(parent.name)}` : `${remote} is marked as that of the other ${code(parent.name)}`;
    return `**Many to one**: both sides are one table. ${capitalisedCode(why)}, so ${names} is this row's own and holds the key of one other.`;
  }
  const stated = declaration.arguments.has('remote_side') ? '`remote_side` says so' : 'nothing says otherwise, and then SQLAlchemy takes the column that refers as that of the other row';
  return `**One to many**: both sides are one table. ${names} belongs to the other ${code(parent.name)}: ${stated}. To hold the one instead, state ${code(`remote_side=[${parent.primaryKey.map(({ key }) => key).join(', ')}]`)}.`;
}

function capitalisedCode(text: string): string {
  return /^[a-z]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function valueReason({ uselist, direction, declaration, key, cardinality }: Relationship): readonly string[] {
  if (uselist === undefined || direction === undefined) return [];
  const isUsual = uselist === (direction !== 'MANYTOONE');
  const what = uselist ? 'a collection' : cardinality?.target === '1' ? 'one object' : 'one object or None';
  if (declaration.arguments.has('uselist')) return [`${code(key)} is ${what}: \`uselist=${uselist ? 'True' : 'False'}\` says so.`];
  if (!isUsual && declaration.annotation !== undefined) return [`${code(key)} is ${what}: its annotation ${code(declaration.annotation.text)} says so.`];
  return [`${code(key)} is ${what}, as is usual for this direction.`];
}
