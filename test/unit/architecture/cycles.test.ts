import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');
const SOURCES = ['server/src', 'client/src', 'webview/src'];

/** Inside a layer modules may call each other, as a parser's or an evaluator's do; between layers imports go one way. */
describe('the layers', () => {
  it('import each other in no circle', () => {
    const files = SOURCES.flatMap((folder) => typescriptFiles(path.join(ROOT, folder)));
    const known = new Set(files);
    const imports = new Map<string, Set<string>>();
    for (const file of files) {
      const layer = layerOf(file);
      const targets = imports.get(layer) ?? new Set();
      imports.set(layer, targets);
      for (const target of importsOf(file, known)) if (layerOf(target) !== layer) targets.add(layerOf(target));
    }
    expect(circlesIn(imports).map((circle) => circle.join(' → '))).toEqual([]);
  });
});

/** `server/src/core/mapping`, `server/src/lsp`, `client/src`; files right in the core are the layer on top of the others there. */
function layerOf(file: string): string {
  const folders = path.relative(ROOT, path.dirname(file)).split(path.sep);
  const depth = folders[2] === 'core' ? 4 : folders[0] === 'server' ? 3 : 2;
  return folders.slice(0, depth).join('/');
}

function typescriptFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
}

/** Files that run when this one is loaded; imports of types alone are erased, and left out here too. */
function importsOf(file: string, known: ReadonlySet<string>): readonly string[] {
  const statements = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?!type\b)[^;'"]*?(?:from\s*)?['"](\.[^'"]+)['"]/gm);
  return [...statements].flatMap(([statement, specifier]) => {
    if (specifier === undefined || isTypesOnly(statement)) return [];
    const target = path.resolve(path.dirname(file), specifier);
    return [`${target}.ts`, path.join(target, 'index.ts')].filter((candidate) => known.has(candidate));
  });
}

/** `import { type A, type B } from …`. */
function isTypesOnly(statement: string): boolean {
  const names = /\{([^}]*)\}/.exec(statement)?.[1];
  return names !== undefined && names.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
}

/** One circle for each layer that closes one, as the path around it. */
function circlesIn(imports: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  const done = new Set<string>();
  const visit = (layer: string, trail: readonly string[]): void => {
    const start = trail.indexOf(layer);
    if (start >= 0) circles.push([...trail.slice(start), layer]);
    if (start >= 0 || done.has(layer)) return;
    for (const target of imports.get(layer) ?? []) visit(target, [...trail, layer]);
    done.add(layer);
  };
  for (const layer of imports.keys()) visit(layer, []);
  return circles;
}
