/** Registration of a class by its name and module path (`orm/clsregistry.py: _add_class`). */
import { reportImport } from '../importFaults';
import type { Mapper, Registry } from '../mapper';
import type { MappingState } from '../state';
import { areAlternatives } from '../values';

/** `_ModuleMarker`: a component of module paths, or the classes of one name in a module. */
type ModuleEntry = { readonly kind: 'module'; readonly contents: Map<string, ModuleEntry> } | { readonly kind: 'classes'; readonly modules: Set<string> };

const roots = new WeakMap<Registry, Extract<ModuleEntry, { kind: 'module' }>>();

/** Registers the mapper; gives the error that SQLAlchemy raises where a class and a module have one name. */
export function addClass(state: MappingState, registry: Registry, mapper: Mapper): string | undefined {
  const all = registry.classesByName.get(mapper.name);
  const same = all?.filter((other) => !areAlternatives(other.cls.branches, mapper.cls.branches));
  if (all !== undefined && same !== undefined && same.length < all.length) {
    // of classes in alternatives of one decision the last one answers for all
    registry.classesByName.set(mapper.name, [...same, mapper]);
    return undefined;
  }
  if (same === undefined) registry.classesByName.set(mapper.name, [mapper]);
  else all?.push(mapper);
  const root = roots.get(registry) ?? { kind: 'module' as const, contents: new Map<string, ModuleEntry>() };
  roots.set(registry, root);
  const tokens = mapper.cls.module.name.split('.');
  let hasWarned = false;
  for (let start = 0; start < tokens.length; start += 1) {
    const module = moduleAt(root, tokens.slice(start));
    if (module?.kind !== 'module') return mapper.name;
    const existing = module.contents.get(mapper.name);
    if (existing?.kind === 'module') return mapper.name;
    if (existing?.modules.has(mapper.cls.module.name) === true && !hasWarned) {
      hasWarned = true;
      warnDuplicate(state, mapper, same);
    }
    if (existing === undefined) module.contents.set(mapper.name, { kind: 'classes', modules: new Set([mapper.cls.module.name]) });
    else existing.modules.add(mapper.cls.module.name);
  }
  return undefined;
}

function moduleAt(root: Extract<ModuleEntry, { kind: 'module' }>, tokens: readonly string[]): ModuleEntry | undefined {
  let entry: ModuleEntry = root;
  for (const token of tokens) {
    if (entry.kind !== 'module') return undefined;
    let next = entry.contents.get(token);
    if (next === undefined) {
      next = { kind: 'module', contents: new Map() };
      entry.contents.set(token, next);
    }
    entry = next;
  }
  return entry;
}

function warnDuplicate(state: MappingState, mapper: Mapper, same: readonly Mapper[] | undefined): void {
  const other = same?.find((each) => each !== mapper && each.cls.module.name === mapper.cls.module.name);
  reportImport(state, {
    id: 'W-CLASS-DUP',
    exceptionClass: 'SAWarning',
    message: `This declarative base already contains a class with the same class name and module name as ${mapper.cls.module.name}.${mapper.name}, and will be replaced in the string-lookup table.`,
    anchor: mapper.cls.nameAnchor,
    cls: mapper.cls,
    related: other === undefined ? undefined : [{ anchor: other.cls.nameAnchor, message: 'the other class' }],
  });
}
