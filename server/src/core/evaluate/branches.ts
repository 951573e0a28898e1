/** Branches of which only run time knows which one is taken. */
import type { Statement } from '../python/syntax';
import { dynamic } from './constants';
import type { Environment, Frame } from './environment';
import type { Machine, Raised } from './machine';
import { areInterchangeable } from './operators';
import { Completion, executeBlock } from './statements';
import type { Binding, Value } from './values';

interface Outcome {
  readonly completion: Completion;
  readonly returned: Value | undefined;
  readonly raised: Raised | undefined;
  /** What the branch bound; undefined for a name it deleted. */
  readonly bound: ReadonlyMap<string, Binding | undefined>;
}

/**
 * Runs every branch from the same start. A branch that raises or returns is taken not to be the one that goes on; the bindings of the others
 * are merged: a name bound in one only is bound; of two different values a definite object beats `None` and what is not known, two constants
 * that differ are dynamic, and otherwise the later one in the text wins. So classes and tables of all branches exist, and nothing that decides a
 * name or a number is guessed.
 */
export function executeBranches(machine: Machine, environment: Environment, branches: readonly (readonly Statement[])[], condition: string): Completion {
  const outcomes: Outcome[] = [];
  const decision = machine.nextSerial();
  for (const [alternative, branch] of branches.entries()) {
    outcomes.push(machine.asAlternative(decision, alternative, () => runBranch(machine, environment, branch)));
    if (machine.isAborted) return Completion.Stopped;
  }
  const living = outcomes.filter(({ completion }) => completion === Completion.Normal);
  const returns = outcomes.flatMap(({ returned }) => (returned === undefined ? [] : [returned]));
  const { frame } = environment;
  if (frame !== undefined) for (const value of returns) frame.alternatives.push({ value, condition });
  if (living.length === 0) return endOfAll(machine, frame, outcomes);
  mergeBindings(environment, living, condition);
  return Completion.Normal;
}

function runBranch(machine: Machine, environment: Environment, branch: readonly Statement[]): Outcome {
  const outer = environment.journal;
  const journal = new Map<string, Binding | undefined>();
  environment.journal = journal;
  const completion = executeBlock(machine, environment, branch);
  environment.journal = outer;
  const bound = new Map<string, Binding | undefined>();
  for (const [name, before] of journal) {
    bound.set(name, environment.bindings.get(name));
    if (before === undefined) environment.bindings.delete(name);
    else environment.bindings.set(name, before);
  }
  if (completion === Completion.Break) machine.mayHaveLeftLoop = true;
  const returned = completion === Completion.Return ? environment.frame?.returned : undefined;
  const { raised } = machine;
  if (!machine.isAborted) machine.raised = undefined;
  return { completion, returned, raised, bound };
}

/** No branch goes on: the block ends as its last branch does, a `return` before anything else. */
function endOfAll(machine: Machine, frame: Frame | undefined, outcomes: readonly Outcome[]): Completion {
  const last = frame?.alternatives.at(-1);
  if (frame !== undefined && last !== undefined && outcomes.some(({ completion }) => completion === Completion.Return)) {
    frame.alternatives.pop();
    frame.returned = last.value;
    return Completion.Return;
  }
  const loop = outcomes.find(({ completion }) => completion === Completion.Break || completion === Completion.Continue);
  if (loop !== undefined) return loop.completion;
  machine.raised = outcomes.find(({ raised }) => raised !== undefined)?.raised;
  return Completion.Stopped;
}

function mergeBindings(environment: Environment, outcomes: readonly Outcome[], condition: string): void {
  const names = new Set(outcomes.flatMap(({ bound }) => [...bound.keys()]));
  for (const name of names) {
    const before = environment.bindings.get(name);
    let merged: Binding | undefined;
    for (const { bound } of outcomes) {
      const binding = bound.has(name) ? bound.get(name) : before;
      if (binding !== undefined) merged = merged === undefined ? binding : mergeTwo(merged, binding, name, condition);
    }
    if (merged === undefined) environment.unbind(name);
    else environment.set(name, merged);
  }
}

function mergeTwo(first: Binding, second: Binding, name: string, condition: string): Binding {
  if (first === second || areInterchangeable(first.value, second.value)) return first;
  if (isIndefinite(second.value)) return first;
  if (isIndefinite(first.value)) return second;
  if (!isConstant(first.value) && !isConstant(second.value)) return second;
  return { ...second, value: dynamic(`the value of \`${name}\`, since \`${condition}\` is not known`, second.anchor) };
}

function isIndefinite(value: Value): boolean {
  return value.kind === 'none' || value.kind === 'dynamic';
}

function isConstant(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean' || value.kind === 'bytes';
}
