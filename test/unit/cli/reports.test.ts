import { expect, it } from 'vitest';
import { analysisOfFiles } from '../../../server/src/cli/api';
import { baselineText, readBaseline, withoutAccepted } from '../../../server/src/cli/baseline';
import { githubReport } from '../../../server/src/cli/reports/github';
import { junitReport } from '../../../server/src/cli/reports/junit';
import { sarifReport } from '../../../server/src/cli/reports/sarif';
import { jsonReport, textReport } from '../../../server/src/cli/reports/text';

const MODELS = `from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    posts = relationship("Post")
    notes = relationship("Note", viewonly=True, passive_deletes=True)
`;

const graph = analysisOfFiles(new Map([['a b/models.py', MODELS]]), { sqlalchemy: '2.0' }).graphJson({ roots: ['.'] });
const problems = [...graph.problems].sort((a, b) => a.line - b.line || a.column - b.column);
const report = { graph, problems };

it('reports as text and as JSON', () => {
  expect(textReport(report)).toMatch(/^a b\/models\.py:11:27: error: .* \[name-unknown\]\n {4}InvalidRequestError: /);
  expect(textReport(report)).toContain('1 entities, 2 relationships');
  expect(JSON.parse(jsonReport(report))).toMatchObject({ problems: [{ code: 'name-unknown' }, { code: 'name-unknown' }, { code: 'viewonly-with-writing-flag' }] });
});

it('reports as GitHub annotations', () => {
  expect(githubReport(report).split('\n')[0]).toMatch(/^::error file=a b\/models\.py,line=11,col=27,.*title=name-unknown::/);
});

it('reports as SARIF', () => {
  const log = JSON.parse(sarifReport(report)) as { version: string; runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; level: string; locations: unknown[]; partialFingerprints: { problem: string } }[] }[] };
  expect(log.version).toBe('2.1.0');
  const [run] = log.runs;
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['name-unknown', 'viewonly-with-writing-flag']);
  expect(run?.results[0]).toMatchObject({
    ruleId: 'name-unknown',
    level: 'error',
    locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b/models.py' }, region: { startLine: 11, startColumn: 27 } } }],
  });
  expect(run?.results[0]?.partialFingerprints.problem).toMatch(/name-unknown/);
});

it('reports as JUnit, with everything escaped', () => {
  const xml = junitReport(report);
  expect(xml).toContain('<testsuite name="sqlalchemy-relationships" tests="1" failures="3">');
  expect(xml).toContain('&lt;class');
  expect(xml).not.toContain("<class 'models");
});

it('leaves out what a baseline accepts, also after lines were added', () => {
  const accepted = readBaseline(baselineText(problems.slice(0, 1)));
  const moved = analysisOfFiles(new Map([['a b/models.py', `# new\n${MODELS}`]]), { sqlalchemy: '2.0' }).graphJson({ roots: ['.'] });
  expect(withoutAccepted(moved.problems, accepted ?? new Set()).map(({ line, code }) => `${line} ${code}`).sort()).toEqual(['13 name-unknown', '13 viewonly-with-writing-flag']);
  expect(readBaseline('{}')).toBeUndefined();
  expect(readBaseline('no json')).toBeUndefined();
});
