/** Runs the specifications of this folder and the documentation pages of the problems. `UPDATE_SPECS=1` writes what is true into them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseSpec, type SpecBlock } from './parseSpec';
import { runCase } from './runSpec';

const ROOT = join(__dirname, '..', '..');
const FOLDERS = [join(ROOT, 'test', 'spec'), join(ROOT, 'docs', 'problems')];
const isUpdating = process.env['UPDATE_SPECS'] === '1';

for (const file of FOLDERS.flatMap(markdownFiles)) {
  const markdown = readFileSync(file, 'utf8');
  const cases = parseSpec(markdown);
  const replacements = new Map<SpecBlock, readonly string[]>();
  if (cases.length === 0) continue;
  describe(relative(ROOT, file), () => {
    for (const specCase of cases) {
      it(specCase.title, () => {
        const { differences, actualBlocks } = runCase(specCase);
        for (const [block, lines] of actualBlocks) replacements.set(block, lines);
        if (isUpdating) return;
        expect(differences.map(({ block, what, expected, actual }) => `line ${block.firstLine + 1}, ${what}\n  expected: ${expected}\n  actual:   ${actual}`)).toEqual([]);
      });
    }
    afterAll(() => {
      if (isUpdating && replacements.size > 0) writeFileSync(file, rewrite(markdown, replacements));
    });
  });
}

function markdownFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.endsWith('README.md'))
    .sort()
    .map((name) => join(folder, name));
}

/** The file with its blocks replaced, from the last to the first. */
function rewrite(markdown: string, replacements: ReadonlyMap<SpecBlock, readonly string[]>): string {
  const lines = markdown.split('\n');
  const ordered = [...replacements].sort(([a], [b]) => b.firstLine - a.firstLine);
  for (const [block, replacement] of ordered) lines.splice(block.firstLine, block.lines.length, ...replacement);
  return lines.join('\n');
}
