/** How a fix writes a name of SQLAlchemy: as the file imports it, or with the import that has to be added. */
import type { ImportFromStatement, Statement, SyntaxTree } from '../../python/syntax';
import type { TextEdit } from '../results';
import { newlineOf } from './fix';

export interface SpelledName {
  /** `ForeignKey`, `sa.ForeignKey`. */
  readonly text: string;
  /** The import to add; empty where the file has it. */
  readonly edits: readonly TextEdit[];
}

/** `factory`: a call of the file beside which the name is written; `db.Column` has `db.ForeignKey` where nothing else brings the name. */
export function spelledName(tree: SyntaxTree, module: 'sqlalchemy' | 'sqlalchemy.orm', name: string, factory = ''): SpelledName {
  const existing = importedAs(tree, module, name) ?? (/\.(Column|relationship)$/.test(factory) ? factory.replace(/\w+$/, name) : undefined);
  return existing === undefined ? { text: name, edits: [importEdit(tree, module, name)] } : { text: existing, edits: [] };
}

/** What the imports at the top of the file call it; undefined where none brings it. */
export function importedAs(tree: SyntaxTree, module: string, name: string): string | undefined {
  const dotted: string[] = [];
  for (const statement of tree.body) {
    if (statement.kind === 'Import') {
      const found = statement.names.find((each) => each.name.name === module);
      if (found !== undefined) dotted.push(`${found.alias?.name ?? module}.${name}`);
    } else if (statement.kind === 'ImportFrom') {
      // A project may pass the name on from a module of its own.
      const own = statement.names.find((each) => each.name.name === name && (isOfSqlAlchemy(statement) || each.alias === undefined));
      if (own !== undefined) return own.alias?.name ?? name;
      if (!isOfSqlAlchemy(statement)) continue;
      if (statement.module?.name === module && statement.names.some((each) => each.name.name === '*')) return name;
      const whole = statement.names.find((each) => `${statement.module?.name ?? ''}.${each.name.name}` === module);
      if (whole !== undefined) dotted.push(`${whole.alias?.name ?? whole.name.name}.${name}`);
    }
  }
  return dotted[0];
}

function isOfSqlAlchemy(statement: Statement): statement is ImportFromStatement {
  return statement.kind === 'ImportFrom' && statement.level === 0 && /^(sqlalchemy|sqlmodel)(\.|$)/.test(statement.module?.name ?? '');
}

/** At the end of the import from that module, or on a line among the file's other imports: before those that come later in the alphabet. */
function importEdit(tree: SyntaxTree, module: string, name: string): TextEdit {
  const sameModule = tree.body.find((statement): statement is ImportFromStatement => isOfSqlAlchemy(statement) && statement.module?.name === module);
  const lastName = sameModule?.names.at(-1);
  if (lastName !== undefined) return insertion(tree.spans.spanOf(lastName.id).end, `, ${name}`);
  const imports = tree.body.filter((statement) => statement.kind === 'Import' || statement.kind === 'ImportFrom');
  const neighbour = imports.findLast(isOfSqlAlchemy) ?? imports.at(-1);
  const newline = newlineOf(tree.text);
  const next = tree.body.find((statement) => isOfSqlAlchemy(statement) && (statement.module?.name ?? '') > module);
  if (next !== undefined) return insertion(tree.spans.spanOf(next.id).start, `from ${module} import ${name}${newline}`);
  if (neighbour !== undefined) return insertion(tree.spans.spanOf(neighbour.id).end, `${newline}from ${module} import ${name}`);
  return insertion(startOfCode(tree), `from ${module} import ${name}${newline}`);
}

/** Behind the comments and the docstring that begin the file. */
function startOfCode(tree: SyntaxTree): number {
  const [first, second] = tree.body;
  const isDocstring = first?.kind === 'Expr' && first.value.kind === 'String';
  const statement = isDocstring ? second : first;
  return statement === undefined ? tree.text.length : tree.spans.spanOf(statement.id).start;
}

function insertion(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}
