/** Python values as objects of SQL: what the evaluator left symbolic gets SQLAlchemy's meaning (`sql/coercions.py`). */
import type { Anchor } from '../../declarations/anchor';
import type { SymbolicAttribute, SymbolicCall, Value } from '../../evaluate/values';
import { isKnownByName } from '../../workspace/canonicalPath';
import type { Lookup, MappingContext } from '../context';
import { libraryName, unwrapped } from '../externals';
import { stringOf } from '../values';
import { aliasedEntityOf } from './aliases';
import type { SqlExpression } from './expression';
import { attributeExpression, attributeOf } from './objectAttributes';
import { callObject } from './objectCalls';
import { applyOperator, subscriptOf } from './objectOperators';
import { selectExpression } from './selects';
import { dynamicObject, isAbrupt } from './sqlObject';
import type { SqlEnvironment, SqlObject } from './sqlObject';

/** The SQL expression a value stands for: a column, a mapped attribute, a condition. undefined for what is none. */
export function sqlOf(value: Value, context: MappingContext): Lookup<SqlExpression> {
  const object = objectOf(value, context);
  if (object.kind === 'dynamic') return object;
  const clause = expressionOf(object, { context, anchor: anchorOf(value) });
  if (clause === undefined) return undefined;
  return clause.kind === 'expression' ? { kind: 'found', value: clause.expression } : { kind: 'dynamic', reason: clause.kind === 'dynamic' ? clause.reason : clause.message };
}

export function objectOf(given: Value, context: MappingContext): SqlObject {
  const value = unwrapped(given);
  switch (value.kind) {
    case 'dynamic':
      return dynamicObject(value.reason);
    case 'list':
    case 'tuple':
    case 'set':
      if (value.isOpen === true) return dynamicObject(`the items of a ${value.kind} that are not all known`);
      return { kind: 'sequence', type: value.kind, items: value.items.map((item) => objectOf(item, context)) };
    case 'class': {
      const mapper = context.mapperOf(value);
      return mapper === undefined ? { kind: 'python', value } : { kind: 'entity', mapper };
    }
    case 'external':
      // an object of a package that is not read may be anything
      return isKnownByName(value.path) || value.path.startsWith('builtins.') ? { kind: 'external', path: value.path } : dynamicObject(`\`${value.path}\`, which is not read`);
    case 'call':
      return objectOfCall(value, context);
    case 'attribute':
      return objectOfAttribute(value, context);
    case 'subscript':
      return coreObject(value, context) ?? subscriptOf(objectOf(value.object, context), value.isSlice ? dynamicObject('a slice') : objectOf(value.index, context), environment(context, value.anchor));
    case 'operation':
      return applyOperator(value.operator, value.operands.map((operand) => objectOf(operand, context)), environment(context, value.anchor));
    default:
      return { kind: 'python', value };
  }
}

/** Columns and FROM objects that table building knows. */
function coreObject(value: Value, context: MappingContext): SqlObject | undefined {
  const column = context.columnOf(value);
  if (column?.kind === 'found') {
    const isUnnamed = value.kind === 'call' && !value.keywords.has('key') && !value.keywords.has('name') && stringOf(value.args[0]) === undefined;
    return { kind: 'expression', expression: { kind: 'columnReference', column: column.value, ...(isUnnamed ? { isUnnamed } : {}) } };
  }
  if (column?.kind === 'dynamic') return dynamicObject(column.reason);
  const selectable = context.selectableOf(value);
  if (selectable?.kind === 'found') return { kind: 'selectable', selectable: selectable.value };
  return selectable?.kind === 'dynamic' ? dynamicObject(selectable.reason) : undefined;
}

/** FROM objects by the call that makes them: one call is one object, however often it is looked at. */
const madeByCalls = new WeakMap<MappingContext, WeakMap<SymbolicCall, SqlObject>>();

function objectOfCall(call: SymbolicCall, context: MappingContext): SqlObject {
  const made = madeByCalls.get(context) ?? new WeakMap<SymbolicCall, SqlObject>();
  madeByCalls.set(context, made);
  const known = made.get(call);
  if (known !== undefined) return known;
  const object = newObjectOfCall(call, context);
  if (object.kind === 'selectable' || object.kind === 'aliased') made.set(call, object);
  return object;
}

function newObjectOfCall(call: SymbolicCall, context: MappingContext): SqlObject {
  const env = environment(context, call.anchor);
  const aliased = aliasedEntityOf(call, env);
  if (aliased !== undefined) return aliased;
  const core = coreObject(call, context);
  if (core !== undefined) return core;
  const callee = calleeObject(call, context);
  if (isAbrupt(callee)) return callee;
  if (call.hasUnknownArguments) return dynamicObject('arguments that are not written out');
  const args = call.args.map((argument) => objectOf(argument.value, context));
  const keywords = new Map([...call.keywords].map(([name, argument]) => [name, objectOf(argument.value, context)]));
  return callObject(callee, args, keywords, env);
}

function calleeObject(call: SymbolicCall, context: MappingContext): SqlObject {
  const { callee } = call;
  const name = libraryName(callee);
  if (callee.kind === 'attribute' && name !== undefined) return { kind: 'external', path: externalPath(callee, name) };
  return objectOf(callee, context);
}

function objectOfAttribute(value: SymbolicAttribute, context: MappingContext): SqlObject {
  const env = environment(context, value.anchor);
  if (value.object.kind === 'class' && context.mapperOf(value.object) !== undefined) return attributeOf(objectOf(value.object, context), value.name, env);
  const name = libraryName(value);
  if (name !== undefined) return { kind: 'external', path: externalPath(value, name) };
  const core = coreObject(value, context);
  if (core !== undefined) return core;
  if (value.object.kind === 'class') return attributeOf({ kind: 'python', value: value.object }, value.name, env);
  const object = objectOf(value.object, context);
  return attributeOf(object, value.name, env);
}

/** `db.func` is `sqlalchemy.func`. */
function externalPath(value: SymbolicAttribute, name: string): string {
  return value.object.kind === 'external' ? `${value.object.path}.${value.name}` : `sqlalchemy.${name}`;
}

/** The clause an object is, as `__clause_element__` gives it; undefined for what is no column expression. */
export function expressionOf(object: SqlObject, env: SqlEnvironment): Extract<SqlObject, { kind: 'expression' | 'raised' | 'dynamic' }> | undefined {
  switch (object.kind) {
    case 'expression':
    case 'raised':
    case 'dynamic':
      return object;
    case 'attribute': {
      const clause = attributeExpression(object, env);
      return clause.kind === 'attribute' ? undefined : clause.kind === 'expression' || isAbrupt(clause) ? clause : undefined;
    }
    case 'select': {
      const clause = object.isExists ? selectExpression(object, env) : undefined;
      return clause === undefined || clause.kind === 'expression' || isAbrupt(clause) ? clause : undefined;
    }
    case 'method':
      return dynamicObject(`the method \`${object.name}\``);
    default:
      return undefined;
  }
}

function environment(context: MappingContext, anchor: Anchor): SqlEnvironment {
  return { context, anchor };
}

const NOWHERE: Anchor = { file: '' as Anchor['file'], node: 0 };

function anchorOf(value: Value): Anchor {
  return 'anchor' in value && value.anchor !== undefined ? value.anchor : NOWHERE;
}
