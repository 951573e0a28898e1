/** One-line forms in SQLAlchemy's words, for specifications and logs. */
import type { Relationship } from '../mapping/mapper';
import type { Column } from '../mapping/schema/schema';
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
  const plain = new Set(
    relationship.localRemotePairs.flatMap(([a, b]) => [`${sqlName(a)} = ${sqlName(b)}`, `${sqlName(b)} = ${sqlName(a)}`]),
  );
  const others = conditionsOf(join).map(sqlText).filter((text) => !plain.has(text));
  return others.length === 0 ? '' : ` where ${others.join(' AND ')}`;
}

/** As it is printed in a join: quoted where SQL asks for it. */
function sqlName(column: Column): string {
  return sqlText({ kind: 'columnReference', column });
}

/** `1—0..*` as the specifications print it, ASCII. */
export function cardinalityLine(relationship: Relationship): string {
  return relationship.cardinality === undefined ? 'unknown' : `${relationship.cardinality.source} to ${relationship.cardinality.target}`;
}
