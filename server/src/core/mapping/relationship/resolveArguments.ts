/** Step 1: arguments that wait for configure time (`orm/relationships.py: RelationshipProperty._process_dependent_arguments`). */
import { truthOf } from '../../evaluate/operators';
import type { Value } from '../../evaluate/values';
import { classText, reprOf } from '../../evaluate/pythonText';
import type { Relationship, SqlAlchemyVersion } from '../mapper';
import type { Column, Selectable } from '../schema/schema';
import { expressionOf, objectOf } from '../sql/coerce';
import type { SqlExpression } from '../sql/expression';
import { selectableIn } from '../sql/objectCalls';
import { ADDRESS, objectRepr } from '../sql/objectText';
import { printSql } from '../sql/print';
import { dynamicObject, isAbrupt, raised } from '../sql/sqlObject';
import type { DynamicObject, RaisedObject, SqlObject } from '../sql/sqlObject';
import { isNone } from '../values';
import { evaluateString } from './evaluateString';
import { failedToLocate, messages } from './messages';
import { operatorClassWarnings } from './operatorClasses';
import { registryName, unknownNameReason } from './registryNames';
import type { NameScope } from './registryNames';
import { anchorOfArgument } from './reporting';
import { environmentOf, NOT_STATED, stateOf, stopAt, warn } from './session';
import type { ConfigureSession, ResolvedArguments, StatedPair, StepOutcome } from './session';

const NAMES = ['order_by', 'primaryjoin', 'secondaryjoin', 'secondary', 'foreign_keys', 'remote_side'] as const;
type ArgumentName = (typeof NAMES)[number];

export function resolveArguments(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const objects = new Map<ArgumentName, SqlObject>();
  for (const name of NAMES) {
    const object = resolvedArgument(session, relationship, name);
    if (object === undefined) continue;
    if (object.kind === 'raised') return stopAt(session, relationship, object, name);
    if (object.kind !== 'python' || !isNone(object.value)) objects.set(name, object);
  }
  const backPopulates = resolveBackPopulates(session, relationship);
  if (backPopulates === 'stopped') return backPopulates;
  return coerceAll(session, relationship, objects);
}

/** A string is evaluated, a callable called, anything else is what it is. undefined where nothing is stated. */
function resolvedArgument(session: ConfigureSession, relationship: Relationship, name: ArgumentName): SqlObject | undefined {
  const argument = relationship.declaration.arguments.get(name);
  if (argument === undefined || isNone(argument.value)) return undefined;
  if (name === 'order_by' && argument.value.kind === 'boolean' && !argument.value.value) return undefined;
  return lateObject(session, relationship, name, argument.value);
}

export function lateObject(session: ConfigureSession, relationship: Relationship, name: string, value: Value): SqlObject {
  const { context } = session;
  if (value.kind === 'string') {
    const scope = scopeOf(session, relationship, name);
    return name === 'secondary' && context.version === '2.1' ? secondaryNamed(value.value, scope) : evaluateString(value.value, scope);
  }
  if (isCallable(value, session)) return objectOf(context.program.call(value, []), context);
  return objectOf(value, context);
}

/** `callable(x) and not _is_mapped_class(x)`. */
export function isCallable(value: Value, session: ConfigureSession): boolean {
  if (value.kind === 'function' || value.kind === 'boundMethod') return true;
  if (value.kind === 'class') return session.context.mapperOf(value) === undefined;
  return value.kind === 'call' && value.callee.kind === 'external' && value.callee.path === 'functools.partial';
}

export function scopeOf(session: ConfigureSession, relationship: Relationship, argument: string): NameScope {
  return {
    mapper: relationship.parent,
    env: environmentOf(session, relationship, argument),
    preference: argument === 'secondary' ? 'tables' : 'classes',
    key: relationship.key,
    onUnqualifiedTable: (name, { schema }) => {
      const message = messages.unqualifiedTable(name, schema ?? '');
      warn(session, relationship, { id: 'W-TABLE-SCHEMA', exceptionClass: 'SADeprecationWarning', message, anchor: anchorOfArgument(relationship, argument), data: { table: name, schema } });
    },
  };
}

/** Since 2.1 the text is the name of a table, exactly. */
function secondaryNamed(text: string, scope: NameScope): SqlObject {
  const found = registryName(scope, text);
  if (found !== undefined) return found;
  const reason = unknownNameReason(scope.mapper, text, scope.env.context);
  return reason === undefined ? failedToLocate(scope, text, text, { nameInString: text }) : dynamicObject(reason);
}

/** A text, or since 2.1 `B.a` or something to call. */
function resolveBackPopulates(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const given = relationship.declaration.arguments.get('back_populates')?.value;
  if (given === undefined || isNone(given) || given.kind === 'string') return 'done';
  if (session.context.version !== '2.1') return given.kind === 'dynamic' ? dynamicName(relationship, given.reason) : 'done';
  const value = isCallable(given, session) ? session.context.program.call(given, []) : given;
  if (value.kind === 'string') relationship.backPopulates = value.value;
  else if (value.kind === 'attribute' && value.object.kind === 'class') relationship.backPopulates = value.name;
  else if (value.kind === 'dynamic') return dynamicName(relationship, value.reason);
  return 'done';
}

function dynamicName(relationship: Relationship, reason: string): StepOutcome {
  relationship.dynamic ??= reason;
  return 'done';
}

/** The rest of the step: conditions are clauses, `secondary` is no class, lists are lists of columns. */
function coerceAll(session: ConfigureSession, relationship: Relationship, objects: ReadonlyMap<ArgumentName, SqlObject>): StepOutcome {
  const { inherited } = stateOf(session, relationship);
  const resolved: ResolvedArguments = {
    primaryjoin: inherited?.primaryjoin,
    secondaryjoin: inherited?.secondaryjoin,
    secondary: inherited?.secondary,
    foreignKeys: inherited?.foreignKeys ?? NOT_STATED,
    remoteSide: NOT_STATED,
    localRemotePairs: statedPairs(session, relationship),
  };
  for (const name of ['primaryjoin', 'secondaryjoin'] as const) {
    const object = objects.get(name);
    const clause = object === undefined ? undefined : columnArgument(session, relationship, name, object);
    if (clause === undefined) continue;
    if (clause.kind !== 'expression') return stopAt(session, relationship, clause, name);
    resolved[name] = clause.expression;
    warnOfOperators(session, relationship, name, clause.expression);
  }
  const secondary = objects.get('secondary');
  if (secondary !== undefined) {
    const table = secondarySelectable(relationship, secondary, session.context.version);
    if ('reason' in table || 'exceptionClass' in table) return stopAt(session, relationship, table, 'secondary');
    if ('got' in table) resolved.refusedSecondary = table.got;
    else resolved.secondary = table;
  }
  return coerceLists(session, relationship, objects, resolved);
}

function warnOfOperators(session: ConfigureSession, relationship: Relationship, argument: string, expression: SqlExpression): void {
  if (session.context.version !== '2.1') return;
  for (const message of operatorClassWarnings(expression)) {
    warn(session, relationship, { id: 'W-OPERATOR-CLASS', exceptionClass: 'SADeprecationWarning', message, anchor: anchorOfArgument(relationship, argument), data: { argument } });
  }
}

/** `_local_remote_pairs=[(A.id, B.a_id)]`: plain columns, taken as they are. */
function statedPairs({ context }: ConfigureSession, relationship: Relationship): readonly StatedPair[] {
  const value = relationship.declaration.arguments.get('_local_remote_pairs')?.value;
  const pairs = value?.kind === 'list' || value?.kind === 'tuple' ? value.items : [];
  const columnOf = (item: Value | undefined): Column | undefined => {
    if (item === undefined || (item.kind === 'attribute' && item.object.kind === 'class')) return undefined;
    const column = context.columnOf(item);
    return column?.kind === 'found' ? column.value : undefined;
  };
  return pairs.flatMap((pair): readonly StatedPair[] => (pair.kind === 'tuple' || pair.kind === 'list' ? [[columnOf(pair.items[0]), columnOf(pair.items[1])]] : []));
}

function coerceLists(session: ConfigureSession, relationship: Relationship, objects: ReadonlyMap<ArgumentName, SqlObject>, resolved: ResolvedArguments): StepOutcome {
  const orderBy = columnList(session, relationship, 'order_by', objects.get('order_by'));
  if (orderBy.kind === 'raised') return stopAt(session, relationship, orderBy, 'order_by');
  if (orderBy.kind === 'dynamic') relationship.dynamic ??= orderBy.reason;
  else if (objects.has('order_by') && orderBy.expressions.length > 0) relationship.orderBy = orderBy.expressions.map((each) => printSql(each)).join(', ');
  for (const name of ['foreign_keys', 'remote_side'] as const) {
    const object = objects.get(name);
    if (object === undefined) continue;
    const list = columnList(session, relationship, name, object);
    if (list.kind !== 'expressions') return stopAt(session, relationship, list, name);
    resolved[name === 'foreign_keys' ? 'foreignKeys' : 'remoteSide'] = { columns: new Set(list.expressions.flatMap(columnOfExpression)), isStated: list.expressions.length > 0 };
  }
  stateOf(session, relationship).resolved = resolved;
  relationship.secondary = resolved.secondary;
  return 'done';
}

function columnOfExpression(expression: SqlExpression): readonly Column[] {
  return expression.kind === 'columnReference' ? [expression.column] : [];
}

/** `coercions.expect(roles.ColumnArgumentRole, …)`. */
function columnArgument(session: ConfigureSession, relationship: Relationship, name: string, object: SqlObject): Extract<SqlObject, { kind: 'expression' }> | RaisedObject | DynamicObject {
  const clause = expressionOf(object, environmentOf(session, relationship, name));
  if (clause !== undefined) return clause;
  if (object.kind === 'select' || object.kind === 'customOperator' || object.kind === 'method') return dynamicObject('a subquery as a condition');
  return raised('E-EXPR-ARG', 'ArgumentError', messages.expressionExpected(name, objectRepr(object)), { argument: name });
}

type ColumnList = { readonly kind: 'expressions'; readonly expressions: readonly SqlExpression[] } | RaisedObject | DynamicObject;

function columnList(session: ConfigureSession, relationship: Relationship, name: string, object: SqlObject | undefined): ColumnList {
  if (object === undefined || (object.kind === 'python' && isNone(object.value))) return { kind: 'expressions', expressions: [] };
  if (name === 'order_by' && object.kind === 'python' && truthOf(object.value) === false && object.value.kind === 'boolean') return { kind: 'expressions', expressions: [] };
  if (isAbrupt(object)) return object;
  const expressions: SqlExpression[] = [];
  for (const item of object.kind === 'sequence' ? object.items : [object]) {
    const clause = columnArgument(session, relationship, name, item);
    if (clause.kind !== 'expression') return clause;
    expressions.push(clause.expression);
  }
  return { kind: 'expressions', expressions };
}

/** A table or other FROM object; a mapped class is refused at once, anything else when the join is looked for. */
function secondarySelectable(relationship: Relationship, object: SqlObject, version: SqlAlchemyVersion): Selectable | RaisedObject | DynamicObject | { readonly got: string } {
  switch (object.kind) {
    case 'entity':
    case 'classColumns':
      return raised('E-SEC-CLASS', 'ArgumentError', messages.secondaryIsClass(classText(object.mapper.cls), relationship), { className: object.mapper.name });
    case 'aliased':
      return raised('E-SEC-CLASS', 'ArgumentError', messages.secondaryIsClass(objectRepr(object), relationship), { className: object.mapper.name });
    case 'raised':
    case 'dynamic':
      return object;
    default: {
      const selectable = selectableIn(object);
      if (selectable !== undefined) return selectable;
      const got = REFUSED.has(object.kind) ? refusedRepr(object, version) : undefined;
      return got === undefined ? dynamicObject('the table of `secondary`') : { got };
    }
  }
}


/** Objects that are certainly no FROM object. */
const REFUSED: ReadonlySet<SqlObject['kind']> = new Set(['columns', 'text', 'sequence', 'python', 'expression', 'attribute', 'type', 'external']);

function refusedRepr(object: SqlObject, version: SqlAlchemyVersion): string | undefined {
  if (object.kind === 'columns' && version === '1.4') return `<sqlalchemy.sql.base.ImmutableColumnCollection object at ${ADDRESS}>`;
  if (object.kind === 'columns') return `<sqlalchemy.sql.elements.ClauseList object at ${ADDRESS}> object resolved from ${objectRepr(object)} object`;
  return object.kind === 'python' && reprOf(object.value) === undefined ? undefined : objectRepr(object);
}
