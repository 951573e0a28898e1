/** Columns of a table model's fields (`sqlmodel/main.py: get_column_from_field`). */
import { truthOf } from '../../evaluate/operators';
import type { AnnotationBinding, Argument, Binding, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf, libraryName } from '../externals';
import { columnOfCall } from '../schema/createTable';
import { setDetails } from '../schema/createColumn';
import { createForeignKey } from '../schema/createForeignKey';
import type { Column, SqlType } from '../schema/schema';
import type { MappingState } from '../state';
import { dictGet, flagOf, isNone, itemsOf, keyword, stringOf } from '../values';
import { annotationText, mappedContainerOf } from './annotations';
import { evaluateAnnotationText } from './annotationScope';
import { leaveOpen, reportInScan, type ClassScan } from './classScan';
import { columnType } from './sqlmodelTypes';
import { includesNone, isAnnotated, isUnion, typeArguments } from './typeForms';

export interface ModelField {
  readonly name: string;
  readonly holder: ClassValue;
  readonly annotation: AnnotationBinding;
  readonly binding?: Binding;
}

/** Fields of the model and its bases in pydantic's order: base classes first, an overriding field keeps its place. */
export function fieldsOf(state: MappingState, cls: ClassValue): readonly ModelField[] {
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

/** `get_column_from_field`. */
export function columnOfField(scan: ClassScan, field: ModelField): Column | undefined {
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
  // An empty string is none (`sqlmodel/main.py: get_column_from_field`).
  if (target === undefined || isNone(target.value) || stringOf(target) === '') return;
  const onDelete = keyword(info, 'ondelete');
  if (stringOf(onDelete) === 'SET NULL' && !nullable && onDelete !== undefined) {
    reportInScan(scan, { id: 'E-SM-ONDELETE', exceptionClass: 'RuntimeError', message: 'ondelete="SET NULL" requires nullable=True', anchor: onDelete.anchor });
  }
  const keywords = new Map<string, Argument>(onDelete === undefined ? [] : [['ondelete', onDelete]]);
  const foreignKey = createForeignKey(scan.state, { ...info, args: [target], keywords });
  foreignKey.parent = column;
  column.foreignKeys.push(foreignKey);
}

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
