/**
 * The Python files of a folder as a git revision has them. Git's plumbing only, which reads objects: no hook, filter or helper of a
 * repository runs, nothing is fetched, and git is not looked for in the folder itself.
 */
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import picomatch from 'picomatch';
import { decodeSource } from '../decode';
import { MAX_FILE_BYTES, type RevisionFiles } from '../host';
import { SKIPPED_FOLDERS } from './listing';

export async function pythonFilesAt(folder: string, revision: string, exclude: readonly string[]): Promise<RevisionFiles> {
  try {
    const commit = (await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])).toString('utf8').trim();
    const blobs = blobsIn(await git(folder, ['ls-tree', '-r', '-z', '-l', commit]), exclude);
    const contents = blobs.length === 0 ? [] : contentsIn(await git(folder, ['cat-file', '--batch'], blobs.map(({ id }) => `${id}\n`).join('')));
    const files = blobs.flatMap(({ path }, index) => {
      const bytes = contents[index];
      const read = bytes === undefined ? undefined : decodeSource(bytes);
      return read?.kind === 'text' ? [[path, read.text] as const] : [];
    });
    return { kind: 'files', revision: commit, files: new Map(files) };
  } catch (error) {
    return { kind: 'unavailable', reason: reasonOf(error, revision) };
  }
}

class GitFailure extends Error {}

/** Ends in what git prints; fails with its message. */
function git(folder: string, args: readonly string[], input = ''): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', folder, '--no-optional-locks', ...args], { cwd: homedir(), env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }, windowsHide: true });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(out)) : reject(new GitFailure(Buffer.concat(err).toString('utf8').trim()))));
    // A git that ends early closes its input; what it says decides then.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

interface Blob {
  readonly id: string;
  readonly path: string;
}

/** `100644 blob ID SIZE\tPATH`, with NUL between; paths are relative to the folder. */
function blobsIn(listing: Buffer, exclude: readonly string[]): readonly Blob[] {
  const isExcluded = exclude.length === 0 ? () => false : picomatch([...exclude], { dot: true });
  return listing.toString('utf8').split('\0').flatMap((entry): Blob[] => {
    const [, id, size, path] = /^\S+ blob (\S+) +(\d+)\t(.*)$/s.exec(entry) ?? [];
    if (id === undefined || path === undefined) return [];
    const folders = path.split('/').slice(0, -1);
    const isLeftOut = folders.some((name, index) => name.startsWith('.') || SKIPPED_FOLDERS.has(name) || isExcluded(folders.slice(0, index + 1).join('/')));
    return path.endsWith('.py') && !isLeftOut && !isExcluded(path) && Number(size) <= MAX_FILE_BYTES ? [{ id, path }] : [];
  });
}

/** `ID blob SIZE`, a line end, the bytes and a line end, for each object asked for. */
function contentsIn(batch: Buffer): readonly (Buffer | undefined)[] {
  const contents: (Buffer | undefined)[] = [];
  for (let at = 0; at < batch.length; ) {
    const lineEnd = batch.indexOf(10, at);
    if (lineEnd < 0) break;
    const size = /^\S+ blob (\d+)$/.exec(batch.toString('latin1', at, lineEnd))?.[1];
    contents.push(size === undefined ? undefined : batch.subarray(lineEnd + 1, lineEnd + 1 + Number(size)));
    at = lineEnd + 1 + (size === undefined ? 0 : Number(size) + 1);
  }
  return contents;
}

function reasonOf(error: unknown, revision: string): string {
  if (error instanceof GitFailure) {
    if (error.message.includes('not a git repository')) return 'the folder is not in a git repository';
    if (error.message.includes('dubious ownership')) return 'git does not trust this folder, because it belongs to another user';
    return error.message === '' ? `git knows no revision ${revision}` : error.message;
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'git is not installed, or not found';
  return error instanceof Error ? error.message : String(error);
}
