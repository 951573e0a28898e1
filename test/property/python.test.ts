import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpressionText, parseModule, parseModuleAgain } from '../../server/src/core/python/parser';
import type { AnyNode, SyntaxTree } from '../../server/src/core/python/syntax';
import { childrenOf, functionBodies } from '../../server/src/core/python/walk';
import { LineIndex } from '../../server/src/core/text/lineIndex';

const SEED = 20_240_601;
const root = path.dirname(path.dirname(import.meta.dirname));
const samples = ['test/property/python.sample.py', 'test/oracle-ast/dump.py'].map((file) => readFileSync(path.join(root, file), 'utf8'));
const sample = samples[0] ?? '';

/** Pieces that change how the text around them reads. */
const fragments = [
  '(', ')', '[', ']', '{', '}', '"', "'", '"""', "'''", 'f"', 't"{', '\\', '\n', '\r', '\r\n', '\t', '\f', '    ', '#', ':', '=', ',', '.', '@', '*', '**', ':=', '->', ';',
  'class ', 'def ', 'lambda ', 'match ', 'case ', 'with (', 'async ', 'await ', 'yield ', 'if ', 'else ', 'for ', 'in ', 'not ', 'except ', 'x', '1', '0x', '😀', '\uFEFF', '\u0000', '\uD800', 'b"', 'é',
];

/** Whether every node lies inside the one around it, siblings in order of their ids. */
function checkSpans(tree: SyntaxTree): void {
  const check = (node: AnyNode, outer: { readonly start: number; readonly end: number }): void => {
    const span = tree.spans.spanOf(node.id);
    if (span.start > span.end || span.start < outer.start || span.end > outer.end) {
      throw new Error(`${node.kind} ${span.start}-${span.end} is outside of ${outer.start}-${outer.end}`);
    }
    const children = node.kind === 'FunctionDef' && node.bodyIndex !== undefined ? [...childrenOf(node), ...tree.bodyOf(node)] : childrenOf(node);
    let previous = -1;
    for (const child of children) {
      if (child.id <= previous && child.kind !== 'If') throw new Error(`${child.kind} ${child.id} follows ${previous} in ${node.kind}`);
      previous = child.id;
      check(child, span);
    }
  };
  for (const statement of tree.body) check(statement, { start: 0, end: tree.text.length });
}

function readAll(text: string): void {
  const tree = parseModule(text);
  functionBodies(tree);
  checkSpans(tree);
  for (const { span } of tree.errors) if (span.start > span.end || span.end > text.length) throw new Error(`error outside of the text: ${span.start}-${span.end}`);
}

describe('the parser', () => {
  it('reads every prefix of a file, with well-formed spans', () => {
    for (let length = 0; length <= sample.length; length++) readAll(sample.slice(0, length));
  });

  it('reads files with random pieces put in and taken out', () => {
    const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(12), inserted: fc.constantFrom(...fragments) });
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(mutation, { minLength: 1, maxLength: 4 }), (text, mutations) => {
        let changed = text;
        for (const { at, removed, inserted } of mutations) {
          const offset = Math.floor(at * changed.length);
          changed = changed.slice(0, offset) + inserted + changed.slice(offset + removed);
        }
        readAll(changed);
      }),
      { seed: SEED, numRuns: 600 },
    );
  });

  it('reads any sequence of pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...fragments), { maxLength: 60 }), (pieces) => {
        readAll(pieces.join(''));
        parseExpressionText(pieces.join(''));
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  it('reads the same tree whatever the line ends, and finds the same lines', () => {
    const kinds = (text: string): string => JSON.stringify(parseModule(text).body, (key, value: unknown) => (key === 'id' ? undefined : value));
    for (const text of samples) {
      for (const lineEnd of ['\r\n', '\r']) {
        const other = text.replaceAll('\n', lineEnd);
        expect(kinds(other)).toBe(kinds(text));
        expect(parseModule(other).fingerprint).not.toBeNaN();
        const [before, after] = [new LineIndex(text), new LineIndex(other)];
        const positions = (source: string, index: LineIndex): unknown => parseModule(source).body.map(({ id }) => index.rangeOf(parseModule(source).spans.spanOf(id)));
        expect(positions(other, after)).toEqual(positions(text, before));
      }
    }
  });

  it('gives equal nodes with equal ids for equal fingerprints', () => {
    const body = (text: string): string => JSON.stringify(parseModule(text).body);
    fc.assert(
      fc.property(fc.nat(sample.length), fc.constantFrom(' ', '\n', '# note\n', '\\\n', '\t', 'x', ')', '"', '    '), (offset, inserted) => {
        const changed = sample.slice(0, offset) + inserted + sample.slice(offset);
        const isEqual = parseModule(changed).fingerprint === parseModule(sample).fingerprint;
        return !isEqual || body(changed) === body(sample);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('reads a text after edits as it would be read anew', () => {
    const whole = (tree: SyntaxTree): string => {
      const spans = (node: AnyNode): unknown => [tree.spans.spanOf(node.id), childrenOf(node).map(spans)];
      const bodies = functionBodies(tree).flat();
      return JSON.stringify([tree.body, tree.errors, tree.fingerprint, tree.bodyFingerprints, bodies, [...tree.body, ...bodies].map(spans)]);
    };
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(8), inserted: fc.constantFrom(...fragments, '# note', 'name', '"text"', 'def f(self):\n    return 1\n', 'class A:\n    x = f(y)\n'), isTakenBack: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 6 }), (sample, edits) => {
        let tree = parseModule(sample);
        for (const { at, removed, inserted, isTakenBack } of edits) {
          const before = tree;
          const offset = Math.floor(at * tree.text.length);
          tree = parseModuleAgain(tree.text.slice(0, offset) + inserted + tree.text.slice(offset + removed), tree);
          expect(whole(tree)).toBe(whole(parseModule(tree.text)));
          if (isTakenBack) {
            tree = parseModuleAgain(before.text, tree);
            expect(whole(tree)).toBe(whole(before));
          }
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('takes what an edit left alone from the tree before', () => {
    const text = Array.from({ length: 20 }, (_, index) => `class C${index}:\n    x = f(${index})\n    def m(self):\n        return 1\n`).join('\n');
    const at = text.indexOf('f(10)') + 2;
    const before = parseModule(text);
    for (const inserted of ['7', 'a, ', '# note\n']) {
      const after = parseModuleAgain(text.slice(0, at) + inserted + text.slice(at), before);
      expect(after.body.filter((statement) => !before.body.includes(statement)).length).toBeLessThanOrEqual(3);
    }
  });

  it('tells every change inside a body by its fingerprint', () => {
    const nodes = (text: string): string => JSON.stringify(functionBodies(parseModule(text)));
    fc.assert(
      fc.property(fc.nat(sample.length), fc.constantFrom(' ', '\n', 'x', '(', '"', '    ', '1', '.'), (offset, inserted) => {
        const changed = sample.slice(0, offset) + inserted + sample.slice(offset);
        const [before, after] = [parseModule(sample), parseModule(changed)];
        const isEqual = before.fingerprint === after.fingerprint && before.bodyFingerprints.join() === after.bodyFingerprints.join();
        return !isEqual || nodes(changed) === nodes(sample);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });
});
