/** One action for each foreign key that could join an ambiguous relationship. */
import { columnName } from '../../display/names';
import type { Mapper } from '../../mapping/mapper';
import type { ForeignKeyConstraint } from '../../mapping/schema/schema';
import { constraintsBetween } from '../../problems/wording';
import type { FeatureContext } from '../context';
import { attributeOf } from '../referent';
import { callOf, quoted, setKeyword, type Fix, type FixProvider } from './fix';

export const chooseForeignKeyFixes: FixProvider = (context, { problem }) => {
  const relationship = problem.fault.relationship;
  const target = relationship?.target;
  if (problem.kind.code !== 'join-ambiguous' || relationship === undefined || target === undefined || relationship.secondary !== undefined) return [];
  const text = callOf(context, relationship)?.tree.text;
  if (text === undefined) return [];
  const out = constraintsBetween(relationship.parent.persistSelectable, target.persistSelectable).map((constraint) => ({ constraint, owner: relationship.parent }));
  const back = relationship.parent === target ? [] : constraintsBetween(target.persistSelectable, relationship.parent.persistSelectable).map((constraint) => ({ constraint, owner: target }));
  return [...out, ...back].flatMap(({ constraint, owner }): Fix[] => {
    const value = foreignKeysText(context, constraint, owner, owner === relationship.parent ? undefined : text);
    const edits = value === undefined ? undefined : setKeyword(context, relationship, 'foreign_keys', value);
    return edits === undefined || value === undefined ? [] : [{ title: `Join on ${joinText(constraint)} (foreign_keys=${value})`, summary: 'Choose a foreign key with `foreign_keys`, one action for each', changes: [edits] }];
  });
};

/** `[billing_id]` for columns of the class itself, `"[Order.billing_id]"` for those of the target. */
function foreignKeysText(context: FeatureContext, constraint: ForeignKeyConstraint, owner: Mapper, quotedFor: string | undefined): string | undefined {
  const keys = constraint.elements.map(({ parent }) => attributeOf(parent, context.graph)?.key);
  if (keys.some((key) => key === undefined)) return undefined;
  return quotedFor === undefined ? `[${keys.join(', ')}]` : quoted(quotedFor, `[${keys.map((key) => `${owner.name}.${key ?? ''}`).join(', ')}]`);
}

function joinText(constraint: ForeignKeyConstraint): string {
  return constraint.elements.map(({ parent, target }) => `${columnName(parent)} = ${target.kind === 'text' ? target.spec : target.kind === 'column' ? columnName(target.column) : '?'}`).join(' AND ');
}
