/** From a stack trace of SQLAlchemy to the place in the models that caused it: by its message, else by the names in it, else by its lines. */
import type { FileId } from '../declarations/anchor';
import type { ProblemResult } from '../problems/problem';
import type { FeatureContext } from './context';
import { locate } from './locate';
import { comparable, readTraceback, type Frame, type RaisedException } from './readTraceback';
import type { TracebackResult } from './results';

export function explainTraceback(context: FeatureContext, problems: readonly ProblemResult[], text: string): TracebackResult | undefined {
  const { exceptions, frames } = readTraceback(text);
  return (
    firstOf(exceptions, (raised) => byProblem(problems, raised)) ??
    firstOf(exceptions, (raised) => byNames(context, raised)) ??
    firstOf(frames, (frame) => byLine(context, frame, exceptions[0]))
  );
}

function firstOf<Item>(items: readonly Item[], resultOf: (item: Item) => TracebackResult | undefined): TracebackResult | undefined {
  for (const item of items) {
    const result = resultOf(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

function byProblem(problems: readonly ProblemResult[], raised: RaisedException): TracebackResult | undefined {
  const scored = problems.map((problem) => ({ problem, score: likeness(problem, raised) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const found = best === 0 ? undefined : scored.find(({ score }) => score === best)?.problem;
  if (found === undefined) return undefined;
  const { file, span, code, message } = found;
  return { how: 'problem', exception: exceptionText(raised), place: { file, span }, message, code };
}

/** 3: the same message. 2: one is the beginning of the other, as versions add to them. 1: the same class, and the relationship is named. 0: another error. */
function likeness({ sqlalchemy, entity, relationship }: ProblemResult, raised: RaisedException): number {
  if (sqlalchemy === undefined) return 0;
  const [expected, given] = [comparable(sqlalchemy.message), comparable(raised.message)];
  const isSameClass = raised.className === undefined || raised.className === sqlalchemy.class;
  if (expected === given) return 3;
  if (expected === '' || given === '') return 0;
  if (given.length > 20 && (expected.startsWith(given) || given.startsWith(expected))) return 2;
  const className = entity?.split('.').at(-1);
  const names = className === undefined || relationship === undefined ? undefined : new RegExp(`\\b${className}\\.${relationship}\\b`);
  return isSameClass && raised.className !== undefined && names?.test(given) === true ? 1 : 0;
}

/** Of several classes with one name, the first that has the attribute: a message does not say the module. */
function byNames(context: FeatureContext, raised: RaisedException): TracebackResult | undefined {
  const [found] = namesIn(raised.message).flatMap(({ entity, member }) =>
    context.graph.mappers.filter(({ name, properties }) => name === entity && (member === undefined || properties.has(member))).map((mapper) => ({ mapper, member })),
  );
  const located = found === undefined ? undefined : locate(context, found.mapper.entity, found.member);
  if (found === undefined || located === undefined) return undefined;
  const name = found.member === undefined ? found.mapper.name : `${found.mapper.name}.${found.member}`;
  const message = `The error names \`${name}\`; nothing that the text of the models shows is wrong with it now`;
  return { how: 'name', exception: exceptionText(raised), place: { file: located.target.file, span: located.selection }, message };
}

/** How SQLAlchemy and Python print a class in a message: a mapper, the class, an instance. */
const CLASS_NAMES = /Mapper\[(\w+)|<class (\w+)>|<(\w+) at 0x|\b[Cc]lass '(?:\w+\.)*(\w+)|\btype object '(\w+)'|'(\w+)' object\b/g;

/** Attributes before classes; in the order in which the message names them. */
function namesIn(message: string): readonly { readonly entity: string; readonly member?: string }[] {
  const classes = [...comparable(message).matchAll(CLASS_NAMES)].map((match) => ({ entity: match.slice(1).find((name) => name !== undefined) ?? '' }));
  const members = [...message.matchAll(/attribute '(\w+)'/g)].map(([, member = '']) => member);
  const dotted = [...message.matchAll(/\b([A-Za-z_]\w*)\.([A-Za-z_]\w*)\b/g)].map(([, entity = '', member = '']) => ({ entity, member }));
  return [...dotted, ...classes.flatMap(({ entity }) => members.map((member) => ({ entity, member }))), ...classes];
}

function byLine(context: FeatureContext, { path, line }: Frame, raised: RaisedException | undefined): TracebackResult | undefined {
  const file = fileLike(context, path);
  const tree = file === undefined ? undefined : context.treeOf(file);
  if (file === undefined || tree === undefined || raised === undefined) return undefined;
  const start = context.linesOf(file).offsetAt({ line: line - 1, character: 0 });
  const rest = /^.*/.exec(tree.text.slice(start))?.[0] ?? '';
  const span = { start: start + rest.length - rest.trimStart().length, end: start + rest.trimEnd().length };
  return { how: 'line', exception: exceptionText(raised), place: { file, span }, message: 'The last line of the models that the trace names' };
}

/** The file whose path ends as the printed one does: the trace may come from a container with other folders above. Of several alike, none. */
function fileLike(context: FeatureContext, path: string): FileId | undefined {
  const wanted = path.split('/');
  const scored = context.files().map((file) => ({ file, same: sameAtEnd(wanted, (context.pathOf(file) ?? '').split('/')) }));
  const best = Math.max(0, ...scored.map(({ same }) => same));
  const found = scored.filter(({ same }) => same === best);
  return best > 0 && found.length === 1 ? found[0]?.file : undefined;
}

/** How many names two paths have in common at their ends. An `__init__.py` alone says nothing. */
function sameAtEnd(a: readonly string[], b: readonly string[]): number {
  let same = 0;
  while (same < a.length && same < b.length && a.at(-1 - same) === b.at(-1 - same)) same++;
  return same === 1 && b.length > 1 && b.at(-1) === '__init__.py' ? 0 : same;
}

function exceptionText({ className, message }: RaisedException): string {
  return className === undefined ? message : `${className}: ${message}`;
}

