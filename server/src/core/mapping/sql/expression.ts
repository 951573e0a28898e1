/**
 * SQL expressions of join conditions, with the annotations that relationships put on columns (`sql/elements.py`, `sql/annotation.py`).
 * Immutable: annotating gives a new expression that shares the rest.
 */
import type { Anchor } from '../../declarations/anchor';
import type { Mapper } from '../mapper';
import type { Column, Selectable } from '../schema/schema';

export type SqlExpression =
  | ColumnReference
  | BindParameter
  | SqlConstant
  | SqlBinary
  | SqlBooleanList
  | SqlUnary
  | SqlFunction
  | SqlCast
  | SqlGrouping
  | SqlTuple
  | SqlOpaque;

/** Marks of `foreign()`, `remote()` and of the join condition's own passes. */
export interface Annotations {
  readonly foreign?: boolean;
  readonly remote?: boolean;
  readonly local?: boolean;
  /** The mapped class through which the column was named (`parententity`): `User` in `User.id`. */
  readonly parentEntity?: Mapper;
}

interface Annotated {
  readonly annotations?: Annotations;
  /** Where the operand stands in the source, when it was written. */
  readonly anchor?: Anchor;
}

export interface ColumnReference extends Annotated {
  readonly kind: 'columnReference';
  readonly column: Column;
  /** The column object itself as a class body names it: declarative gives it its name later, so literals beside it are called `param`. */
  readonly isUnnamed?: boolean;
}

/** A literal: printed as `:name_1`. */
export interface BindParameter extends Annotated {
  readonly kind: 'bind';
  /** Base of the printed name: the compared column's key, else `param`. */
  readonly name: string;
  /** The literal for people: `'published'`, `3`, `True`. undefined where not known. */
  readonly literal?: string;
  /** `bindparam("name")`: printed under just this name. */
  readonly isNamed?: boolean;
  /** The list of an IN, printed as `__[POSTCOMPILE_name_1]`. */
  readonly isExpanding?: boolean;
  /** Class name of its type, where that decides about operators: `String`, `Integer`. */
  readonly typeName?: string;
}

/** NULL, true, false. */
export interface SqlConstant extends Annotated {
  readonly kind: 'constant';
  readonly text: 'NULL' | 'true' | 'false';
}

export interface SqlBinary extends Annotated {
  readonly kind: 'binary';
  /** As printed: `=`, `!=`, `<`, `LIKE`, `IS`, `IS NOT`, `IN`, `+`, `||`, a custom operator… */
  readonly operator: string;
  readonly left: SqlExpression;
  readonly right: SqlExpression;
  /** `operators.is_comparison`: =, !=, <, LIKE, IN, IS…, custom ops with `is_comparison=True`. */
  readonly isComparison: boolean;
  /** Set for operators made by `op(...)`, which bind as they say; 0 unless stated. */
  readonly customPrecedence?: number;
}

export interface SqlBooleanList extends Annotated {
  readonly kind: 'and' | 'or';
  readonly clauses: readonly SqlExpression[];
}

export interface SqlUnary extends Annotated {
  readonly kind: 'unary';
  /** As printed, before or after the operand: `NOT`, `-`, `DESC`, `ASC`. */
  readonly operator: string;
  readonly isPostfix: boolean;
  readonly operand: SqlExpression;
}

export interface SqlFunction extends Annotated {
  readonly kind: 'function';
  readonly name: string;
  readonly args: readonly SqlExpression[];
  /** `CURRENT_TIMESTAMP`: printed without parentheses. */
  readonly isBare?: boolean;
}

export interface SqlCast extends Annotated {
  readonly kind: 'cast';
  readonly operand: SqlExpression;
  readonly typeText: string;
}

export interface SqlGrouping extends Annotated {
  readonly kind: 'grouping';
  readonly operand: SqlExpression;
}

export interface SqlTuple extends Annotated {
  readonly kind: 'tuple';
  readonly elements: readonly SqlExpression[];
}

/** An expression that is understood only as far as the columns inside it: `text()`, subqueries, `case`. */
export interface SqlOpaque extends Annotated {
  readonly kind: 'opaque';
  readonly text: string;
  readonly operands: readonly SqlExpression[];
  /** FROM objects, where it is a subquery. */
  readonly froms: readonly Selectable[];
  /** Set where its text is not what SQLAlchemy prints. */
  readonly dynamic?: string;
  /** Base name of bind parameters compared with it: `foo` for `column("foo")`. */
  readonly bindName?: string;
}
