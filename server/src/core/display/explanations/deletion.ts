/**
 * What is deleted with a row: what the ORM does (`orm/dependency.py: presort_deletes`) beside what the database does by ON DELETE.
 * With `passive_deletes` the ORM looks only at what is loaded and leaves the rest to the database.
 */
import type { Relationship } from '../../mapping/mapper';
import type { Column } from '../../mapping/schema/schema';
import { WARNING_SIGN } from '../facts';
import { code, columnName, listOf, pluralOf, selectableName, withArticle } from '../names';
import { snakeCase } from '../snakeCase';

/** Markdown paragraphs and a table. */
export function deletionText(relationship: Relationship): readonly string[] {
  const { target, direction, viewonly, parent } = relationship;
  if (target === undefined || direction === undefined) return [];
  if (viewonly) return [`Nothing by this relationship: \`viewonly=True\` takes no part in deleting. The database may still act: ${databaseText(relationship)}.`];
  const statement = code(`session.delete(${snakeCase(parent.name)})`);
  const rows =
    direction === 'MANYTOONE'
      ? [[statement, referringSide(relationship)]]
      : [
          [`${statement}, ${code(relationship.key)} loaded`, byOrm(relationship)],
          [`${statement}, not loaded`, notLoaded(relationship)],
        ];
  const byDatabase: readonly (readonly string[])[] = direction === 'MANYTOONE' ? [] : [[`DELETE in SQL: ${code(`delete(${parent.name})`)}, another program`, `only the database acts: ${databaseText(relationship)}`]];
  const what = direction === 'MANYTOONE' ? code(target.name) : direction === 'MANYTOMANY' ? `rows of ${code(relationship.secondary === undefined ? '' : selectableName(relationship.secondary))}` : relationship.uselist === true ? pluralOf(target.name) : code(target.name);
  const table = [`| ${withArticle(parent.name)} is deleted | its ${what} |`, '| --- | --- |', ...[...rows, ...byDatabase].map(([how, result]) => `| ${how ?? ''} | ${result ?? ''} |`)].join('\n');
  return [table, ...otherDirection(relationship)];
}

function columnsOf({ synchronizePairs }: Relationship): readonly Column[] {
  return synchronizePairs.map(([, column]) => column);
}

function nulled(relationship: Relationship): string {
  const columns = columnsOf(relationship);
  const names = listOf(columns.map((column) => code(columnName(column))));
  if (columns.some(({ primaryKey }) => primaryKey)) return `${names} would become NULL, which a primary key cannot: SQLAlchemy raises AssertionError ${WARNING_SIGN}`;
  if (columns.some(({ nullable }) => !nullable)) return `${names} would become NULL, which it forbids: the database raises IntegrityError ${WARNING_SIGN}`;
  return `${names} becomes NULL: they stay, and belong to no one`;
}

/** What the ORM does with what it has loaded. */
function byOrm(relationship: Relationship): string {
  const { cascade, direction, secondary, passiveDeletes } = relationship;
  const isDeleting = cascade.includes('delete');
  if (direction === 'MANYTOMANY') {
    const rows = `deleted from ${code(secondary === undefined ? '' : selectableName(secondary))} one by one`;
    return isDeleting ? `${rows}, and each ${code(relationship.target?.name ?? '')} with them (\`delete\`)` : rows;
  }
  if (isDeleting) return 'deleted one by one, with what they cascade to (`delete`)';
  if (passiveDeletes === 'all') return `left alone (\`passive_deletes="all"\`): ${databaseText(relationship)}`;
  return nulled(relationship);
}

function notLoaded(relationship: Relationship): string {
  if (relationship.passiveDeletes === false) return `loaded first, then the same`;
  return `not looked at (\`passive_deletes\`): ${databaseText(relationship)}${orphanedRisk(relationship)}`;
}

/** The ORM counts on the database, which does nothing. */
function orphanedRisk(relationship: Relationship): string {
  return onDeleteOf(relationship) === undefined && foreignKeysOf(relationship).length > 0 ? ` ${WARNING_SIGN}` : '';
}

function referringSide({ cascade, target }: Relationship): string {
  if (cascade.includes('delete')) return `deleted too (\`delete\`), even when others still refer to it ${WARNING_SIGN}`;
  return `stays: ${code(target?.name ?? '')} knows nothing of the row that referred to it`;
}

function foreignKeysOf(relationship: Relationship) {
  return columnsOf(relationship).flatMap(({ foreignKeys }) => foreignKeys);
}

/** The rule that the columns of the relationship have in common. */
function onDeleteOf(relationship: Relationship): string | undefined {
  const rules = new Set(foreignKeysOf(relationship).map(({ constraint }) => constraint.onDelete?.toUpperCase()));
  const [rule] = rules;
  return rules.size === 1 ? rule : undefined;
}

function databaseText(relationship: Relationship): string {
  const keys = foreignKeysOf(relationship);
  if (keys.length === 0) return 'no foreign key backs the join, so the database does nothing, and rows may refer to what is gone';
  switch (onDeleteOf(relationship)) {
    case 'CASCADE':
      return 'ON DELETE CASCADE deletes the rows that refer';
    case 'SET NULL':
      return 'ON DELETE SET NULL empties the columns that refer';
    case 'SET DEFAULT':
      return 'ON DELETE SET DEFAULT gives the columns their default';
    case undefined:
      return 'without an ON DELETE rule it refuses while rows refer';
    default:
      return `ON DELETE ${onDeleteOf(relationship) ?? ''} refuses while rows refer`;
  }
}

/** From the side that refers, the other deletion is the one that matters. */
function otherDirection(relationship: Relationship): readonly string[] {
  const { direction, target, reverse, parent } = relationship;
  if (direction !== 'MANYTOONE' || target === undefined) return [];
  const [other] = reverse;
  if (other !== undefined) return [`When the ${code(target.name)} is deleted, ${code(`${other.parent.name}.${other.key}`)} decides what becomes of its ${pluralOf(parent.name)}: ${byOrm(other)}.`];
  return [`When the ${code(target.name)} is deleted, the ORM does nothing for its ${pluralOf(parent.name)}, since no relationship leads there; the database: ${databaseText(relationship)}.`];
}
