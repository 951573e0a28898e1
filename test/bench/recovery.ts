/**
 * How much of a file survives while it is being typed: `node test/bench/run.mjs test/bench/recovery.ts [--python PYTHON] [PATH...]`.
 * In the middle of classes something is left open (a call, a bracket, an annotation, a quote), and the classes and class members that
 * are still found, with the same name in the same class, are counted. The member typed itself is not counted.
 */
import { readFileSync } from 'node:fs';
import { parseModule } from '../../server/src/core/python/parser';
import type { ClassDef, Statement, SyntaxTree } from '../../server/src/core/python/syntax';
import { pythonFiles, standardLibrary } from '../oracle-ast/compare';

const MAXIMUM_PLACES_A_FILE = 3;

interface Damage {
  readonly name: string;
  /** The text typed as a line of its own, at the indentation of the class's body, before a member. */
  readonly typed?: string;
  /** Deletes the closing bracket an assignment of the class ends with, instead; the member itself is still to be found. */
  readonly deletesClosing?: true;
}

const DAMAGES: readonly Damage[] = [
  { name: 'call', typed: 'typed_here = Column(' },
  { name: 'call with arguments', typed: 'typed_here = relationship("Other", back_populates=' },
  { name: 'call with comma', typed: 'typed_here = Column(Integer,' },
  { name: 'call after value', typed: 'typed_here = Column(Integer' },
  { name: 'bracket', typed: 'typed_here = [' },
  { name: 'brace', typed: 'typed_here = {"a": ' },
  { name: 'annotation', typed: 'typed_here: Mapped[' },
  { name: 'annotation with name', typed: 'typed_here: Mapped[list["Other"' },
  { name: 'attribute', typed: 'typed_here = other.' },
  { name: 'decorator', typed: '@typed_here(' },
  { name: 'def header', typed: 'def typed_here(self, a' },
  { name: 'def header with comma', typed: 'def typed_here(self, ' },
  { name: 'quote', typed: 'typed_here = "' },
  { name: 'quote in call', typed: 'typed_here = relationship("' },
  { name: 'f-string field', typed: 'typed_here = f"{' },
  { name: 'closing bracket deleted', deletesClosing: true },
  { name: 'triple quote', typed: '"""' },
  { name: 'triple quote with text', typed: 'typed_here = """select' },
];

export function main(args: readonly string[]): number {
  const at = args.indexOf('--python');
  const python = at < 0 ? 'python3' : (args[at + 1] ?? 'python3');
  const roots = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const texts = pythonFiles(roots.length > 0 ? roots : standardLibrary(python)).map((file) => readFileSync(file, 'utf8')).filter(isUsable);
  console.log(`${texts.length} files with classes`);
  for (const damage of DAMAGES) console.log(line(damage.name, measure(texts, damage)));
  return 0;
}

interface Kept {
  places: number;
  classes: number;
  classesKept: number;
  members: number;
  membersKept: number;
}

function isUsable(text: string): boolean {
  const tree = parseModule(text);
  return tree.errors.length === 0 && places(tree).length > 0;
}

function line(name: string, { places: count, classes, classesKept, members, membersKept }: Kept): string {
  const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;
  return `${name.padEnd(24)} ${String(count).padStart(5)} places   classes ${percent(classesKept, classes)}   members ${percent(membersKept, members)}`;
}

function measure(texts: readonly string[], damage: Damage): Kept {
  const kept: Kept = { places: 0, classes: 0, classesKept: 0, members: 0, membersKept: 0 };
  for (const text of texts) {
    const tree = parseModule(text);
    const before = members(tree.body, '');
    for (const damaged of damage.deletesClosing ? withoutClosing(tree) : withTyped(tree, damage.typed ?? '')) {
      const after = new Set(members(parseModule(damaged).body, ''));
      kept.places++;
      for (const name of before) {
        const isFound = after.has(name);
        if (name.endsWith(':class')) {
          kept.classes++;
          if (isFound) kept.classesKept++;
        } else {
          kept.members++;
          if (isFound) kept.membersKept++;
        }
      }
    }
  }
  return kept;
}

function withTyped(tree: SyntaxTree, typed: string): readonly string[] {
  const { text } = tree;
  return chosen(places(tree)).map(({ offset, indent }) => `${text.slice(0, offset)}${typed}\n${indent}${text.slice(offset)}`);
}

function withoutClosing(tree: SyntaxTree): readonly string[] {
  const ends = classesIn(tree.body).flatMap(({ body }) =>
    body.flatMap((member) => (member.kind === 'Assign' || member.kind === 'AnnAssign' ? [tree.spans.spanOf(member.id).end] : [])),
  );
  return chosen(ends.filter((end) => /[)\]}]/.test(tree.text.charAt(end - 1)))).map((end) => tree.text.slice(0, end - 1) + tree.text.slice(end));
}

/** First, middle and last, so that files count alike. */
function chosen<T>(all: readonly T[]): readonly T[] {
  if (all.length <= MAXIMUM_PLACES_A_FILE) return all;
  return [0, all.length >> 1, all.length - 1].map((index) => all[index] as T);
}

interface Place {
  readonly offset: number;
  readonly indent: string;
}

/** Starts of the members of classes, but for the first of each, whose line may be the header's. */
function places(tree: SyntaxTree): readonly Place[] {
  return classesIn(tree.body).flatMap(({ body }) =>
    body.slice(1).flatMap((member) => {
      const { start } = tree.spans.spanOf(member.id);
      const indent = /[ \t]*$/.exec(tree.text.slice(Math.max(0, start - 80), start))?.[0] ?? '';
      const isAtLineStart = /[\n\r]$/.test(tree.text.slice(0, start - indent.length)) && indent.length > 0;
      return isAtLineStart ? [{ offset: start, indent }] : [];
    }),
  );
}

function classesIn(statements: readonly Statement[]): readonly ClassDef[] {
  return statements.flatMap((statement) => (statement.kind === 'ClassDef' ? [statement, ...classesIn(statement.body)] : []));
}

/** Qualified names of classes and of what they define. */
function members(statements: readonly Statement[], scope: string): readonly string[] {
  return statements.flatMap((statement) => {
    switch (statement.kind) {
      case 'ClassDef': {
        const inner = `${scope}${statement.name.name}.`;
        return [`${inner}:class`, ...members(statement.body, inner)];
      }
      case 'FunctionDef':
        return scope === '' ? [] : [scope + statement.name.name];
      case 'Assign':
        return scope === '' ? [] : statement.targets.flatMap((target) => (target.kind === 'Name' ? [scope + target.name] : []));
      case 'AnnAssign':
        return scope === '' || statement.target.kind !== 'Name' ? [] : [scope + statement.target.name];
      default:
        return [];
    }
  });
}
