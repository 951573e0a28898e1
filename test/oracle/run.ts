/** Runs our engine on the scenarios and compares each result with SQLAlchemy's answer. */
import { graphOfFiles } from '../../server/src/cli/api';
import type { SqlAlchemyVersion } from '../../server/src/core/mapping/mapper';
import { compareGraphs, compareProblems } from './compare';
import type { Finding } from './compare';
import { loadAnswers } from './scenarios';
import type { Answer, Inapplicable, Scenario } from './scenarios';

export interface Outcome {
  readonly scenario: Scenario;
  readonly version: SqlAlchemyVersion;
  /** Of the scenario's first rule. */
  readonly chapter: string;
  readonly status: 'equal' | 'dynamic' | 'different' | 'inapplicable';
  readonly findings: readonly Finding[];
}

export function runAll(folder: string, scenarios: readonly Scenario[], versions: readonly SqlAlchemyVersion[]): readonly Outcome[] {
  return versions.flatMap((version) => {
    const answers = loadAnswers(folder, version);
    return scenarios.map((scenario) => outcomeOf(scenario, version, answers.get(scenario.id)));
  });
}

export function outcomeOf(scenario: Scenario, version: SqlAlchemyVersion, answer: Answer | Inapplicable | undefined): Outcome {
  const about = { scenario, version, chapter: scenario.rule[0]?.split('.')[0] ?? '' };
  if (answer === undefined) return { ...about, status: 'different', findings: [unanswered(scenario)] };
  if ('inapplicable' in answer) return { ...about, status: 'inapplicable', findings: [] };
  const findings = findingsOf(scenario, version, answer);
  const status = findings.length === 0 ? 'equal' : findings.every((finding) => finding.kind === 'dynamic') ? 'dynamic' : 'different';
  return { ...about, status, findings };
}

function findingsOf(scenario: Scenario, version: SqlAlchemyVersion, answer: Answer): readonly Finding[] {
  const files = new Map(Object.entries({ ...(answer.files ?? scenario.files), 'scenario.py': answer.python ?? scenario.python }));
  try {
    const graph = graphOfFiles(files, { sqlalchemy: version });
    return [...compareGraphs(graph, answer), ...compareProblems(graph, answer)];
  } catch (error) {
    // The engine promises never to throw: a throw is a difference of this scenario, not the end of the run.
    const stack = error instanceof Error ? error.stack : String(error);
    return [{ kind: 'different', subject: scenario.id, field: 'threw', expected: null, actual: stack }];
  }
}

function unanswered(scenario: Scenario): Finding {
  return { kind: 'different', subject: scenario.id, field: 'answer', expected: 'run python3 test/oracle/ask.py', actual: null };
}
