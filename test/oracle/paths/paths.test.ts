import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ANSWERS, statements, type PathAnswer } from './paths';

const answers = JSON.parse(readFileSync(ANSWERS, 'utf8')) as readonly PathAnswer[];

describe('the select() that walks a path', () => {
  it('is the one that SQLAlchemy was asked about', () => {
    expect(statements(import.meta.dirname)).toEqual(answers.map(({ from, to, select }) => ({ from, to, select })));
  });

  it('compiles to the same joins under every version, with no error and no warning', () => {
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.filter(({ sql }) => Object.values(sql).some((clause) => !clause.startsWith('FROM ') || clause !== sql['2.1']))).toEqual([]);
  });
});
