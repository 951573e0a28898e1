/** Classes that mapping turns into dataclasses (`orm/decl_base.py: _setup_dataclasses_transforms`). */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { ClassValue, Value } from '../../evaluate/values';
import { calleeName, isCallOf, libraryName } from '../externals';
import { classText } from '../../evaluate/pythonText';
import type { MappingState } from '../state';
import { keyword } from '../values';
import { definingCall } from './attributeKinds';
import { classStateOf, mroOf } from './classAttributes';
import { reportInScan, type ClassScan } from './classScan';
import { inheritsLibrary, isDirectBaseOf } from './registries';

/** Whether SQLAlchemy makes the class a dataclass: `MappedAsDataclass`, `@mapped_as_dataclass`. */
export function isSqlAlchemyDataclass(state: MappingState, cls: ClassValue): boolean {
  return mroOf(state, cls).some((each) => isDataclassItself(state, each));
}

function isDataclassItself(state: MappingState, cls: ClassValue): boolean {
  return state.classStates.get(cls)?.isDataclass === true || isDirectBaseOf(cls, 'MappedAsDataclass') || inheritsLibrary(cls, 'MappedAsDataclass');
}

/** Whether the class was a dataclass before it is mapped. */
export function isPlainDataclass(cls: ClassValue): boolean {
  return cls.mro.some((each) => isDecoratedDataclass(each));
}

export function isDecoratedDataclass(cls: ClassValue): boolean {
  return cls.decorators.some(({ value }) => libraryName(value.kind === 'call' ? value.callee : value) === 'dataclasses.dataclass');
}

/** Whether a class has `__dataclass_fields__` of its own. */
function hasDataclassFields(state: MappingState, cls: ClassValue): boolean {
  return isDecoratedDataclass(cls) || isDataclassItself(state, cls);
}

export function setupDataclass(scan: ClassScan): void {
  if (!scan.isDataclass || scan.state.version === '1.4') return;
  const { cls } = scan;
  if (isDecoratedDataclass(cls)) {
    reportInScan(scan, {
      id: 'E-DC-ALREADY',
      exceptionClass: 'InvalidRequestError',
      message:
        `Class ${classText(cls)} is already a dataclass; ensure that base classes / decorator styles of establishing dataclasses are not being mixed. This can happen if a ` +
        "class that inherits from 'MappedAsDataclass', even indirectly, is been mapped with '@registry.mapped_as_dataclass'",
      anchor: cls.nameAnchor,
    });
  }
  const table = scan.dict.get('__table__');
  if (table !== undefined) {
    reportInScan(scan, {
      id: 'E-DC-TABLE',
      exceptionClass: 'InvalidRequestError',
      message: `Class ${classText(cls)} already defines a '__table__'. ORM Annotated Dataclasses do not support a pre-existing '__table__' element`,
      anchor: table.anchor,
    });
  }
  checkMixins(scan);
  checkDefaults(scan);
  checkFieldOrder(scan);
  classStateOf(scan.state, cls).isDataclass = true;
}

/** Mapped attributes of a superclass that is no dataclass: error in 2.1, deprecated in 2.0. */
function checkMixins(scan: ClassScan): void {
  const namesByClass = new Map<ClassValue, string[]>();
  for (const [name, { originatingClass }] of scan.annotations) {
    if (originatingClass === scan.cls || hasDataclassFields(scan.state, originatingClass)) continue;
    const names = namesByClass.get(originatingClass) ?? [];
    names.push(name);
    namesByClass.set(originatingClass, names);
  }
  const isError = scan.state.version === '2.1';
  for (const [origin, names] of namesByClass) {
    const start = `When transforming ${classText(scan.cls)} to a dataclass, attribute(s) ${names.map((name) => `'${name}'`).join(', ')} originates from superclass ${classText(origin)}, which is not a dataclass.  `;
    const middle = isError ? '' : 'This usage is deprecated and will raise an error in SQLAlchemy 2.1.  ';
    const end =
      'When declaring SQLAlchemy Declarative Dataclasses, ensure that all mixin classes and other superclasses which include attributes are also a subclass of ' +
      `MappedAsDataclass${isError ? ' or make use of the @unmapped_dataclass decorator' : ''}.`;
    reportInScan(scan, {
      id: 'E-DC-MIXIN',
      exceptionClass: isError ? 'InvalidRequestError' : 'SADeprecationWarning',
      message: start + middle + end,
      code: 'dcmx',
      anchor: scan.cls.baseAnchors[scan.cls.bases.indexOf(origin)] ?? scan.cls.nameAnchor,
      related: [{ anchor: origin.nameAnchor, message: 'the class that is no dataclass' }],
    });
  }
}

// ---------------------------------------------------------------- defaults

/** Functions of the standard library that are passed as defaults; of other library objects it is not known whether they can be called. */
const CALLABLES = /^(builtins\.\w+|uuid\.uuid\d|datetime\.(datetime|date)\.(now|utcnow|today)|time\.time|secrets\.\w+|random\.random)$/;

/** `_AttributeOptions._as_dataclass_field`: `default=` that can be called may be meant for the dataclass or for the column. */
function checkDefaults(scan: ClassScan): void {
  for (const [name, { originatingClass }] of scan.annotations) {
    const value = scan.state.namespaceOf(originatingClass).get(name)?.value;
    const call = value === undefined ? undefined : definingCall(value);
    const argument = call === undefined ? undefined : keyword(call, 'default');
    if (argument === undefined || !isCallable(argument.value)) continue;
    reportInScan(scan, {
      id: 'W-DC-CALLABLE',
      exceptionClass: 'SADeprecationWarning',
      message:
        `Callable object passed to the \`\`default\`\` parameter for attribute '${name}' in a ORM-mapped Dataclasses context is ambiguous, and this use will raise an error in ` +
        'a future release.  If this callable is intended to produce Core level INSERT default values for an underlying ``Column``, use the ' +
        '``mapped_column.insert_default`` parameter instead.  To establish this callable as providing a default value for instances of the dataclass itself, use the ' +
        '``default_factory`` dataclasses parameter.',
      anchor: argument.anchor,
    });
  }
}

function isCallable(value: Value): boolean {
  return value.kind === 'function' || value.kind === 'class' || value.kind === 'boundMethod' || (value.kind === 'external' && CALLABLES.test(value.path));
}

// ---------------------------------------------------------------- field order

interface Field {
  readonly name: string;
  readonly hasDefault: boolean;
  readonly isInit: boolean;
  readonly isKeywordOnly: boolean;
  readonly anchor: Anchor;
}

/** A field without default after one with default is an error of `dataclasses`. */
function checkFieldOrder(scan: ClassScan): void {
  if (isKeywordOnlyClass(scan)) return;
  const fields = new Map<string, Field>();
  for (const each of [...mroOf(scan.state, scan.cls)].reverse()) {
    if (each === scan.cls || !hasDataclassFields(scan.state, each)) continue;
    for (const [name, annotation] of each.annotations) fields.set(name, fieldOf(scan, each, name, annotation.anchor));
  }
  for (const [name, { originatingClass, annotation }] of scan.annotations) fields.set(name, fieldOf(scan, originatingClass, name, annotation.anchor));
  let previous: Field | undefined;
  for (const field of fields.values()) {
    if (!field.isInit || field.isKeywordOnly) continue;
    if (field.hasDefault) previous = field;
    else if (previous !== undefined) {
      reportFieldOrder(scan, field);
      return;
    }
  }
}

function reportFieldOrder(scan: ClassScan, field: Field): void {
  reportInScan(scan, {
    id: 'E-DC-ORDER',
    exceptionClass: 'InvalidRequestError',
    message:
      `Python dataclasses error encountered when creating dataclass for '${scan.cls.name}': TypeError("non-default argument '${field.name}' follows default argument"). ` +
      'Please refer to Python dataclasses documentation for additional information.',
    code: 'dcte',
    anchor: field.anchor,
    data: { field: field.name },
  });
}

function fieldOf(scan: ClassScan, holder: ClassValue, name: string, anchor: Anchor): Field {
  const value = scan.state.namespaceOf(holder).get(name)?.value;
  const call = value === undefined ? undefined : definingCall(value);
  if (value === undefined || call === undefined) return { name, hasDefault: value !== undefined && value.kind !== 'none', isInit: true, isKeywordOnly: false, anchor };
  const isOption = isCallOf(call, 'mapped_column', 'relationship', 'column_property', 'deferred', 'synonym', 'composite', 'query_expression', 'association_proxy', 'dataclasses.field');
  const has = (option: string): boolean => keyword(call, option) !== undefined;
  const flag = (option: string, otherwise: boolean): boolean => {
    const argument = keyword(call, option);
    return argument === undefined ? otherwise : (truthOf(argument.value) ?? otherwise);
  };
  const isInsertDefaultOnly = has('insert_default') && !has('default');
  return {
    name,
    hasDefault: isOption && (has('default') || has('default_factory')) && !isInsertDefaultOnly,
    isInit: flag('init', calleeName(call) !== 'query_expression'),
    isKeywordOnly: flag('kw_only', false),
    anchor,
  };
}

function isKeywordOnlyClass(scan: ClassScan): boolean {
  const values: (Value | undefined)[] = mroOf(scan.state, scan.cls).map((each) => each.keywords.get('kw_only'));
  for (const { value } of scan.cls.decorators) if (value.kind === 'call') values.push(value.keywords.get('kw_only')?.value);
  return values.some((value) => value !== undefined && truthOf(value) === true);
}

