/** Every refactoring that is offered anywhere in the samples and in the models of the specifications. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { analysisOfFiles } from '../../server/src/cli/api';
import type { Analysis } from '../../server/src/core/analysis';
import type { FileId } from '../../server/src/core/declarations/anchor';
import type { CodeActionResult } from '../../server/src/core/features/results';
import { graphChanges } from '../spec/graphChanges';
import { parseSpec } from '../spec/parseSpec';
import { settingsOf, sourcesOf } from '../spec/runSpec';

const ROOT = path.join(__dirname, '..', '..');
const ALL = { severity: {} };

/** What these do to the graph is nothing. */
const KEEPS_GRAPH = /^(?:Write out|Write \S+ as|Rewrite|Extract)/;

function pythonFiles(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'));
  return new Map(names.map((name) => [name.replaceAll(path.sep, '/'), readFileSync(path.join(folder, name), 'utf8')]));
}

const sample = analysisOfFiles(pythonFiles(path.join(ROOT, 'samples')), { sqlalchemy: '2.0' });

const specifications = ['refactorings', 'relationships', 'styles', 'constructs'].flatMap((folder) => {
  const at = path.join(ROOT, 'test', 'spec', folder);
  return readdirSync(at)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => parseSpec(readFileSync(path.join(at, name), 'utf8')).map((specCase) => ({ title: `${folder}/${name} ${specCase.title}`, blocks: specCase.blocks })));
});

describe('the samples', () => {
  it.each(offers(sample))('%s', (_, action) => {
    checkAction(sample, action);
  });
});

describe('the specifications', () => {
  it.each(specifications.map(({ title, blocks }) => [title, blocks] as const))('%s', (_, blocks) => {
    const sources = sourcesOf(blocks.filter(({ attributes }) => (attributes.get('stage') ?? '0') === '0'));
    const { version } = settingsOf(sources[0]?.block);
    const analysis = analysisOfFiles(new Map(sources.map((source) => [source.path, source.text])), { sqlalchemy: version, sourceRoots: [''] });
    for (const [, action] of offers(analysis)) checkAction(analysis, action);
  });
});

/** By title: what is offered at the beginning of any word that stands for something. */
function offers(analysis: Analysis): readonly (readonly [string, CodeActionResult])[] {
  const found = new Map<string, CodeActionResult>();
  for (const file of analysis.files()) {
    const text = analysis.treeOf(file)?.text ?? '';
    for (const { index } of text.matchAll(/\b\w+/g)) {
      for (const action of analysis.codeActions(file, { start: index, end: index }, ALL)) {
        if (action.problem === undefined && action.disabledReason === undefined) found.set(`${analysis.pathOf(file) ?? file}: ${action.title}`, action);
      }
    }
  }
  return [...found];
}

function checkAction(before: Analysis, action: CodeActionResult): void {
  const after = before.after(action.changes);
  for (const { file } of action.changes) expect(errorsOf(after, file), action.title).toEqual([]);
  const known = before.problems(ALL).map(({ code, message }) => `${code} ${message}`);
  const added = after.problems(ALL).filter(({ severity, code, message }) => (severity === 'error' || severity === 'warning') && !known.includes(`${code} ${message}`));
  expect(added.map(({ message }) => message), `${action.title}\n${action.changes.map(({ file }) => after.treeOf(file)?.text ?? '').join('\n')}`).toEqual([]);
  if (KEEPS_GRAPH.test(action.title)) expect(graphChanges(before, after), `${action.title}\n${action.changes.map(({ file }) => after.treeOf(file)?.text ?? '').join('\n')}`).toEqual([]);
}

function errorsOf(analysis: Analysis, file: FileId): readonly string[] {
  return analysis.treeOf(file)?.errors.map(({ message }) => message) ?? [];
}
