import type { FileId } from '../../../server/src/core/declarations/anchor';
import { readFile } from '../../../server/src/core/declarations/readFile';
import { evaluateWorkspace, type EvaluatedWorkspace } from '../../../server/src/core/evaluate/evaluateWorkspace';
import type { Program, Value } from '../../../server/src/core/evaluate/values';
import type { InstalledModule, PackageReader, ProjectConfig } from '../../../server/src/core/workspace/project';

export interface ProgramOptions extends Partial<Omit<ProjectConfig, 'packages'>> {
  /** Installed modules by file below `site-packages`: `{ 'shared/base.py': '...' }`. Without it there is no environment. */
  readonly installed?: Readonly<Record<string, string>>;
}

/** The program of a small workspace, files by path: `programOf({ 'app/models.py': '...' })`. Errors of our own are thrown. */
export function programOf(files: Readonly<Record<string, string>>, options: ProgramOptions = {}): Program {
  return evaluatedOf(files, options).program;
}

export function evaluatedOf(files: Readonly<Record<string, string>>, options: ProgramOptions = {}): EvaluatedWorkspace {
  const { installed, ...config } = options;
  const facts = Object.entries(files).map(([path, text]) => readFile({ id: path as FileId, path, text }));
  const packages = installed === undefined ? undefined : packageReaderOf(installed);
  return evaluateWorkspace(facts, { sqlalchemy: '2.1', sourceRoots: [], packages, ...config }, { onInternalError: rethrow });
}

/** The value of a name of a module. */
export function valueIn(program: Program, module: string, name: string): Value {
  const value = program.modules.get(module)?.namespace.get(name)?.value;
  if (value === undefined) throw new Error(`${module} has no ${name}`);
  return value;
}

function rethrow(operation: string, error: unknown): never {
  throw new Error(operation, { cause: error });
}

function packageReaderOf(installed: Readonly<Record<string, string>>): PackageReader {
  const modules = new Map<string, InstalledModule>();
  for (const [path, text] of Object.entries(installed)) {
    const isPackage = path.endsWith('/__init__.py');
    const name = path.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
    modules.set(name, { id: `site-packages/${path}` as FileId, text, isPackage });
  }
  return { readModule: (name) => modules.get(name), versionOf: () => undefined };
}
