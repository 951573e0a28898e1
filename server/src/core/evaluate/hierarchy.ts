/** Method resolution order and what else a class has from its bases. */
import { isKnownByName } from '../workspace/canonicalPath';
import { topLevelOf } from '../workspace/standardLibrary';
import { dynamic } from './constants';
import { classObject, type ClassObject } from './objects';
import type { DynamicValue, Value } from './values';

export function resolveHierarchy(cls: ClassObject, statedMetaclass: Value | undefined): void {
  const bases = cls.bases.filter((base) => base.kind === 'class').map(classObject);
  cls.mro = linearise(cls, bases, ({ mro }) => mro);
  const visible = cls.bases.flatMap((base) => (base.kind === 'class' ? [classObject(base)] : hiddenBasesOf(base)));
  cls.lookupOrder = visible.length === bases.length ? sameOrderAsMro(cls, bases) : linearise(cls, visible, ({ lookupOrder }) => lookupOrder);
  cls.externalBases = externalBasesOf(cls);
  cls.metaclass = statedMetaclass ?? bases.find(({ metaclass }) => metaclass !== undefined)?.metaclass;
  cls.dynamicBase = dynamicBaseOf(cls, bases);
  cls.isPlain =
    (cls.metaclass === undefined || (cls.metaclass.kind === 'class' && classObject(cls.metaclass).externalBases.every(isPlainBase))) &&
    cls.bases.every((base) => (base.kind === 'class' ? classObject(base).isPlain : base.kind === 'external' && isPlainBase(base.path)));
}

function sameOrderAsMro(cls: ClassObject, bases: readonly ClassObject[]): readonly ClassObject[] {
  return bases.every(({ mro, lookupOrder }) => mro === lookupOrder || mro.length === lookupOrder.length) ? cls.mro : linearise(cls, bases, ({ lookupOrder }) => lookupOrder);
}

/** C3 (`type.mro`). Where the bases contradict each other, which Python rejects, each class stands where it is met first. */
function linearise(cls: ClassObject, bases: readonly ClassObject[], orderOf: (base: ClassObject) => readonly ClassObject[]): readonly ClassObject[] {
  const [only] = bases;
  if (only === undefined) return [cls];
  if (bases.length === 1) return [cls, ...orderOf(only)];
  const queues = [...bases.map((base) => [...orderOf(base)]), [...bases]];
  const order: ClassObject[] = [cls];
  for (;;) {
    const waiting = queues.filter((queue) => queue.length > 0);
    if (waiting.length === 0) return order;
    const next = waiting.map((queue) => queue[0]).find((candidate) => candidate !== undefined && !waiting.some((queue) => queue.indexOf(candidate) > 0)) ?? waiting[0]?.[0];
    if (next === undefined) return order;
    order.push(next);
    for (const queue of queues) {
      const index = queue.indexOf(next);
      if (index >= 0) queue.splice(index, 1);
    }
  }
}

/** Project classes that a library's base is made from: `declarative_base(cls=Model)`, `SQLAlchemy(model_class=Model).Model`. */
function hiddenBasesOf(base: Value): readonly ClassObject[] {
  const origin = base.kind === 'attribute' ? base.object : base;
  if (origin.kind !== 'call') return [];
  const value = (origin.keywords.get(base.kind === 'attribute' ? 'model_class' : 'cls') ?? origin.forwarded?.keywords.get('model_class'))?.value;
  if (value?.kind === 'class') return [classObject(value)];
  if (value?.kind === 'call') return hiddenBasesOf(value);
  return value?.kind === 'tuple' ? value.items.filter((item) => item.kind === 'class').map(classObject) : [];
}

function externalBasesOf(cls: ClassObject): readonly string[] {
  const paths = new Set<string>();
  for (const { bases } of cls.mro) for (const base of bases) if (base.kind === 'external' && base.path !== 'builtins.object') paths.add(base.path);
  return [...paths];
}

/** Bases that bring no attributes that matter. */
function isPlainBase(path: string): boolean {
  return path === 'builtins.object' || path === 'builtins.type' || path === 'abc.ABC' || path === 'abc.ABCMeta' || path === 'typing.Generic' || path === 'typing.Protocol';
}

/** Libraries outside the environment whose classes are no mapped bases. */
const HARMLESS_LIBRARIES: ReadonlySet<string> = new Set([
  'pydantic',
  'pydantic_settings',
  'marshmallow',
  'attr',
  'attrs',
  'msgspec',
  'zope',
  'django',
  'rest_framework',
  'flask_restful',
  'flask_login',
  'factory',
  'faker',
  'pytest',
  'click',
  'wtforms',
  'flask_wtf',
  'graphene',
  'strawberry',
  'celery',
  'six',
]);

function dynamicBaseOf(cls: ClassObject, bases: readonly ClassObject[]): DynamicValue | undefined {
  for (const base of cls.bases) {
    const reason = whyUnknown(base);
    if (reason !== undefined) return reason;
  }
  return bases.find(({ dynamicBase }) => dynamicBase !== undefined)?.dynamicBase;
}

function whyUnknown(base: Value): DynamicValue | undefined {
  switch (base.kind) {
    case 'class':
      return undefined;
    case 'dynamic':
      return base;
    case 'external':
      return isKnownByName(base.path) || HARMLESS_LIBRARIES.has(topLevelOf(base.path)) ? undefined : dynamic(`\`${base.path}\`, whose source is not available`);
    case 'call':
      return whyUnknown(base.callee);
    case 'attribute':
    case 'subscript':
      return whyUnknown(base.object);
    default:
      return dynamic('a base that is not a class');
  }
}
