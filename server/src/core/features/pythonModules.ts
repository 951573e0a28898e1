/** Import statements as files: enough of Python's import system to follow a name from module to module inside the workspace. */
import type { FileId } from '../declarations/anchor';
import type { FeatureContext } from './context';

/** The workspace's files by the module they may be imported as. */
export class ModuleFiles {
  private readonly byLastName = new Map<string, { readonly file: FileId; readonly parts: readonly string[] }[]>();

  constructor(context: FeatureContext) {
    for (const file of context.files()) {
      const parts = partsOf(context.pathOf(file) ?? '');
      const last = parts.at(-1) ?? '';
      this.byLastName.set(last, [...(this.byLastName.get(last) ?? []), { file, parts }]);
    }
  }

  /**
   * Files that `from MODULE import …` may mean in a file at `importer`. A relative module is one file; an absolute one is every file whose
   * path ends with its name, since the folders that Python searches are many.
   */
  filesOf(module: string, level: number, importer: string): readonly FileId[] {
    const named = module === '' ? [] : module.split('.');
    const wanted = level === 0 ? named : [...packageOf(importer, level), ...named];
    const candidates = this.byLastName.get(wanted.at(-1) ?? '') ?? [];
    const isMeant = (parts: readonly string[]): boolean => (level > 0 ? parts.length === wanted.length : parts.length >= wanted.length) && wanted.every((name, index) => parts[parts.length - wanted.length + index] === name);
    return wanted.length === 0 ? [] : candidates.filter(({ parts }) => isMeant(parts)).map(({ file }) => file);
  }
}

/** `app/models/user.py` → `app`, `models`, `user`; a package's `__init__.py` has the package's name. */
function partsOf(path: string): readonly string[] {
  const parts = path.replace(/\.pyi?$/, '').split('/');
  return parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts;
}

/** The package that `level` dots mean: one dot is the file's own. */
function packageOf(path: string, level: number): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  return folders.slice(0, Math.max(0, folders.length - (level - 1)));
}
