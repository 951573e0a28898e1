/** Changes of sound models that keep or complete their meaning. */
import type { FileId } from '../declarations/anchor';
import { relationshipName } from '../display/names';
import type { Relationship } from '../mapping/mapper';
import type { Expression } from '../python/syntax';
import type { FeatureContext } from '../features/context';
import type { CodeActionResult, FileEdits } from '../features/results';
import { relationshipsOf, subjectAt } from '../features/subject';
import { addToClass, callOf, classOf, inFile, keywordEdit, quoted } from '../features/codeActions/fix';

export function refactorings(context: FeatureContext, file: FileId, offset: number): readonly CodeActionResult[] {
  const subject = subjectAt(context, file, offset);
  const [relationship, ...copies] = subject === undefined ? [] : (subject.context?.relationships ?? relationshipsOf(subject));
  if (relationship === undefined || copies.length > 0 || relationship.fault !== undefined || relationship.target === undefined) return [];
  return [...addOtherSide(context, relationship), ...backrefToPair(context, relationship)];
}

/** For a one-way relationship: the attribute on the target, and both `back_populates`. */
function addOtherSide(context: FeatureContext, relationship: Relationship): readonly CodeActionResult[] {
  const { target, parent } = relationship;
  const isOneWay = relationship.reverse.length === 0 && relationship.backPopulates === undefined && relationship.backref === undefined && !relationship.viewonly;
  if (!isOneWay || target === undefined || hasUnpairedWayBack(relationship)) return [];
  const name = freeName(relationship);
  const call = callOf(context, relationship);
  const place = classOf(context, target);
  if (call === undefined || place === undefined) return [];
  const own = inFile(call.file, keywordEdit(call.tree, call.call, 'back_populates', quoted(call.tree.text, name)));
  const line = otherSideLine(context, relationship, name);
  const edit = line === undefined ? undefined : addToClass(place.tree, place.node, line);
  if (edit === undefined) return [];
  return [{ title: `Add the other side ${target.name}.${name} to ${parent.name}.${relationship.key}`, kind: 'refactor', isPreferred: false, changes: merge([own, inFile(place.file, edit)]) }];
}

/** Then the two are to be linked, not a third one added. */
function hasUnpairedWayBack({ parent, target }: Relationship): boolean {
  return [...(target?.properties.values() ?? [])].some((property) => property.kind === 'relationship' && property.target === parent && property.reverse.length === 0);
}

/** The line that states the other side; undefined where the target's file cannot name `relationship`. */
function otherSideLine(context: FeatureContext, relationship: Relationship, name: string, more = ''): string | undefined {
  const { target, parent } = relationship;
  const place = target === undefined ? undefined : classOf(context, target);
  const factory = place === undefined ? undefined : /\b(?:\w+\.)?relationship(?=\()/.exec(place.tree.text)?.[0];
  if (place === undefined || factory === undefined) return undefined;
  const { text } = place.tree;
  const className = quoted(text, parent.name);
  const isMany = relationship.direction !== 'ONETOMANY';
  const list = /\bList\b/.test(text) ? 'List' : 'list';
  const isAnnotated = /\bMapped\[/.test(text);
  const extra = `${argumentsOfOtherSide(relationship, text)}${more}`;
  const back = `back_populates=${quoted(text, relationship.key)}`;
  if (!isAnnotated) return `${name} = ${factory}(${className}, ${back}${extra})`;
  const isOptional = relationship.cardinality?.source !== '1' && /\bOptional\b/.test(text);
  const type = isMany && !isSingleSource(relationship) ? `${list}[${className}]` : isOptional ? `Optional[${className}]` : className;
  return `${name}: Mapped[${type}] = ${factory}(${back}${extra})`;
}

/** What the other side has to repeat, because it does not follow from the foreign keys. */
function argumentsOfOtherSide(relationship: Relationship, text: string): string {
  const secondary = relationship.secondary;
  const through = secondary?.kind === 'table' ? `, secondary=${quoted(text, secondary.key)}` : '';
  const keys = relationship.declaration.arguments.has('foreign_keys') ? relationship.foreignKeyColumns.map((column) => attributeName(relationship, column)) : [];
  const foreignKeys = keys.length === 0 || keys.some((key) => key === undefined) ? '' : `, foreign_keys=${quoted(text, `[${keys.join(', ')}]`)}`;
  const isSelf = relationship.target === relationship.parent && relationship.direction === 'ONETOMANY';
  const remote = isSelf ? `, remote_side=${quoted(text, `[${relationship.parent.primaryKey.map((column) => attributeName(relationship, column)).join(', ')}]`)}` : '';
  const one = relationship.direction === 'MANYTOONE' && isSingleSource(relationship) && !/\bMapped\[/.test(text) ? ', uselist=False' : '';
  return `${through}${foreignKeys}${remote}${one}`;
}

function isSingleSource(relationship: Relationship): boolean {
  return relationship.cardinality?.source === '1' || relationship.cardinality?.source === '0..1';
}

function attributeName({ parent, target }: Relationship, column: Relationship['foreignKeyColumns'][number]): string | undefined {
  for (const mapper of [parent, target]) {
    const found = [...(mapper?.properties.values() ?? [])].find((property) => property.kind === 'columnProperty' && property.columns.includes(column));
    if (mapper !== undefined && found !== undefined) return `${mapper.name}.${found.key}`;
  }
  return undefined;
}

/** `Post.author` → `User.posts`; `User.posts` → `Post.user`. A number is added where the name is taken. */
function freeName(relationship: Relationship): string {
  const base = relationship.parent.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
  const isMany = relationship.direction !== 'ONETOMANY' && !isSingleSource(relationship);
  const name = isMany ? plural(base) : base;
  let free = name;
  for (let number = 2; relationship.target?.properties.has(free) === true; number++) free = `${name}_${number}`;
  return free;
}

function plural(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** `backref="posts"` → `back_populates="posts"`, and the other side written out on the target. */
function backrefToPair(context: FeatureContext, relationship: Relationship): readonly CodeActionResult[] {
  const made = relationship.reverse.find((reverse) => reverse.createdByBackref === relationship);
  const call = callOf(context, relationship);
  const keyword = call?.call.keywords.find(({ name }) => name?.name === 'backref');
  const place = relationship.target === undefined ? undefined : classOf(context, relationship.target);
  if (made === undefined || call === undefined || keyword === undefined || place === undefined) return [];
  const options = backrefOptions(call.tree, keyword.value);
  const line = options === undefined ? undefined : otherSideLine(context, relationship, made.key, options);
  const edit = line === undefined ? undefined : addToClass(place.tree, place.node, line);
  if (edit === undefined) return [];
  const own = inFile(call.file, { span: call.tree.spans.spanOf(keyword.id), newText: `back_populates=${quoted(call.tree.text, made.key)}` });
  return [{ title: `Write out ${relationshipName(made)} with back_populates`, kind: 'refactor.rewrite', isPreferred: false, changes: merge([own, inFile(place.file, edit)]) }];
}

/** The keywords of `backref("name", …)`, as they are; undefined for a backref that is not written there. */
function backrefOptions(tree: { readonly text: string; readonly spans: { spanOf(id: number): { readonly start: number; readonly end: number } } }, value: Expression): string | undefined {
  if (value.kind === 'String') return '';
  if (value.kind !== 'Call') return undefined;
  const texts = value.keywords.map(({ id }) => tree.text.slice(tree.spans.spanOf(id).start, tree.spans.spanOf(id).end));
  // A bare name in the other class's body would mean something else there.
  return texts.some((text) => /=\s*\[?\s*[a-z_]\w*\s*[\],]?$/.test(text) && !/=(True|False|None)$/.test(text)) ? undefined : texts.map((text) => `, ${text}`).join('');
}

function merge(changes: readonly FileEdits[]): readonly FileEdits[] {
  const byFile = new Map<FileId, FileEdits>();
  for (const change of changes) {
    const known = byFile.get(change.file);
    byFile.set(change.file, known === undefined ? change : { file: change.file, edits: [...known.edits, ...change.edits] });
  }
  return [...byFile.values()];
}
