/**
 * Rename of relationships, columns, tables and, from inside strings, classes: the name, and every string and expression that names it, in
 * all files. See docs/decisions/0004-names-python-tools-know.md for what is left to Python's own tools.
 */
import type { FileId } from '../declarations/anchor';
import { code, relationshipName } from '../display/names';
import { visitNodes, functionBodies } from '../python/walk';
import type { AnyNode } from '../python/syntax';
import type { Mapper } from '../mapping/mapper';
import type { Span } from '../text/span';
import { classUses } from './classUses';
import type { FeatureContext } from './context';
import { mentionsOfReferents } from './references';
import type { Referent } from './referent';
import type { FileEdits, PrepareRenameResult, RenameResult, TextEdit } from './results';
import { isReadBySqlAlchemy, subjectAt, type Subject } from './subject';

export function prepareRename(context: FeatureContext, file: FileId, offset: number): PrepareRenameResult | undefined {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined || subject.role === 'call') return undefined;
  const reason = refusal(context, subject);
  if (reason !== undefined) return { kind: 'refused', reason };
  const text = context.treeOf(file)?.text.slice(subject.span.start, subject.span.end) ?? '';
  return { kind: 'ok', span: subject.span, placeholder: text };
}

export function rename(context: FeatureContext, file: FileId, offset: number, newName: string): RenameResult | undefined {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined || subject.role === 'call') return undefined;
  const reason = refusal(context, subject) ?? nameRefusal(subject, newName);
  if (reason !== undefined) return { kind: 'refused', reason };
  const oldName = nameOf(subject);
  const uses = usesOfClasses(context, subject);
  const changes = context.files().flatMap((each): FileEdits[] => {
    const edits = editsIn(context, each, subject, uses.get(each) ?? [], { oldName, newName });
    return edits.length === 0 ? [] : [{ file: each, edits }];
  });
  return { kind: 'ok', changes };
}

function nameOf({ referents }: Subject): string {
  const [referent] = referents;
  switch (referent?.kind) {
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
    case undefined:
      return '';
  }
}

/** Why the subject cannot be renamed from here; undefined when it can. */
function refusal(context: FeatureContext, subject: Subject): string | undefined {
  for (const referent of subject.referents) {
    if (referent.kind === 'entity') return classRefusal(context, subject, referent.mapper);
    if (referent.kind === 'descriptor' || referent.kind === 'property') return 'This attribute is renamed where its name stands in Python code';
    if (referent.kind === 'relationship') {
      const { relationship } = referent;
      const isRead = context.files().includes(relationship.nameAnchor.file);
      if (!isRead) return `${relationshipName(relationship)} is declared in an installed package`;
      if (computedName(context, relationship.nameAnchor, relationship.key)) return `The name of ${relationshipName(relationship)} is computed, not written`;
    }
    if (referent.kind === 'column' && referent.property !== undefined && computedName(context, referent.property.anchor, referent.property.key)) {
      return `The name of ${referent.property.mapper.name}.${referent.property.key} is computed, not written`;
    }
  }
  return undefined;
}

/** In Python code, quoted annotations included, Python's own tools rename classes; they know nothing of the strings that SQLAlchemy reads. */
function classRefusal(context: FeatureContext, subject: Subject, { cls, name }: Mapper): string | undefined {
  if (!isReadBySqlAlchemy(subject)) return `${name} is renamed here by Python's own tools; from a string of a relationship, this renames it in Python code and in all strings`;
  const declared = context.placeOf(cls.nameAnchor);
  if (declared === undefined || !context.files().includes(declared.file)) return `${name} is declared in an installed package`;
  return textOf(context, declared.file, declared.span) === name ? undefined : `The name of ${name} is computed, not written`;
}

/** Whether the text at a declaration is not the name itself, as in an f-string or a dictionary that is built in a loop. */
function computedName(context: FeatureContext, anchor: { readonly file: FileId; readonly node: number }, key: string): boolean {
  const mention = context.mentionsOf(anchor.file).mentions.find(({ role, span }) => role === 'declaration' && textOf(context, anchor.file, span) === key);
  return mention === undefined;
}

function textOf(context: FeatureContext, file: FileId, span: { readonly start: number; readonly end: number }): string | undefined {
  return context.treeOf(file)?.text.slice(span.start, span.end);
}

function nameRefusal({ referents }: Subject, newName: string): string | undefined {
  const [first] = referents;
  const isTable = first?.kind === 'table';
  if (isTable ? newName.trim() === '' || /["'\\\n]/.test(newName) : !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(newName)) return `${code(newName)} is not a name`;
  if (first?.kind === 'entity') return classNameRefusal(first.mapper, newName);
  const taken = referents.map(ownerOf).find((mapper) => mapper?.properties.has(newName));
  return taken === undefined ? undefined : `${code(taken.name)} has an attribute ${code(newName)} already`;
}

function classNameRefusal({ cls, registry }: Mapper, newName: string): string | undefined {
  if (registry.classesByName.has(newName)) return `There is a mapped class ${code(newName)} already`;
  return cls.module.namespace.has(newName) ? `${code(cls.module.name)} has a name ${code(newName)} already` : undefined;
}

function ownerOf(referent: Referent): Mapper | undefined {
  if (referent.kind === 'relationship') return referent.relationship.parent;
  return referent.kind === 'column' ? referent.property?.mapper : undefined;
}

function usesOfClasses(context: FeatureContext, { referents }: Subject): ReadonlyMap<FileId, readonly Span[]> {
  const found = referents.flatMap((referent) => (referent.kind === 'entity' ? classUses(context, referent.mapper) : []));
  return new Map(found.map(({ file, spans }) => [file, spans]));
}

/** `usesOfClass`: where ordinary code names the class, when a class is renamed. */
function editsIn(
  context: FeatureContext,
  file: FileId,
  subject: Subject,
  usesOfClass: readonly Span[],
  { oldName, newName }: { readonly oldName: string; readonly newName: string },
): readonly TextEdit[] {
  const mentioned = mentionsOfReferents(context, file, subject.referents).map(({ span }) => span);
  const used = subject.referents.flatMap((referent) => {
    const owner = ownerOf(referent);
    return owner === undefined ? [] : usesOf(context, file, owner, oldName);
  });
  const distinct = new Map([...mentioned, ...used, ...usesOfClass].map((span) => [`${span.start}:${span.end}`, span]));
  return [...distinct.values()]
    .filter((span) => textOf(context, file, span) === oldName)
    .sort((a, b) => a.start - b.start)
    .map((span) => ({ span, newText: newName }));
}

/** Whether a file is worth reading with all its functions: `User.posts` stands somewhere, blanks and line breaks aside. */
function mayUse(text: string, names: ReadonlySet<string>, key: string): boolean {
  return text.includes(key) && new RegExp(`(?:${[...names].map(escaped).join('|')})[\\s\\\\]*\\.[\\s\\\\]*${escaped(key)}`).test(text);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** `User.posts` in ordinary code: an attribute of a name that is the class's own, or a subclass's. */
function usesOf(context: FeatureContext, file: FileId, owner: Mapper, key: string): readonly { readonly start: number; readonly end: number }[] {
  const tree = context.treeOf(file);
  const names = new Set([owner.name, ...owner.subMappers.map(({ name }) => name)]);
  if (tree === undefined || !mayUse(tree.text, names, key)) return [];
  const found: { start: number; end: number }[] = [];
  const visit = (node: AnyNode): void => {
    if (node.kind === 'Attribute' && node.attribute.name === key && node.value.kind === 'Name' && names.has(node.value.name)) found.push(tree.spans.spanOf(node.attribute.id));
  };
  visitNodes(tree.body, visit);
  for (const body of functionBodies(tree)) visitNodes(body, visit);
  return found;
}
