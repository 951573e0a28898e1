/** Marks on the columns of join conditions (`sql/annotation.py`). Annotating gives a new expression. */
import type { Column } from '../schema/schema';
import type { Annotations, SqlExpression } from './expression';
import { everyExpression, replaceExpressions } from './traverse';

export type Mark = 'foreign' | 'remote' | 'local';

export function hasMark(expression: SqlExpression, mark: Mark): boolean {
  return expression.annotations?.[mark] === true;
}

export function hasMarkWithin(expression: SqlExpression, mark: Mark): boolean {
  return everyExpression(expression).some((each) => hasMark(each, mark));
}

export function withMark<T extends SqlExpression>(expression: T, mark: Mark): T {
  return { ...expression, annotations: { ...expression.annotations, [mark]: true } };
}

/** `foreign(expr)`, `remote(expr)`: every column inside is marked (`_annotate_columns`). */
export function markColumns(expression: SqlExpression, mark: Mark): SqlExpression {
  return replaceExpressions(expression, (each) => (each.kind === 'columnReference' ? withMark(each, mark) : undefined));
}

/** Marks the columns that `test` accepts. */
export function markWhere(expression: SqlExpression, mark: Mark, test: (column: Column, element: SqlExpression) => boolean): SqlExpression {
  return replaceExpressions(expression, (each) => (each.kind === 'columnReference' && test(each.column, each) ? withMark(each, mark) : undefined));
}

/** Changes the annotations of every annotated column (`_deep_deannotate`, `primaryjoin_reverse_remote`). */
export function mapAnnotations(expression: SqlExpression, change: (annotations: Annotations) => Annotations): SqlExpression {
  return replaceExpressions(expression, (each) => (each.annotations === undefined ? undefined : changedAnnotations(each, change)));
}

function changedAnnotations(expression: SqlExpression, change: (annotations: Annotations) => Annotations): SqlExpression | undefined {
  return expression.kind === 'columnReference' && expression.annotations !== undefined ? { ...expression, annotations: change(expression.annotations) } : undefined;
}

/** Distinct columns that carry all of the marks, in reading order. */
export function columnsMarked(expression: SqlExpression, ...marks: readonly Mark[]): readonly Column[] {
  const columns = everyExpression(expression).flatMap((each) => (each.kind === 'columnReference' && marks.every((mark) => hasMark(each, mark)) ? [each.column] : []));
  return [...new Set(columns)];
}
