/** SQLModel's table models: columns from fields, relationships from `Relationship()` (`sqlmodel/main.py`). */
import type { Anchor } from '../../declarations/anchor';
import type { AnnotationBinding, Argument, Binding, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf, libraryName } from '../externals';
import { reportImport } from '../importFaults';
import type { RelationshipArgument, RelationshipDeclaration } from '../mapper';
import { classText, describe } from '../pythonText';
import { columnOfCall } from '../schema/createTable';
import { setDetails } from '../schema/createColumn';
import { createForeignKey } from '../schema/createForeignKey';
import type { Column, SqlType } from '../schema/schema';
import { sqlTypeOf } from '../schema/sqlTypes';
import type { DeclarativeBase, MappingState } from '../state';
import { dictGet, flagOf, isNone, itemsOf, keyword, stringOf, truthOf } from '../values';
import { annotationText, extractMapped, mappedContainerOf, type CollectedAnnotation } from './annotations';
import { evaluateAnnotationText } from './annotationScope';
import { classStateOf, directiveValue } from './classAttributes';
import { leaveOpen, reportInScan, type ClassScan } from './classScan';
import { mapClass } from './mapClass';
import { deOptionalized, includesNone, isAnnotated, isUnion, typeArguments, typeText, unionMembers } from './typeForms';

export function mapSqlModel(state: MappingState, cls: ClassValue, base: DeclarativeBase): void {
  if (cls.keywords.get('registry') !== undefined || !isTableModel(cls)) return;
  if (cls.mro.slice(1).some(isTableModel)) return;
  setTableName(state, cls);
  mapClass(state, cls, { registry: base.registry, base, prepare: (scan) => collectFields(scan) });
}

/** `table=True`, in the class keywords or in `model_config`. */
function isTableModel(cls: ClassValue): boolean {
  const keywordValue = cls.keywords.get('table');
  if (keywordValue !== undefined) return truthOf(keywordValue) === true;
  const config = cls.namespace.get('model_config')?.value;
  const table = config === undefined ? undefined : config.kind === 'call' ? config.keywords.get('table')?.value : dictGet(config, 'table');
  return table !== undefined && truthOf(table) === true;
}

/** The default name is the class name in lower case. */
function setTableName(state: MappingState, cls: ClassValue): void {
  if (directiveValue(state, cls, '__tablename__') !== undefined) return;
  const value: Value = { kind: 'string', value: cls.name.toLowerCase() };
  const classState = classStateOf(state, cls);
  classState.tableName = value;
  classState.attributes.set('__tablename__', { kind: 'value', value, anchor: cls.nameAnchor });
}

// ---------------------------------------------------------------- fields

interface ModelField {
  readonly name: string;
  readonly holder: ClassValue;
  readonly annotation: AnnotationBinding;
  readonly binding?: Binding;
}

/** Fields of the model and its bases in pydantic's order: base classes first, an overriding field keeps its place. */
function fieldsOf(state: MappingState, cls: ClassValue): readonly ModelField[] {
  const fields = new Map<string, ModelField>();
  for (const holder of [...cls.mro].reverse()) {
    for (const [name, annotation] of holder.annotations) {
      if (name.startsWith('_') || name === 'model_config') continue;
      const binding = state.namespaceOf(holder).get(name);
      if (binding !== undefined && isCallOf(binding.value, 'sqlmodel.Relationship')) continue;
      fields.set(name, { name, holder, annotation, binding });
    }
  }
  return [...fields.values()];
}

function collectFields(scan: ClassScan): void {
  for (const field of fieldsOf(scan.state, scan.cls)) {
    const column = columnOfField(scan, field);
    if (column === undefined) continue;
    const attribute = { kind: 'column' as const, column };
    classStateOf(scan.state, scan.cls).attributes.set(field.name, attribute);
    scan.collected.set(field.name, { content: attribute, declaredOn: field.holder, nameAnchor: field.binding?.anchor ?? field.annotation.anchor });
  }
  for (const [name, binding] of scan.dict) {
    if (binding.value.kind === 'call' && isCallOf(binding.value, 'sqlmodel.Relationship')) collectRelationship(scan, name, binding, binding.value);
  }
}

/** `get_column_from_field`. */
function columnOfField(scan: ClassScan, field: ModelField): Column | undefined {
  const { state } = scan;
  const type = annotatedType(scan, field);
  if (type === undefined || isClassVariable(type)) return undefined;
  const info = fieldInfo(field, type);
  const given = (name: string): Argument | undefined => (info === undefined ? undefined : keyword(info, name));
  const stated = given('sa_column')?.value;
  if (stated !== undefined && isCallOf(stated, 'Column')) return columnOfCall(state, stated);
  const primaryKey = flagOf(given('primary_key'));
  const nullableArgument = given('nullable');
  const nullable = nullableArgument === undefined ? !primaryKey && isNoneable(type) : (truthOf(nullableArgument.value) ?? true);
  const column = emptyColumn(scan, field, info, columnType(scan, field, type, info));
  column.primaryKey = primaryKey;
  column.nullable = nullable;
  column.unique = flagOf(given('unique'));
  column.index = flagOf(given('index'));
  column.hasDefault = field.binding !== undefined && (info === undefined || given('default') !== undefined || given('default_factory') !== undefined || info.args.length > 0);
  applyColumnKeywords(column, given('sa_column_kwargs')?.value);
  setDetails(column, { hasNullable: true, items: [] });
  if (info !== undefined) addForeignKey(scan, column, info, nullable);
  addColumnArguments(state, column, given('sa_column_args')?.value);
  return column;
}

/** `Field(...)` as the value, or inside `Annotated[...]`. */
function fieldInfo(field: ModelField, type: Value): SymbolicCall | undefined {
  const value = field.binding?.value;
  if (value !== undefined && isCallOf(value, 'sqlmodel.Field')) return value;
  if (!isAnnotated(type)) return undefined;
  return typeArguments(type).find((each): each is SymbolicCall => isCallOf(each, 'sqlmodel.Field'));
}

function emptyColumn(scan: ClassScan, field: ModelField, info: SymbolicCall | undefined, type: SqlType): Column {
  return {
    kind: 'column',
    name: '',
    key: '',
    type,
    nullable: true,
    primaryKey: false,
    unique: false,
    index: false,
    foreignKeys: [],
    hasDefault: false,
    creationOrder: scan.state.nextOrder(),
    anchor: info?.anchor ?? field.annotation.anchor,
    origin: info,
  };
}

function applyColumnKeywords(column: Column, kwargs: Value | undefined): void {
  if (kwargs === undefined) return;
  const name = dictGet(kwargs, 'name');
  if (name?.kind === 'string') {
    column.name = name.value;
    column.key = name.value;
  }
  const flag = (key: string): boolean | undefined => {
    const value = dictGet(kwargs, key);
    return value === undefined ? undefined : truthOf(value);
  };
  column.nullable = flag('nullable') ?? column.nullable;
  column.unique = flag('unique') ?? column.unique;
  column.index = flag('index') ?? column.index;
  column.primaryKey = flag('primary_key') ?? column.primaryKey;
}

function addColumnArguments(state: MappingState, column: Column, args: Value | undefined): void {
  if (args === undefined) return;
  for (const item of itemsOf(args)) {
    if (!isCallOf(item, 'ForeignKey')) continue;
    const foreignKey = createForeignKey(state, item);
    foreignKey.parent = column;
    column.foreignKeys.push(foreignKey);
  }
}

function addForeignKey(scan: ClassScan, column: Column, info: SymbolicCall, nullable: boolean): void {
  const target = keyword(info, 'foreign_key');
  if (target === undefined || isNone(target.value)) return;
  const onDelete = keyword(info, 'ondelete');
  if (stringOf(onDelete) === 'SET NULL' && !nullable && onDelete !== undefined) {
    reportInScan(scan, { id: 'E-SM-ONDELETE', exceptionClass: 'RuntimeError', message: 'ondelete="SET NULL" requires nullable=True', anchor: onDelete.anchor });
  }
  const keywords = new Map<string, Argument>(onDelete === undefined ? [] : [['ondelete', onDelete]]);
  const foreignKey = createForeignKey(scan.state, { ...info, args: [target], keywords });
  foreignKey.parent = column;
  column.foreignKeys.push(foreignKey);
}

// ---------------------------------------------------------------- types

/** The field's type with forward references evaluated as pydantic does; undefined where that is not possible. */
function annotatedType(scan: ClassScan, field: ModelField): Value | undefined {
  const { annotation, holder } = field;
  const text = annotationText(annotation);
  const value = text === undefined ? scan.state.program.evaluateAnnotation(annotation) : evaluateAnnotationText(scan.state, text, holder.module, scan.cls, annotation.expressionAnchor);
  if (value === undefined || value.kind === 'dynamic') {
    leaveOpen(scan, `the type of \`${field.name}\` is known at run time only`);
    return undefined;
  }
  if (value.kind === 'subscript' && mappedContainerOf(value.object) !== undefined) return value.index;
  return value;
}

function isClassVariable(type: Value): boolean {
  const target = type.kind === 'subscript' ? type.object : type;
  return libraryName(target) === 'typing.ClassVar' || libraryName(target) === 'pydantic.PrivateAttr';
}

function isNoneable(type: Value): boolean {
  const inner = isAnnotated(type) ? (typeArguments(type)[0] ?? type) : type;
  return isUnion(inner) && includesNone(inner);
}

const TYPES = new Map([
  ['builtins.str', 'AutoString'],
  ['builtins.float', 'Float'],
  ['builtins.bool', 'Boolean'],
  ['builtins.int', 'Integer'],
  ['datetime.datetime', 'UTCDateTime'],
  ['datetime.date', 'Date'],
  ['datetime.timedelta', 'Interval'],
  ['datetime.time', 'Time'],
  ['builtins.bytes', 'LargeBinary'],
  ['decimal.Decimal', 'Numeric'],
  ['uuid.UUID', 'Uuid'],
  ['pathlib.Path', 'AutoString'],
  ['pydantic.EmailStr', 'AutoString'],
  ['pydantic.networks.EmailStr', 'AutoString'],
  ['ipaddress.IPv4Address', 'AutoString'],
  ['ipaddress.IPv4Network', 'AutoString'],
  ['ipaddress.IPv6Address', 'AutoString'],
  ['ipaddress.IPv6Network', 'AutoString'],
]);

/** `get_sqlalchemy_type`. */
function columnType(scan: ClassScan, field: ModelField, type: Value, info: SymbolicCall | undefined): SqlType {
  const stated = info === undefined ? undefined : keyword(info, 'sa_type')?.value;
  if (stated !== undefined) {
    const answer = sqlTypeOf(stated, scan.state.version);
    return answer.kind === 'type' ? answer.type : { name: '?', text: describe(stated) };
  }
  return pythonColumnType(scan, field, plainType(scan, field, type));
}

function plainType(scan: ClassScan, field: ModelField, type: Value): Value {
  const inner = isAnnotated(type) ? (typeArguments(type)[0] ?? type) : type;
  if (!isUnion(inner)) return inner;
  const members = unionMembers(inner);
  if (members.length > 2 || !includesNone(inner)) {
    reportInScan(scan, { id: 'E-SM-UNION', exceptionClass: 'ValueError', message: 'Cannot have a (non-optional) union as a SQLAlchemy field', anchor: field.annotation.expressionAnchor });
    return { kind: 'dynamic', reason: 'a union of types' };
  }
  return plainType(scan, field, deOptionalized(inner));
}

function pythonColumnType(scan: ClassScan, field: ModelField, type: Value): SqlType {
  if (type.kind === 'external') {
    const name = TYPES.get(type.path);
    if (name !== undefined) return { name, text: name };
    if (!type.path.startsWith('builtins.') && !type.path.startsWith('typing.')) return { name: '?', text: type.path };
  }
  if (type.kind === 'class') {
    if (type.externalBases.some((path) => path.startsWith('enum.'))) return { name: 'Enum', text: `Enum(${type.name})` };
    const base = type.externalBases.map((path) => TYPES.get(path)).find((name) => name !== undefined);
    if (base !== undefined) return { name: base, text: base };
    if (type.dynamicBase !== undefined) return { name: '?', text: type.name };
  }
  if (type.kind === 'dynamic' || type.kind === 'string') return { name: '?', text: field.annotation.text };
  reportInScan(scan, {
    id: 'E-SM-TYPE',
    exceptionClass: 'ValueError',
    message: `${typeText(originOf(type))} has no matching SQLAlchemy type`,
    anchor: field.annotation.expressionAnchor,
    data: { attribute: field.name },
  });
  return { name: 'NullType', text: 'NullType' };
}

/** The class behind a generic: `list` of `List[int]`. */
function originOf(type: Value): Value {
  if (type.kind !== 'subscript') return type;
  const name = libraryName(type.object);
  const builtin = name === undefined ? undefined : /^typing\.(List|Dict|Set|FrozenSet|Tuple|Type)$/.exec(name)?.[1];
  return builtin === undefined ? type.object : { kind: 'external', path: `builtins.${builtin.toLowerCase()}` };
}

// ---------------------------------------------------------------- relationships

/** `Relationship(...)` as the `relationship(...)` that SQLModel makes of it. */
function collectRelationship(scan: ClassScan, name: string, binding: Binding, call: SymbolicCall): void {
  const stated = keyword(call, 'sa_relationship')?.value;
  const annotation = scan.cls.annotations.get(name);
  const collected = { content: { kind: 'value' as const, value: binding.value }, declaredOn: scan.cls, nameAnchor: binding.anchor, valueAnchor: binding.valueAnchor };
  if (stated?.kind === 'call' && isCallOf(stated, 'relationship')) {
    scan.collected.set(name, { ...collected, content: { kind: 'value', value: stated } });
    const plain = annotation === undefined ? undefined : extractMapped(scan.state, name, annotation, scan.cls, scan.cls, false);
    if (plain?.kind === 'annotation') scan.annotations.set(name, plain.value);
    return;
  }
  if (annotation === undefined) return;
  const inner = relationshipType(scan, annotation);
  if (inner === undefined) return;
  const target = targetOf(scan, annotation, inner);
  const declaration = declarationOf(scan, call, target, annotation);
  const wrapped: CollectedAnnotation = { name, annotation, container: 'Mapped', inner, isUnevaluatedText: false, originatingClass: scan.cls };
  scan.annotations.set(name, wrapped);
  scan.collected.set(name, { ...collected, content: { kind: 'relationship', call, declaration } });
}

/** The annotation as an object: text stays a forward reference. */
function relationshipType(scan: ClassScan, annotation: AnnotationBinding): Value | undefined {
  const text = annotationText(annotation);
  if (text !== undefined) return { kind: 'string', value: text };
  const value = scan.state.program.evaluateAnnotation(annotation);
  if (value.kind === 'dynamic') {
    leaveOpen(scan, value.reason);
    return undefined;
  }
  return value.kind === 'subscript' && mappedContainerOf(value.object) !== undefined ? value.index : value;
}

/** `get_relationship_to`. */
function targetOf(scan: ClassScan, annotation: AnnotationBinding, type: Value): Value {
  if (isUnion(type)) {
    const members = unionMembers(type);
    const others = members.filter((member) => member.kind !== 'none');
    if (members.length > 2) {
      reportInScan(scan, { id: 'E-SM-UNION', exceptionClass: 'ValueError', message: 'Cannot have a (non-optional) union as a SQLAlchemy field', anchor: annotation.expressionAnchor });
    }
    const [only] = others;
    return only === undefined ? type : targetOf(scan, annotation, only);
  }
  if (type.kind === 'subscript') {
    const name = libraryName(type.object);
    if (name === 'typing.List' || name === 'builtins.list') {
      const [item] = typeArguments(type);
      if (item !== undefined) return targetOf(scan, annotation, item);
    }
  }
  return type;
}

function declarationOf(scan: ClassScan, call: SymbolicCall, target: Value, annotation: AnnotationBinding): RelationshipDeclaration {
  const args = new Map<string, RelationshipArgument>([['argument', { value: target, anchor: annotation.expressionAnchor }]]);
  const backPopulates = keyword(call, 'back_populates');
  if (backPopulates !== undefined && truthOf(backPopulates.value) !== false) args.set('back_populates', backPopulates);
  const cascade = keyword(call, 'cascade_delete');
  if (cascade !== undefined && truthOf(cascade.value) === true) args.set('cascade', { value: { kind: 'string', value: 'all, delete-orphan' }, anchor: cascade.anchor });
  const passive = keyword(call, 'passive_deletes');
  if (passive !== undefined && truthOf(passive.value) !== false) args.set('passive_deletes', passive);
  const link = keyword(call, 'link_model');
  if (link !== undefined && !isNone(link.value)) addSecondary(scan, args, link);
  const openReason = addRelationshipArguments(args, call);
  return { arguments: args, anchor: call.anchor, openReason };
}

/** `link_model=X`: the table of a table model. */
function addSecondary(scan: ClassScan, args: Map<string, RelationshipArgument>, link: Argument): void {
  const { value } = link;
  if (value.kind === 'class' && scan.state.mappersByClass.get(value) === undefined && value.dynamicBase === undefined) {
    reportImport(scan.state, {
      id: 'E-SM-LINK',
      exceptionClass: 'NoInspectionAvailable',
      message: `No inspection system is available for object of type <class '${isModel(value) ? 'sqlmodel.main.SQLModelMetaclass' : 'type'}'>`,
      anchor: link.anchor,
      cls: scan.cls,
      data: { model: classText(value) },
    });
  }
  args.set('secondary', { value: { kind: 'attribute', object: value, name: '__table__', anchor: link.anchor }, anchor: link.anchor });
}

function isModel(cls: ClassValue): boolean {
  return cls.externalBases.includes('sqlmodel.SQLModel');
}

function addRelationshipArguments(args: Map<string, RelationshipArgument>, call: SymbolicCall): string | undefined {
  const positional = keyword(call, 'sa_relationship_args');
  const named = keyword(call, 'sa_relationship_kwargs');
  if (positional !== undefined) itemsOf(positional.value).forEach((value, index) => args.set(index === 0 ? 'secondary' : `*${index + 1}`, { value, anchor: positional.anchor }));
  if (named === undefined || isNone(named.value)) return undefined;
  if (named.value.kind !== 'dict' || named.value.isOpen === true) return 'arguments of the relationship are not written out';
  for (const entry of named.value.entries) if (entry.key.kind === 'string') args.set(entry.key.value, { value: entry.value, anchor: entry.anchor ?? anchorOf(entry.value) ?? named.anchor });
  return undefined;
}

function anchorOf(value: Value): Anchor | undefined {
  return value.kind === 'call' || value.kind === 'attribute' || value.kind === 'operation' ? value.anchor : undefined;
}

// ---------------------------------------------------------------- Field(...)

const NOT_WITH_COLUMN = ['sa_column_args', 'sa_column_kwargs', 'primary_key', 'nullable', 'foreign_key', 'ondelete', 'unique', 'index', 'sa_type'];

/** `FieldInfo.__init__`: what a `Field(...)` call itself refuses. */
export function checkFieldCall(state: MappingState, call: SymbolicCall): void {
  const fail = (id: string, message: string, anchor: Anchor): void => {
    state.failedCalls.add(call);
    reportImport(state, { id, exceptionClass: 'RuntimeError', message, anchor });
  };
  const together = keyword(call, 'sa_column') === undefined ? undefined : NOT_WITH_COLUMN.find((name) => keyword(call, name) !== undefined);
  const kwargs = keyword(call, 'sa_column_kwargs');
  const onDelete = keyword(call, 'ondelete');
  if (together !== undefined) fail('E-SM-COLUMN', `Passing ${together} is not supported when also passing a sa_column`, keyword(call, together)?.anchor ?? call.anchor);
  else if (kwargs !== undefined && dictGet(kwargs.value, 'type_') !== undefined) fail('E-SM-COLUMN', 'Passing type_ is not supported in sa_column_kwargs, use sa_type instead', kwargs.anchor);
  else if (onDelete !== undefined && keyword(call, 'foreign_key') === undefined && !isNone(onDelete.value)) fail('E-SM-ONDELETE', 'ondelete can only be used with foreign_key', onDelete.anchor);
}

const NOT_WITH_RELATIONSHIP = ['sa_relationship_args', 'sa_relationship_kwargs'];

/** `RelationshipInfo.__init__`. */
export function checkRelationshipCall(state: MappingState, call: SymbolicCall): void {
  const stated = keyword(call, 'sa_relationship');
  if (stated === undefined || isNone(stated.value)) return;
  const together = NOT_WITH_RELATIONSHIP.find((name) => !isNone(keyword(call, name)?.value));
  if (together === undefined) return;
  state.failedCalls.add(call);
  reportImport(state, {
    id: 'E-SM-RELATIONSHIP',
    exceptionClass: 'RuntimeError',
    message: `Passing ${together} is not supported when also passing a sa_relationship`,
    anchor: keyword(call, together)?.anchor ?? call.anchor,
  });
}
