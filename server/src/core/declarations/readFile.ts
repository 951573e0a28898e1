import type { FunctionDef, Statement, SyntaxTree } from '../python/syntax';
import type { FileId } from './anchor';
import { boundNamesOf } from './boundNames';
import type { FileDeclarations, FileFacts, ImportFact } from './fileFacts';
import { ForgettableTree } from './forgettableTree';
import { importsOf } from './imports';

/** Lets go of the tree of a file that nobody works with; whoever asks again has it read again. */
export function forgetTree({ tree }: FileFacts): void {
  if (tree instanceof ForgettableTree) tree.forget();
}

/** Parses one file and reads off what it says, with the help of the facts of an earlier text of it. Never throws. */
export function readFile(file: { readonly id: FileId; readonly path: string; readonly text: string }, before?: FileFacts): FileFacts {
  const tree = new ForgettableTree(file.text, before?.tree);
  return { id: file.id, path: file.path, tree, spans: tree.spans, declarations: new TreeDeclarations(file.id, tree) };
}

/**
 * The facts of an edited file. When the edit touches neither code outside function bodies nor a body that was evaluated, the old
 * `declarations` live on, and with them everything computed from them; only tree and spans are new.
 */
export function keepDeclarations(old: FileFacts, fresh: FileFacts, evaluatedBodies: ReadonlySet<number> = NO_BODIES): FileFacts {
  return hasSameDeclarations(old.declarations, fresh.declarations, evaluatedBodies) ? { ...fresh, declarations: old.declarations } : fresh;
}

const NO_BODIES: ReadonlySet<number> = new Set();

function hasSameDeclarations(old: FileDeclarations, fresh: FileDeclarations, evaluatedBodies: ReadonlySet<number>): boolean {
  if (old.file !== fresh.file || old.fingerprint !== fresh.fingerprint || old.bodyFingerprints.length !== fresh.bodyFingerprints.length) {
    return false;
  }
  for (const index of evaluatedBodies) {
    if (old.bodyFingerprints[index] !== fresh.bodyFingerprints[index]) return false;
  }
  return true;
}

class TreeDeclarations implements FileDeclarations {
  readonly imports: readonly ImportFact[];
  readonly hasFutureAnnotations: boolean;
  readonly fingerprint: number;
  readonly bodyFingerprints: readonly number[];
  #boundNames: ReadonlySet<string> | undefined;

  constructor(
    readonly file: FileId,
    private readonly tree: SyntaxTree,
  ) {
    this.imports = importsOf(file, tree.body);
    this.hasFutureAnnotations = this.imports.some(isFutureAnnotations);
    this.fingerprint = tree.fingerprint;
    this.bodyFingerprints = tree.bodyFingerprints;
  }

  get body(): readonly Statement[] {
    return this.tree.body;
  }

  get boundNames(): ReadonlySet<string> {
    return (this.#boundNames ??= boundNamesOf(this.body));
  }

  bodyOf(fn: FunctionDef): readonly Statement[] {
    return fn.body ?? this.tree.bodyOf(fn);
  }
}

function isFutureAnnotations(fact: ImportFact): boolean {
  return fact.module === '__future__' && fact.level === 0 && (fact.names?.some(({ name }) => name === 'annotations') ?? false);
}
