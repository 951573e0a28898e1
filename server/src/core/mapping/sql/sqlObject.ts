/**
 * Python objects as SQLAlchemy sees them while it reads join conditions: columns, mapped classes, tables, what a name of the class registry stands for,
 * and plain values. Errors and things that only run time knows are objects too, and whatever is made of them is the same again.
 */
import type { Anchor } from '../../declarations/anchor';
import type { Value } from '../../evaluate/values';
import type { MappingContext } from '../context';
import type { Mapper, MapperProperty } from '../mapper';
import type { MetaData, Selectable } from '../schema/schema';
import type { SqlExpression } from './expression';

export type SqlObject =
  | ExpressionObject
  | AttributeObject
  | EntityObject
  | AliasedObject
  | SelectObject
  /** `Cls.__mapper__`. */
  | { readonly kind: 'mapper'; readonly mapper: Mapper }
  | { readonly kind: 'selectable'; readonly selectable: Selectable }
  /** `table.c`. */
  | { readonly kind: 'columns'; readonly selectable: Selectable }
  /** A class by its name in a string (`clsregistry._GetColumns`). */
  | { readonly kind: 'classColumns'; readonly mapper: Mapper }
  /** A schema by its name in a string (`clsregistry._GetTable`). */
  | { readonly kind: 'schemaTables'; readonly schema: string; readonly metadata: MetaData }
  /** A module path by its name in a string (`clsregistry._ModNS`). */
  | { readonly kind: 'moduleNames'; readonly names: ModuleNames }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'method'; readonly object: SqlObject; readonly name: string }
  /** `column.op("@>")`, waiting for its operand. */
  | { readonly kind: 'customOperator'; readonly left: SqlExpression; readonly operator: string; readonly precedence: number; readonly isComparison: boolean }
  | { readonly kind: 'external'; readonly path: string }
  /** An instance of a SQL type: `String(30)`. */
  | { readonly kind: 'type'; readonly name: string; readonly args: readonly SqlObject[] }
  | { readonly kind: 'sequence'; readonly type: 'list' | 'tuple' | 'set'; readonly items: readonly SqlObject[] }
  | { readonly kind: 'python'; readonly value: Value }
  | RaisedObject
  | DynamicObject;

export interface ExpressionObject {
  readonly kind: 'expression';
  readonly expression: SqlExpression;
}

/** `User.id`, `aliased(User).id`. */
export interface AttributeObject {
  readonly kind: 'attribute';
  readonly mapper: Mapper;
  readonly property: MapperProperty;
  readonly alias?: AliasedObject;
}

export interface EntityObject {
  readonly kind: 'entity';
  readonly mapper: Mapper;
}

export interface AliasedObject {
  readonly kind: 'aliased';
  readonly mapper: Mapper;
  readonly selectable: Selectable;
}

/** `select(...)`, `exists()` while it is put together. */
export interface SelectObject {
  readonly kind: 'select';
  readonly isExists: boolean;
  readonly columns: readonly SqlExpression[];
  readonly froms: readonly Selectable[];
  readonly where: readonly SqlExpression[];
  readonly groupBy: readonly SqlExpression[];
  readonly having: readonly SqlExpression[];
  readonly orderBy: readonly SqlExpression[];
  readonly isDistinct: boolean;
  /** Comparisons inside it join the classes too. */
  readonly isLookedInto?: boolean;
  readonly limit?: SqlExpression;
  readonly offset?: SqlExpression;
  /** Why its text is not known: a clause that is not modelled. */
  readonly openReason?: string;
}

/** Evaluating it raises. */
export interface RaisedObject {
  readonly kind: 'raised';
  /** Row of the table of errors, where it has one. */
  readonly id: string;
  readonly exceptionClass: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface DynamicObject {
  readonly kind: 'dynamic';
  readonly reason: string;
}

/** One module path of a class registry: submodules and classes by name. */
export interface ModuleNames {
  readonly name: string;
  readonly path: readonly string[];
  readonly contents: ReadonlyMap<string, ModuleNames | readonly Mapper[]>;
}

/** What evaluation needs besides the object. */
export interface SqlEnvironment {
  readonly context: MappingContext;
  /** Where the expression is written. */
  readonly anchor: Anchor;
}

export function dynamicObject(reason: string): DynamicObject {
  return { kind: 'dynamic', reason };
}

export function raised(id: string, exceptionClass: string, message: string, data?: RaisedObject['data']): RaisedObject {
  return { kind: 'raised', id, exceptionClass, message, data };
}

export function expressionObject(expression: SqlExpression | undefined): SqlObject {
  return expression === undefined ? dynamicObject('an empty condition') : { kind: 'expression', expression };
}

export function isAbrupt(object: SqlObject): object is RaisedObject | DynamicObject {
  return object.kind === 'raised' || object.kind === 'dynamic';
}
