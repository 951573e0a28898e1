/** Why the join is what it is, or why SQLAlchemy cannot choose: all foreign keys that could join the two sides, side by side. */
import type { Relationship } from '../../mapping/mapper';
import { joinConditionBetween, type ConstraintPath } from '../../mapping/sql/joinCondition';
import type { Column } from '../../mapping/schema/schema';
import { code, columnName, count, listOf, tableNameOf } from '../names';
import { joinReasonText, sqlText } from '../join';

/** Markdown paragraphs; empty where target or tables are not known. */
export function joinPathsText(relationship: Relationship): readonly string[] {
  const { target, primaryjoin, secondaryjoin } = relationship;
  if (target === undefined) return [];
  const joins = [primaryjoin, secondaryjoin].flatMap((join) => (join === undefined ? [] : [sqlText(join)]));
  const used = joins.length === 0 ? [] : [`${listOf(joins.map(code))}${reasonOf(relationship)}`];
  const paths = candidatePaths(relationship);
  return paths.length < 2 ? used : [...used, introduction(relationship, paths), tableOf(relationship, paths)];
}

/** The foreign keys between the tables of both sides, as SQLAlchemy finds them when nothing chooses. */
export function candidatePaths(relationship: Relationship): readonly ConstraintPath[] {
  const { parent, target, secondary } = relationship;
  if (target === undefined || secondary !== undefined) return [];
  const answer = joinConditionBetween(parent.persistSelectable, target.persistSelectable, { subset: parent.localTable });
  return answer.kind === 'ambiguous' ? answer.paths : answer.kind === 'join' ? [answer.path] : [];
}

/** `orders.billing_id = addresses.id`. */
export function pathText({ pairs }: ConstraintPath): string {
  return pairs.map(([referred, referring]) => `${columnName(referring)} = ${columnName(referred)}`).join(' AND ');
}

function reasonOf(relationship: Relationship): string {
  const reason = joinReasonText(relationship);
  return reason === undefined ? '' : `, ${reason}.`;
}

function introduction(relationship: Relationship, paths: readonly ConstraintPath[]): string {
  const { parent, target } = relationship;
  const between = parent === target || target === undefined ? `of ${code(tableNameOf(parent))} to itself` : `between ${code(tableNameOf(parent))} and ${code(tableNameOf(target))}`;
  const isChosen = relationship.fault === undefined;
  return `There are ${count(paths.length, 'foreign key')} ${between}. ${isChosen ? 'Each of them would give another relationship:' : 'SQLAlchemy does not guess: `foreign_keys` has to say which one is meant.'}`;
}

function tableOf(relationship: Relationship, paths: readonly ConstraintPath[]): string {
  const rows = paths.map((path) => {
    const columns = path.pairs.map(([, referring]) => referring);
    const isUsed = relationship.fault === undefined && columns.every((column) => relationship.foreignKeyColumns.includes(column));
    const direction = columns.every(({ table }) => table === relationship.parent.localTable) && relationship.parent !== relationship.target ? 'many to one' : relationship.parent === relationship.target ? 'as `remote_side` says' : 'one to many';
    return `| ${code(pathText(path))} | ${direction} | ${code(`foreign_keys=${choice(relationship, columns)}`)} | ${isUsed ? 'this one' : ''} |`;
  });
  return ['| join | it would be | to choose it | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Own columns by name, those of the target in a string, which finds them when all classes exist. */
function choice({ parent, target }: Relationship, columns: readonly Column[]): string {
  const isOwn = columns.every(({ table }) => table === parent.localTable);
  return isOwn ? `[${columns.map(({ key }) => key).join(', ')}]` : `"[${columns.map(({ key }) => `${target?.name ?? ''}.${key}`).join(', ')}]"`;
}

/** A line for each foreign key of a relationship that SQLAlchemy refuses as ambiguous; empty for all others. */
export function ambiguityLines(relationship: Relationship): readonly string[] {
  const paths = relationship.fault?.id === 'E-JOIN-AMBIG' ? candidatePaths(relationship) : [];
  return paths.length < 2 ? [] : [paths.map((path) => `- ${code(pathText(path))}`).join('\n')];
}
