import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nameOf, readKnown } from './known';
import { runAll } from './run';
import { VERSIONS, loadAnswers, loadScenarios } from './scenarios';
import { uncoveredRules } from './coverage';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const UPDATE = 'look at `npm run conformance -- --verbose`, then `npm run conformance -- --update-known`';
const scenarios = loadScenarios(FOLDER);
const known = readKnown(FOLDER);

describe('scenarios', () => {
  it('have names of their own and an answer in every version', () => {
    const names = scenarios.map((scenario) => scenario.id);
    expect(new Set(names).size).toBe(names.length);
    for (const version of VERSIONS) expect([...loadAnswers(FOLDER, version).keys()].sort()).toEqual([...names].sort());
  });

  it('cover every rule', () => {
    expect(uncoveredRules(scenarios, FOLDER)).toEqual([]);
  });
});

describe('the graph is what SQLAlchemy configures', () => {
  for (const version of VERSIONS) {
    it(`SQLAlchemy ${version}`, () => {
      const different = runAll(FOLDER, scenarios, [version]).filter((outcome) => outcome.status === 'different').map(nameOf);
      const listed = known.map((each) => each.scenario).filter((name) => name.endsWith(`@${version}`));
      expect({ newDifferences: different.filter((name) => !listed.includes(name)) }, UPDATE).toEqual({ newDifferences: [] });
      expect({ nowEqual: listed.filter((name) => !different.includes(name)) }, UPDATE).toEqual({ nowEqual: [] });
    });
  }

  it('has a cause for every known difference', () => {
    expect(known.filter((each) => each.cause.trim() === '')).toEqual([]);
  });
});
