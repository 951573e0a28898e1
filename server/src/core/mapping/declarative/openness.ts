/** Why a class may have attributes that its text does not show. */
import type { ClassValue, Value } from '../../evaluate/values';
import { isKnownByName } from '../../workspace/canonicalPath';
import { topLevelOf } from '../../workspace/standardLibrary';

/** Packages whose decorators add methods only. */
const ADDING_METHODS: ReadonlySet<string> = new Set(['attr', 'attrs', 'pydantic', 'sqlalchemy_utils']);

export function opennessOf(cls: ClassValue): string | undefined {
  return cls.dynamicBase?.reason ?? cls.mro.find(({ openReason }) => openReason !== undefined)?.openReason ?? unreadDecorator(cls);
}

function unreadDecorator(cls: ClassValue): string | undefined {
  for (const { value } of cls.decorators) {
    const path = sourceOf(value);
    if (path !== undefined && !isKnownByName(path) && !ADDING_METHODS.has(topLevelOf(path))) return `the decorator \`${path}\`, which is not read`;
  }
  return undefined;
}

/** Where the decorator comes from: `a.b` of `@a.b(1)`. */
function sourceOf(decorator: Value): string | undefined {
  switch (decorator.kind) {
    case 'external':
      return decorator.path;
    case 'call':
      return sourceOf(decorator.callee);
    case 'attribute':
      return sourceOf(decorator.object);
    default:
      return undefined;
  }
}
