/**
 * Makes new programs of a scenario: one to three small changes, as people make them while they write models. The programs need not make
 * sense; what SQLAlchemy says of them is asked afterwards. The same seed gives the same programs.
 */
import { parseModule } from '../../server/src/core/python/parser';
import type { AnyNode, CallExpression, ClassDef, Expression, Statement, SyntaxTree } from '../../server/src/core/python/syntax';
import { functionBodies, textOf, visitNodes } from '../../server/src/core/python/walk';
import { ANNOTATIONS, BODY_LINES, CONSTRUCTS, KEYWORDS } from './mutationValues';
import type { Names } from './mutationValues';

/** Numbers in [0, 1), always the same for a seed (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** undefined for an empty list. */
  oneOf<T>(values: readonly T[]): T | undefined {
    return values[this.below(values.length)];
  }
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What the mutations choose from, of one text. */
interface Program {
  readonly tree: SyntaxTree;
  readonly calls: readonly CallExpression[];
  readonly classes: readonly ClassDef[];
  /** Without imports and their parts. */
  readonly nodes: readonly AnyNode[];
  readonly names: Names;
}

type Mutation = (program: Program, random: Random) => readonly Edit[] | undefined;

/** The source after some changes, or undefined where none could be made or Python could not read the result. */
export function mutated(source: string, random: Random): string | undefined {
  let text = source;
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const program = read(text);
    const edits = random.oneOf(MUTATIONS)?.(program, random);
    if (edits !== undefined) text = applied(text, edits);
  }
  return text === source || parseModule(text).errors.length > 0 ? undefined : text;
}

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((left, right) => right.start - left.start).reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

function read(text: string): Program {
  const tree = parseModule(text);
  const nodes: AnyNode[] = [];
  const own = [...tree.body, ...functionBodies(tree).flat()].filter((statement) => statement.kind !== 'Import' && statement.kind !== 'ImportFrom');
  visitNodes(own, (node) => nodes.push(node));
  const calls = nodes.filter((node) => node.kind === 'Call').filter((call) => CONSTRUCTS.includes(calleeName(call)));
  const classes = nodes.filter((node) => node.kind === 'ClassDef');
  return { tree, calls, classes, nodes, names: namesOf(nodes, classes) };
}

function namesOf(nodes: readonly AnyNode[], classes: readonly ClassDef[]): Names {
  const strings = nodes.filter((node) => node.kind === 'String').map((node) => node.value);
  const attributes = classes.flatMap((cls) => cls.body.flatMap(targetNameOf).map((name) => ({ cls: cls.name.name, name })));
  return {
    classes: classes.map((cls) => cls.name.name),
    tables: [...new Set(strings.filter((value) => /^\w+$/.test(value)))],
    columns: [...new Set(strings.filter((value) => /^\w+\.\w+$/.test(value)))],
    attributes: attributes.filter(({ name }) => !name.startsWith('__')),
  };
}

function targetNameOf(statement: Statement): readonly string[] {
  const target = statement.kind === 'Assign' ? statement.targets[0] : statement.kind === 'AnnAssign' ? statement.target : undefined;
  return target?.kind === 'Name' ? [target.name] : [];
}

function calleeName(call: CallExpression): string {
  const { callee } = call;
  return callee.kind === 'Name' ? callee.name : callee.kind === 'Attribute' ? callee.attribute.name : '';
}

/** Named several times, those that make the programs worth asking about. */
const MUTATIONS: readonly Mutation[] = [
  dropArgument, addKeyword, addKeyword, addKeyword, changeKeyword, changeKeyword, changeKeyword, swapArguments, changeString, changeString, changeName, swapClasses,
  dropStatement, copyStatement, insertLine, insertLine, changeAnnotation, changeAnnotation, changeBases, changeConstant, annotateLater,
];

function dropArgument({ tree, calls }: Program, random: Random): readonly Edit[] | undefined {
  const call = random.oneOf(calls.filter((each) => argumentsOf(each).length > 0));
  return call && rewrittenArguments(tree, call, (texts) => texts.toSpliced(random.below(texts.length), 1));
}

function addKeyword({ tree, calls, names }: Program, random: Random): readonly Edit[] | undefined {
  const call = random.oneOf(random.below(2) === 0 ? calls.filter((each) => calleeName(each) === 'relationship') : calls);
  const [keyword, values] = random.oneOf(Object.entries(KEYWORDS[call === undefined ? '' : calleeName(call)] ?? {})) ?? [];
  const value = random.oneOf(values?.(names) ?? []);
  if (call === undefined || keyword === undefined || value === undefined || call.keywords.some((each) => each.name?.name === keyword)) return undefined;
  return rewrittenArguments(tree, call, (texts) => [...texts, `${keyword}=${value}`]);
}

function changeKeyword({ tree, calls, names }: Program, random: Random): readonly Edit[] | undefined {
  const choices = calls.flatMap((call) =>
    call.keywords.flatMap(({ name, value }) => {
      const values = name && KEYWORDS[calleeName(call)]?.[name.name]?.(names);
      return values === undefined ? [] : [{ value, values }];
    }),
  );
  const choice = random.oneOf(choices);
  const text = random.oneOf(choice?.values ?? []);
  return choice && text !== undefined ? [replaced(tree, choice.value, text)] : undefined;
}

/** The values of two arguments change places, in one call or between two of one kind. */
function swapArguments({ tree, calls }: Program, random: Random): readonly Edit[] | undefined {
  const call = random.oneOf(calls);
  const other = random.oneOf(calls.filter((each) => call !== undefined && calleeName(each) === calleeName(call)));
  const first = random.oneOf(call === undefined ? [] : valuesOf(call));
  const second = random.oneOf(other === undefined ? [] : valuesOf(other));
  if (first === undefined || second === undefined) return undefined;
  const [left, right] = [tree.spans.spanOf(first.id), tree.spans.spanOf(second.id)];
  if (left.start < right.end && right.start < left.end) return undefined;
  return [replaced(tree, first, textOf(tree, second.id)), replaced(tree, second, textOf(tree, first.id))];
}

function changeString({ tree, nodes, names }: Program, random: Random): readonly Edit[] | undefined {
  const literal = random.oneOf(nodes.filter((node) => node.kind === 'String'));
  if (literal === undefined) return undefined;
  const pool = /^\w+\.\w+$/.test(literal.value) ? names.columns : [...names.tables, ...names.classes, ...names.attributes.map(({ name }) => name)];
  const value = random.below(6) === 0 ? `${literal.value}x` : random.oneOf(pool);
  return value === undefined ? undefined : [replaced(tree, literal, JSON.stringify(value))];
}

function changeName({ tree, nodes, names }: Program, random: Random): readonly Edit[] | undefined {
  const name = random.oneOf(nodes.filter((node) => node.kind === 'Name').filter((node) => names.classes.includes(node.name)));
  const other = random.oneOf(names.classes);
  return name && other !== undefined ? [replaced(tree, name, other)] : undefined;
}

function swapClasses({ tree }: Program, random: Random): readonly Edit[] | undefined {
  const classes = tree.body.filter((statement) => statement.kind === 'ClassDef');
  const at = random.below(classes.length - 1);
  const [first, second] = [classes[at], classes[at + 1]];
  return first && second ? [replaced(tree, first, textOf(tree, second.id)), replaced(tree, second, textOf(tree, first.id))] : undefined;
}

function dropStatement({ tree, classes }: Program, random: Random): readonly Edit[] | undefined {
  const statement = random.oneOf(random.oneOf(classes)?.body ?? []);
  return statement && [replaced(tree, statement, 'pass')];
}

/** Into another class, or into its own under another name. */
function copyStatement({ tree, classes }: Program, random: Random): readonly Edit[] | undefined {
  const [from, to] = [random.oneOf(classes), random.oneOf(classes)];
  const statement = random.oneOf((from?.body ?? []).filter((each) => targetNameOf(each).length > 0));
  if (statement === undefined || to === undefined) return undefined;
  const [name = ''] = targetNameOf(statement);
  const text = textOf(tree, statement.id);
  return appended(tree, to, from === to && !name.startsWith('__') ? text.replace(name, `${name}_copy`) : text);
}

function insertLine({ tree, classes, names }: Program, random: Random): readonly Edit[] | undefined {
  const cls = random.oneOf(classes);
  const line = random.oneOf(BODY_LINES(names));
  return cls && line !== undefined ? appended(tree, cls, line) : undefined;
}

function changeAnnotation({ tree, nodes, names }: Program, random: Random): readonly Edit[] | undefined {
  const statement = random.oneOf(nodes.filter((node) => node.kind === 'AnnAssign'));
  const annotation = random.oneOf(ANNOTATIONS(names));
  return statement && annotation !== undefined ? [replaced(tree, statement.annotation, annotation)] : undefined;
}

function changeBases({ tree, classes, names }: Program, random: Random): readonly Edit[] | undefined {
  const cls = random.oneOf(classes);
  const base = random.oneOf(cls?.bases ?? []);
  const other = random.oneOf(names.classes.filter((name) => cls?.bases.every((each) => textOf(tree, each.id) !== name)));
  if (base === undefined || other === undefined) return undefined;
  return [replaced(tree, base, random.below(3) === 0 ? `${other}, ${textOf(tree, base.id)}` : other)];
}

function changeConstant({ tree, nodes }: Program, random: Random): readonly Edit[] | undefined {
  const constant = random.oneOf(nodes.filter((node) => node.kind === 'Constant'));
  return constant && [replaced(tree, constant, random.oneOf(['True', 'False', 'None']) ?? 'None')];
}

function annotateLater({ tree }: Program): readonly Edit[] | undefined {
  return tree.text.startsWith('from __future__') ? undefined : [{ start: 0, end: 0, text: 'from __future__ import annotations\n' }];
}

function argumentsOf(call: CallExpression): readonly AnyNode[] {
  return [...call.args, ...call.keywords];
}

function valuesOf(call: CallExpression): readonly Expression[] {
  return [...call.args, ...call.keywords.map(({ value }) => value)];
}

function rewrittenArguments(tree: SyntaxTree, call: CallExpression, change: (texts: readonly string[]) => readonly string[]): readonly Edit[] {
  const texts = argumentsOf(call).map((each) => textOf(tree, each.id));
  return [replaced(tree, call, `${textOf(tree, call.callee.id)}(${change(texts).join(', ')})`)];
}

function replaced(tree: SyntaxTree, node: AnyNode, text: string): Edit {
  return { ...tree.spans.spanOf(node.id), text };
}

/** A line more at the end of the class's body. */
function appended(tree: SyntaxTree, cls: ClassDef, line: string): readonly Edit[] | undefined {
  const last = cls.body.at(-1);
  if (last === undefined) return undefined;
  const { start, end } = tree.spans.spanOf(last.id);
  const column = start - (tree.text.lastIndexOf('\n', start - 1) + 1);
  const separator = tree.text.slice(start - column, start).trim() === '' ? `\n${' '.repeat(column)}` : '; ';
  return [{ start: end, end, text: `${separator}${line}` }];
}
