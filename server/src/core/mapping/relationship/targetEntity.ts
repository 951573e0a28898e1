/** Step 2: the target (`orm/relationships.py: RelationshipProperty._setup_entity`). */
import type { Value } from '../../evaluate/values';
import { libraryName } from '../externals';
import type { Relationship } from '../mapper';
import { objectOf } from '../sql/coerce';
import { objectRepr, typeText } from '../sql/objectText';
import { dynamicObject, raised } from '../sql/sqlObject';
import type { AliasedObject, EntityObject, SqlObject } from '../sql/sqlObject';
import { isNone } from '../values';
import { resolveDottedName } from './evaluateString';
import { messages } from './messages';
import { isCallable, scopeOf } from './resolveArguments';
import { giveUp, stateOf, stopAt } from './session';
import type { ConfigureSession, StepOutcome } from './session';

/** Looks for the target once; a pair may have asked for it before the relationship's own turn. */
export function setupEntity(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const state = stateOf(session, relationship);
  if (state.hasEntity) return relationship.target === undefined ? 'stopped' : 'done';
  state.hasEntity = true;
  if (state.inherited !== undefined) return accept(session, relationship, { kind: 'entity', mapper: state.inherited.from.parent });
  const entity = targetObject(session, relationship);
  if (entity.kind === 'entity' || entity.kind === 'aliased') return accept(session, relationship, entity);
  const refused = entity.kind === 'raised' || entity.kind === 'dynamic' ? entity : refusal(session, relationship, entity);
  // Before 2.0 an AttributeError on the way surfaces as that of the attribute being made.
  const isHidden = refused.kind === 'raised' && refused.exceptionClass === 'AttributeError' && session.context.version === '1.4';
  return stopAt(session, relationship, isHidden ? { ...refused, message: 'entity' } : refused, 'argument');
}

function accept(session: ConfigureSession, relationship: Relationship, entity: EntityObject | AliasedObject): StepOutcome {
  if (entity.mapper.importFault !== undefined) return giveUp(relationship, `\`${entity.mapper.name}\` is not mapped because of an error in it`);
  relationship.target = entity.mapper;
  if (entity.kind === 'aliased') {
    relationship.targetSelectable = entity.selectable;
    stateOf(session, relationship).alias = entity;
  }
  return 'done';
}

function targetObject(session: ConfigureSession, relationship: Relationship): SqlObject {
  const { declaration } = relationship;
  const stated = declaration.arguments.get('argument')?.value;
  const value: Value | undefined = isNone(stated) ? declaration.annotation?.argument : stated;
  if (value === undefined && declaration.openReason !== undefined) return dynamicObject(declaration.openReason);
  if (value?.kind === 'none' && isNone(stated)) return raised('E-REL-UNMAPPED', 'UnmappedClassError', messages.unmappedClass('builtins.NoneType'), { className: 'NoneType' });
  if (value?.kind === 'string') return resolveDottedName(value.value, scopeOf(session, relationship, 'argument'));
  const given: Value = value ?? { kind: 'none' };
  const isCalled = given.kind !== 'class' && isCallable(given, session);
  const generic = genericTarget(relationship, given);
  if (generic !== undefined) return generic;
  const generated = generatedBaseName(given);
  if (generated !== undefined) return raised('E-REL-UNMAPPED', 'UnmappedClassError', messages.unmappedClass(`sqlalchemy.orm.decl_api.${generated}`), { className: generated });
  const object = objectOf(isCalled ? session.context.program.call(given, []) : given, session.context);
  return object.kind === 'mapper' ? { kind: 'entity', mapper: object.mapper } : object;
}

/** Why an object is no target. */
function refusal(session: ConfigureSession, relationship: Relationship, object: SqlObject): ReturnType<typeof raised> | ReturnType<typeof dynamicObject> {
  if (object.kind === 'python' && object.value.kind === 'class') return unmapped(session, object.value);
  if (object.kind === 'external') return externalTarget(relationship, object.path);
  if (object.kind === 'moduleNames') return raised('E-NAME', 'NameError', `Module '${object.names.name}' has no mapped classes registered under the name '_sa_instance_state'`);
  if (object.kind === 'python' && UNCERTAIN.has(object.value.kind)) return dynamicObject('the target of the relationship');
  if (object.kind === 'method') return dynamicObject('the target of the relationship');
  return raised('E-REL-TARGET', 'ArgumentError', messages.notAnEntity(relationship.key, typeText(object)), { received: objectRepr(object) });
}

/** `List["B"]` is called like any callable: `typing` refuses, builtins make an empty one. */
function genericTarget(relationship: Relationship, value: Value): ReturnType<typeof raised> | undefined {
  if (value.kind === 'operation' && value.operator === '|') return notAnEntity(relationship, "<class 'types.UnionType'>");
  if (value.kind !== 'subscript' || value.object.kind !== 'external') return undefined;
  const { path } = value.object;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (path === 'typing.Optional' || path === 'typing.Union') return raised('E-REL-TARGET', 'TypeError', 'Cannot instantiate typing.Union');
  if (path.startsWith('typing.')) return raised('E-REL-TARGET', 'TypeError', `Type ${name} cannot be instantiated; use ${name.toLowerCase()}() instead`);
  return path.startsWith('builtins.') ? notAnEntity(relationship, `<class '${name}'>`) : undefined;
}

function notAnEntity(relationship: Relationship, type: string): ReturnType<typeof raised> {
  return raised('E-REL-TARGET', 'ArgumentError', messages.notAnEntity(relationship.key, type));
}

/** The base that `declarative_base()` makes is a class, and not mapped. */
function generatedBaseName(value: Value): string | undefined {
  if (value.kind !== 'call' || !/(^|\.)(declarative_base|generate_base)$/.test(value.callee.kind === 'attribute' ? value.callee.name : (libraryName(value.callee) ?? ''))) return undefined;
  const name = value.keywords.get('name')?.value;
  return name === undefined ? 'Base' : name.kind === 'string' ? name.value : undefined;
}

/** Values whose type is not told by their form. */
const UNCERTAIN: ReadonlySet<Value['kind']> = new Set(['attribute', 'call', 'subscript', 'operation']);

function unmapped(session: ConfigureSession, cls: Extract<Value, { kind: 'class' }>): ReturnType<typeof raised> | ReturnType<typeof dynamicObject> {
  if (cls.dynamicBase !== undefined) return dynamicObject(cls.dynamicBase.reason);
  const hasFailed = session.context.faults?.some((fault) => fault.phase === 'import' && fault.className === cls.name && fault.sqlalchemy?.isWarning === false) === true;
  if (hasFailed) return dynamicObject(`\`${cls.name}\` is not mapped because of an error in it`);
  return raised('E-REL-UNMAPPED', 'UnmappedClassError', messages.unmappedClass(`${cls.module.name}.${cls.name}`), { className: cls.name });
}

const SCHEMA = 'CheckConstraint Column ColumnDefault Computed Constraint DefaultClause FetchedValue ForeignKey ForeignKeyConstraint Identity Index MetaData PrimaryKeyConstraint Sequence Table UniqueConstraint';
const SELECTABLE = 'Alias CTE CompoundSelect Exists FromClause GenerativeSelect Join Lateral Select SelectBase Selectable Subquery TableClause TableSample Values';
const ELEMENTS = 'BinaryExpression BindParameter BooleanClauseList Case Cast ClauseElement ClauseList ColumnClause ColumnElement Extract Grouping Label Null Over TextClause Tuple UnaryExpression';

/** The module in which SQLAlchemy defines a public class. */
function moduleOfLibraryClass(name: string): string {
  if (SCHEMA.split(' ').includes(name)) return 'sqlalchemy.sql.schema';
  if (SELECTABLE.split(' ').includes(name)) return 'sqlalchemy.sql.selectable';
  return ELEMENTS.split(' ').includes(name) ? 'sqlalchemy.sql.elements' : 'sqlalchemy.sql.sqltypes';
}

/** A class of a library that is certainly not mapped; what an unread package has may be. */
function externalTarget(relationship: Relationship, path: string): ReturnType<typeof raised> | ReturnType<typeof dynamicObject> {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (path.startsWith('builtins.') && /^[a-z]+$/.test(name)) return raised('E-REL-UNMAPPED', 'UnmappedClassError', messages.unmappedClass(`builtins.${name}`), { className: name });
  if (path.startsWith('typing.') && name !== 'Any') return raised('E-REL-TARGET', 'ArgumentError', messages.notAnEntity(relationship.key, "<class 'typing._SpecialForm'>"));
  if (path === 'typing.Any' || path === 'sqlalchemy.Any') return raised('E-REL-UNMAPPED', 'UnmappedClassError', messages.unmappedClass('typing.Any'), { className: name });
  if (path.startsWith('sqlalchemy.') && /^[A-Z]/.test(name)) return raised('E-REL-UNMAPPED', 'UnmappedClassError', messages.unmappedClass(`${moduleOfLibraryClass(name)}.${name}`), { className: name });
  if (path.startsWith('sqlalchemy.')) return raised('E-REL-TARGET', 'ArgumentError', messages.notAnEntity(relationship.key, typeText({ kind: 'external', path })));
  return dynamicObject(`\`${path}\`, whose package is not read`);
}

