/** Writes attributes of a class, and finds the place for them. */
import type { TextEdit } from '../features/results';
import type { Mapper } from '../mapping/mapper';
import type { Statement } from '../python/syntax';
import { textOf } from '../python/walk';
import { quotedIn, registryName, type ClassStyle } from './classStyle';

export interface Keyword {
  readonly name: string;
  /** As Python code. */
  readonly value: string;
}

/** `author: Mapped["User"] = relationship(back_populates="posts")`, on several lines where one is too long. */
export function attributeText(style: ClassStyle, name: string, annotation: string | undefined, callee: string, args: readonly string[]): string {
  const start = `${name}${annotation === undefined ? '' : `: ${annotation}`} = ${callee}(`;
  const line = `${start}${args.join(', ')})`;
  if (style.indent.length + line.length <= style.lineLength || args.length === 0) return line;
  const inner = `${style.indent}    `;
  const onOne = `${inner}${args.join(', ')}`;
  const body = onOne.length <= style.lineLength ? onOne : args.map((arg) => `${inner}${arg},`).join(style.newline);
  return `${start}${style.newline}${body}${style.newline}${style.indent})`;
}

export interface RelationshipSpec {
  readonly name: string;
  readonly target: Mapper;
  readonly isMany: boolean;
  /** Of the one object: whether there may be none. */
  readonly isOptional: boolean;
  /** The one of a one-to-one that holds no foreign key: the classic style and SQLModel have to say so. */
  readonly needsUselist?: boolean;
  /** `back_populates`, `foreign_keys`…, in order. */
  readonly keywords: readonly Keyword[];
}

/** Keywords of SQLModel's `Relationship` itself; all others it passes on. */
const SQLMODEL_KEYWORDS: ReadonlySet<string> = new Set(['back_populates', 'link_model']);

export function relationshipText(style: ClassStyle, spec: RelationshipSpec): string {
  const keywords = spec.keywords.map(({ name, value }) => `${name}=${value}`);
  switch (style.declares) {
    case 'classic': {
      const one = spec.needsUselist === true ? ['uselist=False'] : [];
      return attributeText(style, spec.name, undefined, style.imports.sqlalchemy('sqlalchemy.orm', 'relationship'), [quotedIn(style, registryName(spec.target)), ...keywords, ...one]);
    }
    case 'mapped': {
      const isAmbiguous = registryName(spec.target) !== spec.target.name;
      style.imports.forTypes(spec.target);
      const annotation = `${style.imports.sqlalchemy('sqlalchemy.orm', 'Mapped')}[${targetType(style, spec)}]`;
      const target = isAmbiguous ? [quotedIn(style, registryName(spec.target))] : [];
      const defaults = style.isDataclass ? [spec.isMany ? 'default_factory=list' : 'default=None'] : [];
      return attributeText(style, spec.name, annotation, style.imports.sqlalchemy('sqlalchemy.orm', 'relationship'), [...target, ...keywords, ...defaults]);
    }
    case 'sqlmodel': {
      style.imports.forTypes(spec.target);
      const own = spec.keywords.filter(({ name }) => SQLMODEL_KEYWORDS.has(name)).map(({ name, value }) => `${name}=${value}`);
      const others = spec.keywords.filter(({ name }) => !SQLMODEL_KEYWORDS.has(name));
      const uselist = spec.needsUselist === true ? [{ name: 'uselist', value: 'False' }] : [];
      const passedOn = [...others, ...uselist].map(({ name, value }) => `${quotedIn(style, name)}: ${value}`);
      const extra = passedOn.length === 0 ? [] : [`sa_relationship_kwargs={${passedOn.join(', ')}}`];
      return attributeText(style, spec.name, targetType(style, spec), style.imports.sqlalchemy('sqlmodel', 'Relationship'), [...own, ...extra]);
    }
  }
}

/** `List["Post"]`, `Optional["User"]`, `"User | None"`. */
function targetType(style: ClassStyle, { target, isMany, isOptional }: RelationshipSpec): string {
  const quote = (text: string): string => (style.quotesTargets ? quotedIn(style, text) : text);
  if (isMany) return `${listName(style)}[${quote(target.name)}]`;
  if (!isOptional) return quote(target.name);
  return style.usesOptional ? `${style.imports.standard('typing', 'Optional')}[${quote(target.name)}]` : quote(`${target.name} | None`);
}

export function listName(style: ClassStyle): string {
  return style.list === 'List' ? style.imports.standard('typing', 'List') : 'list';
}

/** `Optional[int]`, `int | None`. */
export function optionalType(style: ClassStyle, type: string): string {
  return style.usesOptional ? `${style.imports.standard('typing', 'Optional')}[${type}]` : `${type} | None`;
}

/** Columns behind the columns, the rest behind the last attribute; undefined for a class body that cannot be read. */
export function addAttributes(style: ClassStyle, added: { readonly columns: readonly string[]; readonly others: readonly string[] }): readonly TextEdit[] | undefined {
  const { node, newline, indent } = style;
  const kinds = node.body.map((statement) => ({ statement, kind: kindOf(style, statement) }));
  const lines = (texts: readonly string[]): string => texts.map((text) => `${newline}${indent}${text}`).join('');
  const lastOf = (...wanted: readonly string[]): Statement | undefined => kinds.findLast(({ kind }) => wanted.includes(kind))?.statement;
  const attribute = lastOf('column', 'relationship', 'other');
  if (attribute === undefined) return intoEmptyBody(style, [...added.columns, ...added.others]);
  const columnPlace = lastOf('column') ?? attribute;
  const otherPlace = lastOf('relationship') ?? attribute;
  const isFirst = lastOf('relationship') === undefined && separatesRelationships(style);
  const edits: TextEdit[] = [];
  if (added.columns.length > 0) edits.push(insertion(endOfAttribute(style, columnPlace), lines(added.columns)));
  if (added.others.length > 0) edits.push(insertion(endOfAttribute(style, otherPlace), `${isFirst ? newline : ''}${lines(added.others)}`));
  return edits;
}

/** Behind the attribute, and behind the string below that documents it. */
function endOfAttribute({ tree, node }: ClassStyle, attribute: Statement): number {
  const next = node.body[node.body.indexOf(attribute) + 1];
  const last = next?.kind === 'Expr' && next.value.kind === 'String' ? next : attribute;
  return endOfLine(tree.text, tree.spans.spanOf(last.id).end);
}

type AttributeKind = 'column' | 'relationship' | 'other' | 'none';

function kindOf({ tree }: ClassStyle, statement: Statement): AttributeKind {
  if (statement.kind !== 'Assign' && statement.kind !== 'AnnAssign') return 'none';
  const { value } = statement;
  const callee = value?.kind === 'Call' ? (textOf(tree, value.callee.id).split('.').at(-1) ?? '') : '';
  if (/^(?:relationship|Relationship|relation|association_proxy|dynamic_loader)$/.test(callee)) return 'relationship';
  if (/^(?:Column|mapped_column|Field|deferred|column_property)$/.test(callee)) return 'column';
  return statement.kind === 'AnnAssign' ? 'column' : 'other';
}

/** Whether classes of the file leave a blank line between columns and relationships. */
function separatesRelationships({ tree }: ClassStyle): boolean {
  return /\n[ \t]*\r?\n[ \t]+\w+(?::[^\n=]+)? = (?:\w+\.)?[rR]elationship\(/.test(tree.text);
}

function intoEmptyBody({ tree, node, newline, indent }: ClassStyle, texts: readonly string[]): readonly TextEdit[] | undefined {
  const filler = node.body.find((statement) => statement.kind === 'Pass' || (statement.kind === 'Expr' && statement.value.kind === 'Constant'));
  if (filler !== undefined) {
    const span = tree.spans.spanOf(filler.id);
    const lineStart = tree.text.lastIndexOf('\n', span.start - 1) + 1;
    const isAlone = tree.text.slice(lineStart, span.start).trim() === '';
    return [{ span, newText: isAlone ? texts.join(`${newline}${indent}`) : texts.map((text) => `${newline}${indent}${text}`).join('') }];
  }
  const docstring = node.body.find((statement) => statement.kind === 'Expr' && statement.value.kind === 'String');
  if (docstring === undefined) return undefined;
  return [insertion(endOfLine(tree.text, tree.spans.spanOf(docstring.id).end), `${newline}${texts.map((text) => `${newline}${indent}${text}`).join('')}`)];
}

export function insertion(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}

export function endOfLine(text: string, offset: number): number {
  const end = text.slice(offset).search(/\r\n|\n|\r|$/);
  return offset + Math.max(0, end);
}
