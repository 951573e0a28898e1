/** The whole pipeline on broken and changing input: it never throws, edits give what a fresh start gives, and the order of files does not matter. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../server/src/core/analysis';
import { createAnalysisHost, type AnalysisHost } from '../../server/src/core/analysisHost';
import type { FileId } from '../../server/src/core/declarations/anchor';

const SAMPLES = join(__dirname, '..', '..', 'samples');
const PROJECTS = ['agents', 'shop', 'classic', 'broken'];

type Files = ReadonlyMap<string, string>;

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

function filesOf(project: string): Files {
  const names = readdirSync(join(SAMPLES, project), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'));
  return new Map(names.map((name) => [`${project}/${name.replaceAll('\\', '/')}`, readFileSync(join(SAMPLES, project, name), 'utf8')]));
}

function newHost(): AnalysisHost {
  return createAnalysisHost(
    { sqlalchemy: '2.0', sourceRoots: [''] },
    {
      onInternalError: (operation, error) => {
        throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
      },
    },
  );
}

function setAll(host: AnalysisHost, files: Iterable<readonly [string, string]>): Analysis {
  for (const [path, text] of files) host.setFile({ id: path as FileId, path, text });
  return host.analysis();
}

function graphOf(files: Iterable<readonly [string, string]>): string {
  return JSON.stringify(setAll(newHost(), files).graphJson({ roots: ['.'] }), undefined, 1);
}

/** Every feature once, at a place. */
function askEverything(analysis: Analysis, path: string, offset: number): void {
  const file = path as FileId;
  const severities = { severity: {} };
  const whole = { start: 0, end: analysis.treeOf(file)?.text.length ?? 0 };
  analysis.hover(file, offset, { commandLinks: true, picture: { theme: 'dark' }, uriOf: (id) => id });
  analysis.definition(file, offset);
  analysis.typeDefinition(file, offset);
  analysis.implementation(file, offset);
  analysis.pairedSides(file, offset);
  analysis.references(file, offset, { includeDeclaration: true });
  analysis.prepareRename(file, offset);
  analysis.rename(file, offset, 'renamed');
  analysis.completion(file, offset);
  analysis.signatureHelp(file, offset);
  analysis.entityAt(file, offset);
  analysis.inlayHints(file, whole);
  analysis.codeLenses(file);
  analysis.codeActions(file, whole, severities);
  analysis.modelTree(severities);
  analysis.workspaceSymbols('');
  analysis.diagram({ foldAssociationTables: true });
  analysis.graphJson({ roots: ['.'] });
}

const FRAGMENTS = ['', '(', ')', '"', "'", ',', ':', '\n', '    ', '#', 'relationship(', 'back_populates="', '[', '=', '\u{1F600}', 'class X(Base):\n', '"""'];

/** One random change: a piece cut out, moved or put in. */
function mutate(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const length = Math.floor(random() * 12);
  const kind = random();
  if (kind < 0.3) return text.slice(0, at) + text.slice(at + length);
  if (kind < 0.7) return text.slice(0, at) + (FRAGMENTS[Math.floor(random() * FRAGMENTS.length)] ?? '') + text.slice(at);
  const from = Math.floor(random() * text.length);
  return text.slice(0, at) + text.slice(from, from + length) + text.slice(at);
}

/** Changes that a person makes between two looks at the screen: lines go, come and move, names change, comments appear. */
function edit(text: string, random: () => number): string {
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const kind = random();
  if (kind < 0.25) lines.splice(at, 1);
  else if (kind < 0.5) lines.splice(at, 0, lines[Math.floor(random() * lines.length)] ?? '');
  else if (kind < 0.65) lines.splice(at, 0, '# a comment');
  else if (kind < 0.8) lines[at] = (lines[at] ?? '').replace(/[A-Za-z_]{3,}/, (name) => `${name}x`);
  else if (kind < 0.9) lines[at] = (lines[at] ?? '').replace(/"(\w+)"/, '"$1_"');
  else lines[at] = (lines[at] ?? '').replace(/True|False/, (value) => (value === 'True' ? 'False' : 'True'));
  return lines.join('\n');
}

describe.each(PROJECTS)('%s', (project) => {
  const files = filesOf(project);
  const paths = [...files.keys()].sort();

  it('answers on every kind of prefix', () => {
    const random = randomNumbers(1);
    for (let round = 0; round < 60; round++) {
      const path = paths[Math.floor(random() * paths.length)] ?? '';
      const text = files.get(path) ?? '';
      const end = Math.floor(random() * text.length);
      askEverything(setAll(newHost(), new Map(files).set(path, text.slice(0, end))), path, end);
    }
  });

  it('answers on random mutations', () => {
    const random = randomNumbers(2);
    const host = newHost();
    const current = new Map(files);
    for (let round = 0; round < 120; round++) {
      const path = paths[Math.floor(random() * paths.length)] ?? '';
      current.set(path, round % 12 === 0 ? (files.get(path) ?? '') : mutate(current.get(path) ?? '', random));
      const text = current.get(path) ?? '';
      askEverything(setAll(host, current), path, Math.floor(random() * (text.length + 1)));
    }
  });

  it('gives after edits of several files what a fresh start gives', () => {
    const random = randomNumbers(3);
    const host = newHost();
    const current = new Map(files);
    setAll(host, current);
    for (let round = 0; round < 40; round++) {
      for (let changed = 0; changed < 3; changed++) {
        const path = paths[Math.floor(random() * paths.length)] ?? '';
        current.set(path, round % 8 === 7 ? (files.get(path) ?? '') : edit(current.get(path) ?? '', random));
      }
      const analysis = setAll(host, current);
      // What a lost quote swallowed is kept on purpose, until it is closed.
      const isWhole = paths.every((path) => analysis.treeOf(path as FileId)?.errors.every(({ message }) => !message.startsWith('unterminated')));
      if (isWhole) expect(JSON.stringify(analysis.graphJson({ roots: ['.'] }), undefined, 1)).toBe(graphOf(current));
    }
  });

  it('does not depend on the order of files', () => {
    expect(graphOf([...files].reverse())).toBe(graphOf(files));
  });

  it('keeps the graph when only comments and blank lines change', () => {
    const host = newHost();
    const before = setAll(host, files);
    const after = setAll(host, new Map([...files].map(([path, text]) => [path, `# a comment\n\n${text}`])));
    expect(after.graph).toBe(before.graph);
    expect(after.graphRevision).toBe(before.graphRevision);
  });
});
