/**
 * Rename of relationships, columns, tables, proxies and, from inside strings, classes: the name, and every string and expression that names
 * it, in all files. See docs/decisions/0004-names-python-tools-know.md for what is left to Python's own tools.
 */
import type { FileId } from '../declarations/anchor';
import { code, columnName } from '../display/names';
import type { Mapper } from '../mapping/mapper';
import type { Column } from '../mapping/schema/schema';
import type { SyntaxTree } from '../python/syntax';
import { nodeAt } from '../python/walk';
import type { Span } from '../text/span';
import { classUses } from './classUses';
import type { FeatureContext } from './context';
import type { Mention } from './mentions';
import { contentSpan, nodeOf } from './nodes';
import { declaredAt } from './places';
import { mentionsOfReferents } from './references';
import type { Referent } from './referent';
import type { FileEdits, PrepareRenameResult, RenameResult, TextEdit } from './results';
import { isReadBySqlAlchemy, subjectAt, type Subject } from './subject';

export function prepareRename(context: FeatureContext, file: FileId, offset: number): PrepareRenameResult | undefined {
  const subject = subjectAt(context, file, offset);
  const [referent] = subject?.referents ?? [];
  if (subject === undefined || referent === undefined || subject.role === 'call') return undefined;
  const reason = refusal(context, file, subject);
  if (reason !== undefined) return { kind: 'refused', reason };
  const name = nameOf(referent);
  const start = subject.span.end - name.length;
  if (offset < start) return { kind: 'refused', reason: `Put the cursor on ${code(name)} to rename it` };
  return { kind: 'ok', span: { start, end: subject.span.end }, placeholder: name };
}

export function rename(context: FeatureContext, file: FileId, offset: number, newName: string): RenameResult | undefined {
  const subject = subjectAt(context, file, offset);
  const [referent] = subject?.referents ?? [];
  if (subject === undefined || referent === undefined || subject.role === 'call') return undefined;
  const reason = refusal(context, file, subject) ?? nameRefusal(subject, newName);
  if (reason !== undefined) return { kind: 'refused', reason };
  const spansOf = spansToRename(context, subject.referents, nameOf(referent));
  const changes = context.files().flatMap((each): FileEdits[] => {
    const edits = editsAt(spansOf(each), newName);
    return edits.length === 0 ? [] : [{ file: each, edits }];
  });
  return { kind: 'ok', changes };
}

function nameOf(referent: Referent): string {
  switch (referent.kind) {
    case 'relationship':
      return referent.relationship.key;
    case 'column':
      return referent.property?.key ?? referent.column.key;
    case 'table':
      return referent.table.name;
    case 'descriptor':
      return referent.descriptor.name;
    case 'property':
      return referent.property.key;
    case 'entity':
      return referent.mapper.name;
  }
}

/** The class and the name, or the table and the name, for messages. */
function fullNameOf(referent: Referent): string {
  const owner = ownerOf(referent);
  if (owner !== undefined) return `${owner.name}.${nameOf(referent)}`;
  return referent.kind === 'column' ? columnName(referent.column) : nameOf(referent);
}

// ---------------------------------------------------------------- refusals

/** Why the subject cannot be renamed from here; undefined when it can. */
function refusal(context: FeatureContext, file: FileId, subject: Subject): string | undefined {
  for (const referent of subject.referents) {
    const name = code(fullNameOf(referent));
    if (isLeftToPython(referent, subject)) return pythonRefusal(referent);
    const written = textOf(context, file, subject.span);
    if (!endsWithName(written, nameOf(referent))) return `${code(written)} is another name of ${name} here, which Python's own tools rename`;
    const declared = declarationSpan(context, referent);
    if (declared === undefined) return `${name} is declared outside of this workspace`;
    if (!endsWithName(textOf(context, declared.file, declared.span), nameOf(referent))) return `The name of ${name} is not written out where it is declared`;
  }
  return undefined;
}

/** Hybrids are functions, whose parts name each other; classes in Python code, quoted annotations included, are known to Python's tools. */
function isLeftToPython(referent: Referent, subject: Subject): boolean {
  if (referent.kind === 'descriptor') return referent.descriptor.kind !== 'associationProxy';
  return referent.kind === 'entity' && !isReadBySqlAlchemy(subject);
}

function pythonRefusal(referent: Referent): string {
  const name = code(fullNameOf(referent));
  if (referent.kind !== 'entity') return `${name} is renamed by Python's own tools`;
  return `${name} is renamed here by Python's own tools; from a string of a relationship, this renames it in Python code and in all strings`;
}

/** `users` of `"users"`, and of `"auth.users"`. */
function endsWithName(written: string, name: string): boolean {
  return written === name || written.endsWith(`.${name}`);
}

/** Where the name stands that all others repeat; undefined when it is in no file of the workspace. */
function declarationSpan(context: FeatureContext, referent: Referent): { readonly file: FileId; readonly span: Span } | undefined {
  const declared = declaredAt(context, referent);
  if (declared === undefined || !context.files().includes(declared.target.file)) return undefined;
  const stated = referent.kind === 'column' && referent.property === undefined ? statedName(context, referent.column) : undefined;
  return { file: declared.target.file, span: stated ?? declared.selection };
}

function textOf(context: FeatureContext, file: FileId, span: Span): string {
  return context.treeOf(file)?.text.slice(span.start, span.end) ?? '';
}

function nameRefusal({ referents }: Subject, newName: string): string | undefined {
  const [first] = referents;
  const isTable = first?.kind === 'table';
  if (isTable ? newName.trim() === '' || /["'\\\n]/.test(newName) : !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(newName)) return `${code(newName)} is not a name`;
  if (first?.kind === 'entity') return classNameRefusal(first.mapper, newName);
  const taken = referents.map(ownerOf).find((mapper) => mapper?.properties.has(newName) === true || mapper?.descriptors.has(newName) === true);
  return taken === undefined ? undefined : `${code(taken.name)} has an attribute ${code(newName)} already`;
}

function classNameRefusal({ cls, registry }: Mapper, newName: string): string | undefined {
  if (registry.classesByName.has(newName)) return `There is a mapped class ${code(newName)} already`;
  return cls.module.namespace.has(newName) ? `${code(cls.module.name)} has a name ${code(newName)} already` : undefined;
}

// ---------------------------------------------------------------- places

/** The mapped class whose attribute is renamed. */
function ownerOf(referent: Referent): Mapper | undefined {
  switch (referent.kind) {
    case 'relationship':
      return referent.relationship.parent;
    case 'column':
      return referent.property?.mapper;
    case 'descriptor':
    case 'property':
      return referent.mapper;
    case 'entity':
    case 'table':
      return undefined;
  }
}

/** All places of a file that a rename changes: those the graph knows, and those in ordinary Python code. */
function spansToRename(context: FeatureContext, referents: readonly Referent[], name: string): (file: FileId) => readonly Span[] {
  const uses = new Map(referents.flatMap((referent) => (referent.kind === 'entity' ? classUses(context, referent.mapper) : [])).map(({ file, spans }) => [file, spans]));
  const inCode = usesByFile(context, referents.flatMap((referent) => ownerOf(referent) ?? []), name);
  const [first] = referents;
  const own = first?.kind === 'column' ? statedName(context, first.column) : undefined;
  const follows = followsRename(first, own !== undefined);
  return (file) => {
    const mentioned = mentionsOfReferents(context, file, referents).filter(follows).map(({ span }) => ({ start: Math.max(span.start, span.end - name.length), end: span.end }));
    const stated = own !== undefined && first?.kind === 'column' && first.property === undefined && first.column.anchor.file === file ? [own] : [];
    return [...mentioned, ...stated, ...(inCode.get(file) ?? []), ...(uses.get(file) ?? [])].filter((span) => textOf(context, file, span) === name);
  };
}

/** Where a column states a name of its own, that name and its attribute's are two: foreign keys name the one, joins the other. */
function followsRename(renamed: Referent | undefined, hasStatedName: boolean): (mention: Mention) => boolean {
  if (renamed?.kind !== 'column' || !hasStatedName) return () => true;
  return ({ referent }) => referent.kind === 'column' && (referent.property === undefined) === (renamed.property === undefined);
}

/** In `email = Column("email_address", String)`, the span of `email_address`; undefined where the column has its attribute's name, or is its own declaration. */
function statedName(context: FeatureContext, column: Column): Span | undefined {
  const tree = context.treeOf(column.anchor.file);
  const node = tree === undefined ? undefined : nodeOf(tree, column.anchor.node);
  const [first] = node?.kind === 'Call' ? node.args : [];
  if (tree === undefined || first?.kind !== 'String') return undefined;
  const isDeclaration = context.graph.mappers.some((mapper) => mapper.localTable === column.table && [...mapper.properties.values()].some(({ nameAnchor }) => nameAnchor.node === column.anchor.node && nameAnchor.file === column.anchor.file));
  return isDeclaration ? undefined : contentSpan(tree, first);
}

function editsAt(spans: readonly Span[], newText: string): readonly TextEdit[] {
  const distinct = new Map(spans.map((span) => [span.start, span]));
  return [...distinct.values()].sort((a, b) => a.start - b.start).map((span) => ({ span, newText }));
}

/** `User.posts` in ordinary code: an attribute of a name that is the class's own, or a subclass's. */
function usesByFile(context: FeatureContext, owners: readonly Mapper[], key: string): ReadonlyMap<FileId, readonly Span[]> {
  const names = [...new Set(owners.flatMap((owner) => [owner.name, ...owner.subMappers.map(({ name }) => name)]))];
  const files = new Set(names.flatMap((name) => context.filesWith(name)));
  return new Map([...files].map((file) => [file, usesOf(context, file, names, key)]));
}

/** Looked for in the text, and then in the tree: most files name the class and not this attribute of it. */
function usesOf(context: FeatureContext, file: FileId, names: readonly string[], key: string): readonly Span[] {
  const tree = context.treeOf(file);
  if (tree?.text.includes(key) !== true) return [];
  const pattern = new RegExp(`(?<!\\w)(?:${names.map(escaped).join('|')})[\\s\\\\]*\\.[\\s\\\\]*${escaped(key)}(?!\\w)`, 'g');
  return [...tree.text.matchAll(pattern)].flatMap((match) => {
    const end = match.index + match[0].length;
    return isAttributeOf(tree, end, names, key) ? [{ start: end - key.length, end }] : [];
  });
}

function isAttributeOf(tree: SyntaxTree, end: number, names: readonly string[], key: string): boolean {
  return nodeAt(tree, end - 1).some(
    (node) => node.kind === 'Attribute' && node.attribute.name === key && tree.spans.spanOf(node.attribute.id).end === end && node.value.kind === 'Name' && names.includes(node.value.name),
  );
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
