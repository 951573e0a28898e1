/** One-line forms in SQLAlchemy's words, for specifications and logs. */
import type { ColumnPair, Relationship } from '../mapping/mapper';
import type { SqlExpression } from '../mapping/sql/expression';
import { sqlText, conditionsOf } from './join';
import { columnName, relationshipName, selectableName } from './names';

/** `ONETOMANY Post on user.id -> post.user_id, reverse Post.author`. */
export function relationshipLine(relationship: Relationship): string {
  if (relationship.fault !== undefined) return `broken: ${relationship.fault.id}`;
  if (relationship.direction === undefined || relationship.target === undefined) return `dynamic: ${relationship.dynamic ?? relationship.declaration.openReason ?? 'not known from the text'}`;
  const scalar = relationship.direction !== 'MANYTOONE' && relationship.uselist === false ? ' scalar' : relationship.direction === 'MANYTOONE' && relationship.uselist === true ? ' list' : '';
  const extra = extraText(relationship);
  const through = relationship.secondary === undefined ? '' : ` through ${selectableName(relationship.secondary)}`;
  const reverse = relationship.reverse.length === 0 ? '' : `, reverse ${relationship.reverse.map(relationshipName).join(', ')}`;
  const viewonly = relationship.viewonly ? ', viewonly' : '';
  return `${relationship.direction}${scalar} ${relationship.target.name}${through} on ${pairsText(relationship)}${extra}${viewonly}${reverse}`;
}

function pairsText(relationship: Relationship): string {
  return relationship.localRemotePairs.map(([local, remote]) => `${columnName(local)} -> ${columnName(remote)}`).join(', ');
}

/** ` where post.status = 'published'` for what the join asks beyond its pairs. */
function extraText(relationship: Relationship): string {
  const join = relationship.primaryjoin;
  if (join === undefined) return '';
  const others = conditionsOf(join).filter((condition) => !isPair(condition, relationship.localRemotePairs));
  return others.length === 0 ? '' : ` where ${others.map(sqlText).join(' AND ')}`;
}

/** Whether a condition says no more than that the two columns of a pair are equal. */
function isPair(condition: SqlExpression, pairs: readonly ColumnPair[]): boolean {
  if (condition.kind !== 'binary' || condition.operator !== '=' || condition.left.kind !== 'columnReference' || condition.right.kind !== 'columnReference') return false;
  const [left, right] = [condition.left.column, condition.right.column];
  return pairs.some(([a, b]) => (a === left && b === right) || (a === right && b === left));
}

/** `1—0..*` as the specifications print it, ASCII. */
export function cardinalityLine(relationship: Relationship): string {
  return relationship.cardinality === undefined ? 'unknown' : `${relationship.cardinality.source} to ${relationship.cardinality.target}`;
}
