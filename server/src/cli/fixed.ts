/** `check --fix`: repairs the files, and gives the analysis of what they are then. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Analysis } from '../core/analysis';
import type { FileId } from '../core/declarations/anchor';
import { reasonOf } from '../host/node/files';
import type { LoadedProject } from './load';
import { warn } from './output';

/** One repair may show the next problem; more rounds than that mean that two repairs undo each other. */
const MOST_ROUNDS = 5;

const ALL = { severity: {} };

export function fixed({ analysis, folder }: LoadedProject): Analysis {
  const touched = new Set<FileId>();
  let current = analysis;
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = current.fixAll(ALL);
    if (next.count === 0) break;
    for (const { file } of next.changes) touched.add(file);
    count += next.count;
    current = current.after(next.changes);
  }
  for (const file of touched) write(path.join(folder, analysis.pathOf(file) ?? file), analysis.treeOf(file)?.text ?? '', current.treeOf(file)?.text ?? '');
  process.stderr.write(`${String(count)} ${count === 1 ? 'problem' : 'problems'} fixed in ${String(touched.size)} ${touched.size === 1 ? 'file' : 'files'}\n`);
  return current;
}

const MARK = Buffer.from('\ufeff', 'utf8');

/** A file in another encoding than UTF-8 is left as it is, and so is one that changed meanwhile. */
function write(file: string, before: string, after: string): void {
  try {
    const bytes = readFileSync(file);
    const hasMark = bytes.subarray(0, MARK.length).equals(MARK);
    const own = hasMark ? Buffer.concat([MARK, Buffer.from(before, 'utf8')]) : Buffer.from(before, 'utf8');
    if (!bytes.equals(own)) warn([`${file}: it is not UTF-8, so it was not fixed`]);
    else writeFileSync(file, hasMark ? Buffer.concat([MARK, Buffer.from(after, 'utf8')]) : after);
  } catch (error) {
    warn([`${file}: ${reasonOf(error)}`]);
  }
}
