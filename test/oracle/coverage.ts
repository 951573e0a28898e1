/** How many scenarios probe each rule, and how many end in each message of SQLAlchemy. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VERSIONS, loadAnswers } from './scenarios';
import type { Scenario } from './scenarios';

/** A line for each rule of chapters 0 to 9, a line for each message, then what nothing covers. */
export function coverageTable(scenarios: readonly Scenario[], folder: string): string {
  const rules = readTable(folder, 'rules.json');
  const messages = messageCounts(folder);
  const ruleLines = Object.entries(rules).map(([rule, subject]) => line(rule, citing(scenarios, rule), subject));
  const messageLines = [...messages].map(([name, { count, pattern }]) => line(name, count, pattern));
  const uncovered = uncoveredRules(scenarios, folder);
  const unheard = [...messages].filter(([, { count }]) => count === 0).map(([name]) => name);
  return [
    ...ruleLines,
    '',
    ...messageLines,
    '',
    `${String(scenarios.length)} scenarios; ${String(ruleLines.length - uncovered.length)} of ${String(ruleLines.length)} rules and ` +
      `${String(messages.size - unheard.length)} of ${String(messages.size)} messages covered`,
    ...uncovered.map((rule) => `rule without a scenario: ${rule}`),
    ...unheard.map((name) => `message without a scenario: ${name}`),
  ].join('\n');
}

export function uncoveredRules(scenarios: readonly Scenario[], folder: string): readonly string[] {
  return Object.keys(readTable(folder, 'rules.json')).filter((rule) => citing(scenarios, rule) === 0);
}

function citing(scenarios: readonly Scenario[], rule: string): number {
  return scenarios.filter((scenario) => scenario.rule.includes(rule)).length;
}

/** By name of the message: its pattern, and in how many scenarios some version raises or warns so. */
function messageCounts(folder: string): ReadonlyMap<string, { readonly count: number; readonly pattern: string }> {
  const said = new Map<string, string[]>();
  for (const answer of VERSIONS.flatMap((version) => [...loadAnswers(folder, version).values()])) {
    if ('inapplicable' in answer) continue;
    const texts = [...answer.warnings, ...(answer.error === null ? [] : [answer.error])].map((utterance) => utterance.message);
    said.set(answer.id, [...(said.get(answer.id) ?? []), ...texts]);
  }
  return new Map(
    Object.entries(readTable(folder, 'messages.json')).map(([name, pattern]) => {
      const expression = new RegExp(pattern, 's');
      return [name, { count: [...said.values()].filter((texts) => texts.some((text) => expression.test(text))).length, pattern }];
    }),
  );
}

function readTable(folder: string, name: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Readonly<Record<string, string>>;
}

function line(name: string, count: number, subject: string): string {
  return `${name.padEnd(20)} ${String(count).padStart(4)}  ${subject}`;
}
