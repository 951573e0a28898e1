import { describe, expect, it } from 'vitest';
import { PairedCycle, type CycleStep } from '../../../client/src/commands/pairedCycle';
import type { TextDocumentPosition, WireLocation } from '../../../server/src/protocol/messages';

function place(uri: string, line: number): WireLocation {
  const range = { start: { line, character: 4 }, end: { line, character: 9 } };
  return { uri, range, selection: range };
}

function cursor(uri: string, line: number, character = 9): TextDocumentPosition {
  return { textDocument: { uri }, position: { line, character } };
}

function lineOf(step: CycleStep | undefined): string | undefined {
  return step === undefined ? undefined : `${step.location.uri}:${step.location.selection.start.line} ${step.number ?? '-'}/${step.count}`;
}

describe('cycling through several paired sides', () => {
  it('visits each side, then the place where it began, and starts again', () => {
    const cycle = new PairedCycle();
    expect(lineOf(cycle.begin(cursor('a', 1), [place('b', 5), place('c', 7)]))).toBe('b:5 1/2');
    expect(lineOf(cycle.continueFrom(cursor('b', 5)))).toBe('c:7 2/2');
    expect(lineOf(cycle.continueFrom(cursor('c', 7)))).toBe('a:1 -/2');
    expect(lineOf(cycle.continueFrom(cursor('a', 1)))).toBe('b:5 1/2');
  });

  it('ends when the cursor is elsewhere', () => {
    const cycle = new PairedCycle();
    expect(cycle.continueFrom(cursor('a', 1))).toBeUndefined();
    cycle.begin(cursor('a', 1), [place('b', 5), place('c', 7)]);
    expect(cycle.continueFrom(cursor('b', 6))).toBeUndefined();
    expect(cycle.continueFrom(cursor('b', 5, 10))).toBeUndefined();
    expect(cycle.continueFrom(cursor('c', 5))).toBeUndefined();
  });
});
