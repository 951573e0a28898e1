/** The imports that a refactoring adds to one file: collected first, so that each module is imported once, in the file's own way. */
import type { ModuleValue } from '../evaluate/values';
import { importedAs } from '../features/codeActions/imports';
import { newlineOf } from '../features/codeActions/fix';
import type { TextEdit } from '../features/results';
import type { Mapper } from '../mapping/mapper';
import type { IfStatement, ImportFromStatement, Statement, SyntaxTree } from '../python/syntax';
import { textOf, visitNodes } from '../python/walk';

export class ImportPlan {
  /** Names to add, by module. */
  private readonly wanted = new Map<string, Set<string>>();
  private readonly wantedModules = new Set<string>();
  /** Names for type checkers only, by module as this file names it. */
  private readonly typeOnly = new Map<string, Set<string>>();

  constructor(
    private readonly tree: SyntaxTree,
    private readonly module: ModuleValue,
    /** `db` where names of SQLAlchemy are attributes of a Flask-SQLAlchemy object. */
    private readonly facade: string | undefined,
  ) {}

  /** A name of SQLAlchemy, as the file spells it: `ForeignKey`, `sa.ForeignKey`, `db.ForeignKey`. */
  sqlalchemy(module: 'sqlalchemy' | 'sqlalchemy.orm' | 'sqlmodel', name: string): string {
    const existing = importedAs(this.tree, module, name);
    if (existing !== undefined) return existing;
    // Type checkers do not find the names of annotations on the object.
    return this.facade === undefined || /Mapped$|^mapped_column$/.test(name) ? this.want(module, name) : `${this.facade}.${name}`;
  }

  /** A name of one of SQLAlchemy's extensions. */
  extension(module: 'sqlalchemy.ext.associationproxy', name: string): string {
    return importedAs(this.tree, module, name) ?? this.want(module, name);
  }

  /** A name of the standard library: `List`, `typing.List`. */
  standard(module: 'typing' | 'dataclasses', name: string): string {
    return importedAs(this.tree, module, name) ?? this.want(module, name);
  }

  /** `uuid.UUID`, or `UUID` where the file imports that. */
  qualified(module: string, name: string): string {
    const existing = importedAs(this.tree, module, name);
    if (existing !== undefined) return existing;
    this.wantedModules.add(module);
    return `${module}.${name}`;
  }

  /** Makes a class known to type checkers, which is enough for a name in quotes: the registry finds the class itself. */
  forTypes(mapper: Mapper): void {
    const { name, module } = mapper.cls;
    if (module === this.module || this.namesClass(name)) return;
    const from = this.pathTo(module.name);
    const names = this.typeOnly.get(from) ?? new Set();
    this.typeOnly.set(from, names.add(name));
  }

  edits(): readonly TextEdit[] {
    const typeEdits = this.typeEdits();
    const extended = [...this.wanted].flatMap(([module, names]) => this.addedNames(module, [...names]));
    const lines = [
      ...[...this.wantedModules].filter((module) => !this.importsModule(module)).map((module) => ({ module, text: `import ${module}` })),
      ...[...this.wanted].filter(([module]) => this.importFrom(module) === undefined).map(([module, names]) => ({ module, text: `from ${module} import ${[...names].sort(byKindAndName).join(', ')}` })),
    ];
    const isLibrary = ({ module }: { readonly module: string }): boolean => /^(?:sqlalchemy|sqlmodel)/.test(module);
    // Names are added to an import before a line is added behind it.
    return [...extended, ...this.standardLines(lines.filter((line) => !isLibrary(line))), ...lines.filter(isLibrary).map(({ module, text }) => this.libraryLine(module, text)), ...typeEdits];
  }

  private want(module: string, name: string): string {
    this.wanted.set(module, (this.wanted.get(module) ?? new Set()).add(name));
    return name;
  }

  private namesClass(name: string): boolean {
    let found = false;
    visitNodes(this.tree.body, (node) => {
      if ((node.kind === 'ImportFrom' && node.names.some((each) => (each.alias ?? each.name).name === name)) || (node.kind === 'ClassDef' && node.name.name === name)) found = true;
    });
    return found;
  }

  /** Relative where the file imports its neighbours so: `.user`, `..base`. */
  private pathTo(target: string): string {
    const usesRelative = this.tree.body.some((statement) => statement.kind === 'ImportFrom' && statement.level > 0);
    if (!usesRelative) return target;
    const isPackage = /(?:^|\/)__init__\.py$/.test(this.module.file ?? '');
    const own = this.module.name.split('.');
    const here = isPackage ? own : own.slice(0, -1);
    const there = target.split('.');
    let shared = 0;
    while (shared < here.length && shared < there.length && here[shared] === there[shared]) shared++;
    return shared === 0 ? target : `${'.'.repeat(here.length - shared + 1)}${there.slice(shared).join('.')}`;
  }

  private importsModule(module: string): boolean {
    return this.tree.body.some((statement) => statement.kind === 'Import' && statement.names.some(({ name, alias }) => name.name === module && alias === undefined));
  }

  private importFrom(module: string): ImportFromStatement | undefined {
    return this.tree.body.find((statement): statement is ImportFromStatement => statement.kind === 'ImportFrom' && statement.level === 0 && statement.module?.name === module && statement.names[0]?.name.name !== '*');
  }

  /** Each name at its place where the names are sorted, else behind the last. */
  private addedNames(module: string, names: readonly string[]): readonly TextEdit[] {
    const existing = this.importFrom(module);
    const last = existing?.names.at(-1);
    if (existing === undefined || last === undefined) return [];
    const known = existing.names.map(({ name }) => name.name);
    const isSorted = [...known].sort(byKindAndName).every((name, index) => name === known[index]);
    const added = [...names].sort(byKindAndName);
    const before = (name: string) => (isSorted ? existing.names.find((each) => byKindAndName(each.name.name, name) > 0) : undefined);
    const front = added.flatMap((name) => {
      const next = before(name);
      return next === undefined ? [] : [insertion(this.tree.spans.spanOf(next.id).start, `${name}, `)];
    });
    const rest = added.filter((name) => before(name) === undefined);
    return rest.length === 0 ? front : [...front, insertion(this.tree.spans.spanOf(last.id).end, `, ${rest.join(', ')}`)];
  }

  /** Behind the file's other imports from SQLAlchemy; `sqlalchemy` itself before its modules. */
  private libraryLine(module: string, line: string): TextEdit {
    const newline = newlineOf(this.tree.text);
    const own = this.imports().filter((statement) => /^(?:sqlalchemy|sqlmodel)(?:\.|$)/.test(moduleNameOf(statement)));
    const first = own.find((statement) => statement.kind === 'ImportFrom' && module < moduleNameOf(statement));
    if (first !== undefined) return insertion(this.tree.spans.spanOf(first.id).start, `${line}${newline}`);
    const neighbour = own.at(-1) ?? this.imports().at(-1);
    return neighbour === undefined ? insertion(startOfCode(this.tree), `${line}${newline}${newline}${newline}`) : insertion(this.tree.spans.spanOf(neighbour.id).end, `${newline}${line}`);
  }

  /** Behind the file's imports from the standard library, or before the first of the others, with a blank line between. */
  private standardLines(lines: readonly { readonly module: string; readonly text: string }[]): readonly TextEdit[] {
    if (lines.length === 0) return [];
    const newline = newlineOf(this.tree.text);
    const text = lines.map((line) => line.text).join(newline);
    const future = this.imports().findLast((statement) => moduleNameOf(statement) === '__future__');
    const standard = this.imports().findLast((statement) => STANDARD.test(moduleNameOf(statement)));
    if (standard !== undefined) return [insertion(this.tree.spans.spanOf(standard.id).end, `${newline}${text}`)];
    if (future !== undefined) return [insertion(this.tree.spans.spanOf(future.id).end, `${newline}${newline}${text}`)];
    return [insertion(startOfCode(this.tree), `${text}${newline}${newline}`)];
  }

  private imports(): readonly Extract<Statement, { kind: 'Import' | 'ImportFrom' }>[] {
    return this.tree.body.filter((statement) => statement.kind === 'Import' || statement.kind === 'ImportFrom');
  }

  private typeEdits(): readonly TextEdit[] {
    if (this.typeOnly.size === 0) return [];
    const { tree } = this;
    const newline = newlineOf(tree.text);
    const lines = [...this.typeOnly].map(([module, names]) => `from ${module} import ${[...names].join(', ')}`);
    const block = tree.body.find((statement): statement is IfStatement => statement.kind === 'If' && /(?:^|\.)TYPE_CHECKING$/.test(textOf(tree, statement.test.id)));
    const last = block?.body.at(-1);
    if (block !== undefined && last !== undefined) {
      const { start, end } = tree.spans.spanOf(last.id);
      const indent = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
      return [insertion(end, lines.map((line) => `${newline}${indent}${line}`).join(''))];
    }
    const typeChecking = this.standard('typing', 'TYPE_CHECKING');
    const text = `if ${typeChecking}:${newline}${lines.map((line) => `    ${line}`).join(newline)}`;
    const behind = this.imports().at(-1);
    return [behind === undefined ? insertion(startOfCode(tree), `${text}${newline}${newline}`) : insertion(tree.spans.spanOf(behind.id).end, `${newline}${newline}${text}`)];
  }
}

/** Constants, classes, functions, each by name: the order of isort and ruff. */
function byKindAndName(one: string, other: string): number {
  return kindOfName(one) - kindOfName(other) || (one < other ? -1 : one > other ? 1 : 0);
}

function kindOfName(name: string): number {
  return /^[A-Z][A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
}

const STANDARD = /^(?:typing|datetime|uuid|decimal|enum|dataclasses|collections|abc|os|re|json|functools|pathlib)(?:\.|$)/;

function moduleNameOf(statement: Statement): string {
  if (statement.kind === 'Import') return statement.names[0]?.name.name ?? '';
  return statement.kind === 'ImportFrom' && statement.level === 0 ? (statement.module?.name ?? '') : '';
}

/** Behind the docstring that begins the file. */
function startOfCode(tree: SyntaxTree): number {
  const [first, second] = tree.body;
  const statement = first?.kind === 'Expr' && first.value.kind === 'String' ? second : first;
  return statement === undefined ? tree.text.length : tree.spans.spanOf(statement.id).start;
}

function insertion(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}
