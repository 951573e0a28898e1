/** `__mapper_args__`, or the keywords of an imperative mapping, as the mapper takes them. */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { ClassValue, Value } from '../../evaluate/values';
import { isCallOf } from '../externals';
import { columnOfCall } from '../schema/createTable';
import type { Column } from '../schema/schema';
import type { MappingState } from '../state';
import { isNone, itemsOf, keyword, reasonOf, stringOf } from '../values';
import { attributeKindOf, definingCall } from './attributeKinds';
import type { PlacedDirective, PropertySource } from './classScan';
import { declarationOfCall } from './relationshipDeclaration';

export interface MapperArguments {
  /** As given, by keyword. */
  readonly named: NamedArguments;
  readonly properties: Map<string, PropertySource>;
  readonly primaryKey?: readonly PlacedDirective[];
  readonly inherits?: PlacedDirective;
  readonly inheritCondition?: PlacedDirective;
  readonly inheritForeignKeys?: PlacedDirective;
  readonly polymorphicOn?: PlacedDirective;
  readonly polymorphicIdentity?: PlacedDirective;
  readonly polymorphicAbstract: boolean;
  readonly polymorphicLoad?: PlacedDirective;
  readonly withPolymorphic?: PlacedDirective;
  readonly versionIdColumn?: PlacedDirective;
  readonly isConcrete: boolean;
  readonly includeProperties?: readonly Value[];
  readonly excludeProperties?: readonly Value[];
  /** Columns of the parent's table that the parent does not map; used where `exclude_properties` is not given. */
  defaultExcluded?: readonly (string | Column)[];
  /** Columns that the class or its mixins declare. */
  declaredColumns?: readonly Column[];
  /** Where the attributes of implicitly mapped columns are written. */
  origins?: ReadonlyMap<string, Pick<PropertySource, 'declaredOn' | 'nameAnchor'>>;
  readonly columnPrefix: string;
  /** Why some arguments are not known. */
  readonly openReason?: string;
  readonly anchor: Anchor;
}

/** Named arguments, from a dict or from a call's keywords. */
export type NamedArguments = ReadonlyMap<string, PlacedDirective>;

export function namedArgumentsOf(value: Value, anchor: Anchor): { readonly args: NamedArguments; readonly openReason?: string } {
  if (value.kind !== 'dict') return { args: new Map(), openReason: value.kind === 'none' ? undefined : reasonOf(value, 'the value of `__mapper_args__`') };
  const args = new Map<string, PlacedDirective>();
  for (const entry of value.entries) if (entry.key.kind === 'string') args.set(entry.key.value, { value: entry.value, anchor: entry.anchor ?? anchor });
  return { args, openReason: value.isOpen === true ? 'part of `__mapper_args__` is known at run time only' : undefined };
}

export function readMapperArguments(state: MappingState, cls: ClassValue, args: NamedArguments, anchor: Anchor, openReason?: string): MapperArguments {
  const given = (name: string): PlacedDirective | undefined => {
    const argument = args.get(name);
    return argument === undefined || isNone(argument.value) ? undefined : argument;
  };
  const flag = (name: string): boolean => {
    const argument = given(name);
    return argument !== undefined && truthOf(argument.value) === true;
  };
  const primaryKey = given('primary_key');
  const prefix = given('column_prefix')?.value;
  const include = given('include_properties');
  const exclude = given('exclude_properties');
  const properties = propertiesArgument(state, cls, given('properties'));
  return {
    named: args,
    properties: properties.properties,
    primaryKey: primaryKey === undefined ? undefined : itemsOf(primaryKey.value).map((value) => ({ value, anchor: primaryKey.anchor })),
    inherits: given('inherits'),
    inheritCondition: given('inherit_condition'),
    inheritForeignKeys: given('inherit_foreign_keys'),
    polymorphicOn: given('polymorphic_on'),
    polymorphicIdentity: given('polymorphic_identity'),
    polymorphicAbstract: flag('polymorphic_abstract'),
    polymorphicLoad: given('polymorphic_load'),
    withPolymorphic: given('with_polymorphic'),
    versionIdColumn: given('version_id_col'),
    isConcrete: flag('concrete'),
    includeProperties: include === undefined ? undefined : itemsOf(include.value),
    excludeProperties: exclude === undefined ? undefined : itemsOf(exclude.value),
    columnPrefix: prefix?.kind === 'string' ? prefix.value : '',
    openReason: openReason ?? properties.openReason,
    anchor,
  };
}

/** `properties={...}`: by literal, `dict(...)`, or a comprehension's result; all arrive as a dict. */
function propertiesArgument(state: MappingState, cls: ClassValue, given: PlacedDirective | undefined): { readonly properties: Map<string, PropertySource>; readonly openReason?: string } {
  const properties = new Map<string, PropertySource>();
  if (given === undefined) return { properties };
  const { value, anchor } = given;
  if (value.kind !== 'dict') return { properties, openReason: reasonOf(value, 'the value of `properties`') };
  let openReason = value.isOpen === true ? 'part of `properties` is known at run time only' : undefined;
  for (const entry of value.entries) {
    const name = textOf(state, entry.key);
    if (name === undefined) {
      openReason ??= 'the name of a property is known at run time only';
      continue;
    }
    const source = propertySource(state, cls, entry.value, entry.anchor ?? anchor);
    if (source === undefined) openReason ??= reasonOf(entry.value, `the property \`${name}\``);
    else properties.set(name, source);
  }
  return { properties, openReason };
}

/** A text that may be made from names of columns: `"r_" + column.name`. */
function textOf(state: MappingState, value: Value): string | undefined {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'operation' && value.operator === '+') {
    const parts = value.operands.map((operand) => textOf(state, operand));
    return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
  }
  if (value.kind !== 'attribute' || (value.name !== 'name' && value.name !== 'key')) return undefined;
  const column = state.columnOf(value.object);
  return column?.kind === 'found' ? column.value[value.name] : undefined;
}

/** A value given to the mapper under a name: a Column, a list of them, or a MapperProperty. */
export function propertySource(state: MappingState, cls: ClassValue, value: Value, anchor: Anchor): PropertySource | undefined {
  const at = { declaredOn: cls, nameAnchor: anchor };
  if (value.kind === 'list' || value.kind === 'tuple') {
    const columns = value.items.map((item) => state.columnOf(item)).flatMap((column) => (column?.kind === 'found' ? [column.value] : []));
    return columns.length === value.items.length ? { ...at, content: { kind: 'columns', columns } } : undefined;
  }
  const call = definingCall(value);
  switch (attributeKindOf(state, value)) {
    case 'relationship':
      return call === undefined ? undefined : { ...at, content: { kind: 'relationship', call, declaration: declarationOfCall(call, state.version) } };
    case 'columnProperty':
    case 'queryExpression': {
      if (call === undefined) return undefined;
      const columns = call.args.map((argument) => (isCallOf(argument.value, 'Column') ? columnOfCall(state, argument.value) : foundColumn(state, argument.value)));
      const known = columns.filter((column) => column !== undefined);
      if (known.length === columns.length && known.length > 0) return { ...at, content: { kind: 'columnProperty', columns: known, call } };
      return { ...at, content: { kind: 'columnProperty', columns: [], expression: call.args[0]?.value, call } };
    }
    case 'synonym':
      return { ...at, content: { kind: 'synonym', name: call === undefined ? undefined : stringOf(call.args[0] ?? keyword(call, 'name')), call } };
    case 'composite': {
      if (call === undefined) return undefined;
      const columns = call.args.slice(1).map((argument) => foundColumn(state, argument.value)).filter((column) => column !== undefined);
      return { ...at, content: { kind: 'composite', columns, call } };
    }
    case 'mappedAttribute':
    case 'column':
    case 'mappedColumn': {
      const column = foundColumn(state, value);
      return column === undefined ? undefined : { ...at, content: { kind: 'columns', columns: [column] } };
    }
    case 'expression':
      return { ...at, content: { kind: 'columnProperty', columns: [], expression: value } };
    default:
      return undefined;
  }
}

function foundColumn(state: MappingState, value: Value): Column | undefined {
  const column = state.columnOf(value);
  return column?.kind === 'found' ? column.value : undefined;
}
