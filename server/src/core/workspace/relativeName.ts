/**
 * The absolute dotted name that a relative import means (`importlib._bootstrap._resolve_name`): one dot is the module's own package.
 * undefined where the dots lead above the top level.
 */
export function absoluteName(module: string, level: number, importer: { readonly name: string; readonly isPackage: boolean }): string | undefined {
  if (level === 0) return module;
  let base = importer.isPackage ? importer.name : parentName(importer.name);
  for (let step = 1; step < level; step++) {
    if (base === '') return undefined;
    base = parentName(base);
  }
  if (base === '') return module === '' ? undefined : module;
  return module === '' ? base : `${base}.${module}`;
}

/** The dotted name without its last component, `''` at the top level. */
export function parentName(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(0, dot);
}
