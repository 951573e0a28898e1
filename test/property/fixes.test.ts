/** Every quick fix on the wrong models of every documentation page: what it gives parses, has fewer problems of its code and no new errors, and is not offered again. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../server/src/core/analysis';
import { createAnalysisHost } from '../../server/src/core/analysisHost';
import type { FileId } from '../../server/src/core/declarations/anchor';
import { applyEdits } from '../../server/src/core/text/edits';
import { isAssertionLine, parseSpec } from '../spec/parseSpec';

const PAGES = join(__dirname, '..', '..', 'docs', 'problems');
const FILE = 'models.py' as FileId;
const ALL = { severity: {} };

function analyse(text: string): Analysis {
  const host = createAnalysisHost(
    { sqlalchemy: '2.0', sourceRoots: [''] },
    {
      onInternalError: (operation, error) => {
        throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
      },
    },
  );
  host.setFile({ id: FILE, path: FILE, text });
  return host.analysis();
}

function codesOf(analysis: Analysis): readonly string[] {
  return analysis.problems(ALL).map(({ code }) => code);
}

function errorCodes(analysis: Analysis): readonly string[] {
  return analysis.problems(ALL).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
}

for (const page of readdirSync(PAGES).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
  const code = page.replace(/\.md$/, '');
  const wrong = parseSpec(readFileSync(join(PAGES, page), 'utf8')).filter(({ title }) => title.endsWith('Wrong'));
  const models = wrong.map(({ blocks }) => {
    const text = `${blocks[0]?.lines.filter((line) => !isAssertionLine(line)).join('\n') ?? ''}\n`;
    const before = analyse(text);
    return { text, before, actions: before.codeActions(FILE, { start: 0, end: text.length }, ALL).filter((action) => action.problem?.code === code) };
  });
  if (models.every(({ actions }) => actions.length === 0)) continue;
  describe(code, () => {
    for (const { text, before, actions } of models) {
      it.each(actions.map((action) => [action.title, action] as const))('%s', (_, action) => {
        const changed = applyEdits(text, action.changes.find(({ file }) => file === FILE)?.edits ?? []);
        const after = analyse(changed);
        expect(after.treeOf(FILE)?.errors).toEqual([]);
        const count = (codes: readonly string[]): number => codes.filter((each) => each === code).length;
        expect(count(codesOf(after)), changed).toBeLessThan(count(codesOf(before)));
        const added = errorCodes(after).filter((each) => !errorCodes(before).includes(each));
        expect(added, changed).toEqual([]);
        const again = after.codeActions(FILE, { start: 0, end: changed.length }, ALL).filter(({ title, problem }) => title === action.title && problem?.code === code);
        expect(again.length).toBeLessThan(actions.filter(({ title }) => title === action.title).length);
      });
    }
  });
}
