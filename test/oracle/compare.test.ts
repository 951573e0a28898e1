import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { GraphJson, MapperJson, RelationshipJson } from '../../server/src/core/export/graphJson';
import { compareGraphs, compareProblems } from './compare';
import { playback } from './playback';
import { VERSIONS, loadAnswers, loadScenarios } from './scenarios';
import type { Answer } from './scenarios';

const FOLDER = path.dirname(fileURLToPath(import.meta.url));

function answerOf(id: string): Answer {
  const answer = loadAnswers(FOLDER, '2.1').get(id);
  if (answer === undefined || 'inapplicable' in answer) throw new Error(`no answer for ${id}`);
  return answer;
}

function withFirstRelationship(graph: GraphJson, change: (relationship: RelationshipJson) => readonly RelationshipJson[]): GraphJson {
  const [first, ...others] = graph.mappers as [MapperJson, ...MapperJson[]];
  const [relationship, ...rest] = first.relationships as [RelationshipJson, ...RelationshipJson[]];
  return { ...graph, mappers: [{ ...first, relationships: [...change(relationship), ...rest] }, ...others] };
}

describe('the comparison', () => {
  it.each(VERSIONS)('finds every committed answer of %s equal to itself', (version) => {
    const answers = [...loadAnswers(FOLDER, version).values()].flatMap((answer) => ('inapplicable' in answer ? [] : [answer]));
    expect(answers.flatMap((answer) => [...compareGraphs(playback(answer), answer), ...compareProblems(playback(answer), answer)])).toEqual([]);
  });

  it('finds each changed field of a relationship', () => {
    const answer = answerOf('map_base_20');
    const fields = Object.keys(answer.mappers[0]?.relationships[0] ?? {}).filter((field) => field !== 'key' && field !== 'dynamic');
    const found = fields.map((field) => {
      const changed = withFirstRelationship(playback(answer), (relationship) => [{ ...relationship, [field]: 'changed' }]);
      return compareGraphs(changed, answer).map((finding) => finding.field);
    });
    expect(found).toEqual(fields.map((field) => [field]));
  });

  it('counts what is left to run time as dynamic, not as different', () => {
    const answer = answerOf('map_base_20');
    const changed = withFirstRelationship(playback(answer), (relationship) => [{ ...relationship, primaryjoin: null, dynamic: 'computed name' }]);
    expect(compareGraphs(changed, answer).map(({ kind, field }) => [kind, field])).toEqual([['dynamic', 'primaryjoin']]);
  });

  it('finds missing and invented relationships', () => {
    const answer = answerOf('map_base_20');
    const missing = withFirstRelationship(playback(answer), () => []);
    const invented = withFirstRelationship(playback(answer), (relationship) => [relationship, { ...relationship, key: 'invented' }]);
    expect(compareGraphs(missing, answer).map(({ subject, actual }) => [subject, actual])).toEqual([['scenario.A.bs', null]]);
    expect(compareGraphs(invented, answer).map(({ subject, expected }) => [subject, expected])).toEqual([['scenario.A.invented', null]]);
  });

  it('lets us go on where SQLAlchemy stopped', () => {
    const answer = answerOf('continue_after_failure');
    const more = withFirstRelationship(playback(answer), (relationship) => [relationship, { ...relationship, key: 'never' }]);
    expect(compareGraphs(more, answer)).toEqual([]);
  });

  it('finds an error that is not foretold, and one that never comes', () => {
    const raising = answerOf('continue_after_failure');
    const silent = answerOf('map_base_20');
    const fieldsOf = (problems: GraphJson['problems'], answer: Answer): readonly string[] =>
      compareProblems({ ...playback(answer), problems }, answer).map((finding) => finding.field);
    expect(fieldsOf([], raising)).toEqual(['error']);
    expect(fieldsOf(playback(raising).problems, silent)).toEqual(['error']);
  });
});

describe('the comparison of messages', () => {
  const silent = answerOf('map_base_20');
  const fieldsOf = (expected: Answer, problems: Answer): readonly string[] => compareProblems(playback(problems), expected).map((finding) => finding.field);
  const utterance = { class: 'SAWarning', message: 'careful', code: null };

  it('takes the cause for the error that repeats it, and no other', () => {
    const cause = { class: 'ArgumentError', message: 'wrong', code: null };
    const repeated = { ...cause, class: 'InvalidRequestError', message: "One or more mappers failed to initialize - can't proceed with initialization of other mappers. Triggering mapper: 'Mapper[A(a)]'. Original exception was: wrong" };
    expect(fieldsOf({ ...silent, error: repeated }, { ...silent, error: cause })).toEqual([]);
    expect(fieldsOf({ ...silent, error: repeated }, { ...silent, error: { ...cause, message: 'else' } })).toEqual(['error']);
  });

  it('takes one warning for the same words said twice, and not two for one', () => {
    const [once, twice] = [{ ...silent, warnings: [utterance] }, { ...silent, warnings: [utterance, utterance] }];
    expect([fieldsOf(twice, once), fieldsOf(twice, silent), fieldsOf(once, twice)]).toEqual([[], ['warning', 'warning'], ['warning']]);
  });
});

describe('chapter files', () => {
  it('leave no placeholder and no scenario without rules', () => {
    const scenarios = loadScenarios(FOLDER);
    expect(scenarios.filter((scenario) => /\bEACH\b/.test(scenario.python) || scenario.rule.includes('')).map((scenario) => scenario.id)).toEqual([]);
  });
});
