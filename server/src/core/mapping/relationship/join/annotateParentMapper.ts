/** Each column remembers the class it was compared for, which a backref needs (`_JoinCondition._annotate_parentmapper`). */
import { hasMark } from '../../sql/annotate';
import type { ColumnReference } from '../../sql/expression';
import { replaceExpressions } from '../../sql/traverse';
import type { StepOutcome } from '../session';
import type { JoinCondition } from './joinCondition';

export function annotateParentMapper(join: JoinCondition): StepOutcome {
  const { primaryjoin, relationship } = join;
  if (primaryjoin === undefined) return 'done';
  const mapperOf = (element: ColumnReference): typeof relationship.target => (hasMark(element, 'remote') ? relationship.target : hasMark(element, 'local') ? relationship.parent : undefined);
  join.primaryjoin = replaceExpressions(primaryjoin, (element) => {
    const parentEntity = element.kind === 'columnReference' ? mapperOf(element) : undefined;
    return parentEntity === undefined ? undefined : { ...element, annotations: { ...element.annotations, parentEntity } };
  });
  return 'done';
}
