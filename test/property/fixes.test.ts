/** Every quick fix on the wrong models of every documentation page: what it gives parses, has fewer problems of its code and no new errors, and is not offered again. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../server/src/core/analysis';
import { createAnalysisHost } from '../../server/src/core/analysisHost';
import type { FileId } from '../../server/src/core/declarations/anchor';
import { applyEdits } from '../../server/src/core/text/edits';
import type { CodeActionResult } from '../../server/src/core/features/results';
import type { SqlAlchemyVersion } from '../../server/src/core/mapping/mapper';
import { CATALOGUE } from '../../server/src/core/problems/catalogue';
import { isAssertionLine, parseSpec } from '../spec/parseSpec';
import { settingsOf, sourcesOf } from '../spec/runSpec';

const PAGES = join(__dirname, '..', '..', 'docs', 'problems');
/** Those that are off by default too. */
const ALL = { severity: Object.fromEntries(CATALOGUE.flatMap(({ code, severity }) => (severity === 'off' ? [[code, 'hint' as const]] : []))) };

type Files = ReadonlyMap<string, string>;

function analyse(files: Files, sqlalchemy: SqlAlchemyVersion): Analysis {
  const host = createAnalysisHost(
    { sqlalchemy, sourceRoots: [''] },
    {
      onInternalError: (operation, error) => {
        throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
      },
    },
  );
  for (const [path, text] of files) host.setFile({ id: path as FileId, path, text });
  return host.analysis();
}

function codesOf(analysis: Analysis): readonly string[] {
  return analysis.problems(ALL).map(({ code }) => code);
}

function errorCodes(analysis: Analysis): readonly string[] {
  return analysis.problems(ALL).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
}

/** All fixes of a problem, in every file. */
function fixesOf(analysis: Analysis, files: Files, code: string): readonly CodeActionResult[] {
  return [...files].flatMap(([path, text]) => analysis.codeActions(path as FileId, { start: 0, end: text.length }, ALL)).filter(({ problem }) => problem?.code === code);
}

function applied(files: Files, { changes }: CodeActionResult): Files {
  return new Map([...files].map(([path, text]) => [path, applyEdits(text, changes.find(({ file }) => file === path)?.edits ?? [])]));
}

for (const page of readdirSync(PAGES).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
  const code = page.replace(/\.md$/, '');
  const wrong = parseSpec(readFileSync(join(PAGES, page), 'utf8')).filter(({ title }) => title.endsWith('Wrong'));
  const models = wrong.map(({ blocks }) => {
    const sources = sourcesOf(blocks);
    const { version } = settingsOf(sources[0]?.block);
    const files = new Map(sources.map(({ path, text }) => [path, `${text.split('\n').filter((line) => !isAssertionLine(line)).join('\n')}`]));
    const before = analyse(files, version);
    return { files, version, before, actions: fixesOf(before, files, code) };
  });
  if (models.every(({ actions }) => actions.length === 0)) continue;
  describe(code, () => {
    for (const { files, version, before, actions } of models) {
      it.each(actions.map((action) => [action.title, action] as const))('%s', (_, action) => {
        const changed = applied(files, action);
        const after = analyse(changed, version);
        const texts = [...changed.values()].join('\n');
        expect([...changed.keys()].flatMap((path) => after.treeOf(path as FileId)?.errors ?? []), texts).toEqual([]);
        const count = (codes: readonly string[]): number => codes.filter((each) => each === code).length;
        expect(count(codesOf(after)), texts).toBeLessThan(count(codesOf(before)));
        const added = errorCodes(after).filter((each) => !errorCodes(before).includes(each));
        expect(added, texts).toEqual([]);
        const again = fixesOf(after, changed, code).filter(({ title }) => title === action.title);
        expect(again.length).toBeLessThan(actions.filter(({ title }) => title === action.title).length);
      });
    }
  });
}
