/** Many to many: the table between the classes, or SQLModel's link model, and a list on each side. */
import { inFile } from '../features/codeActions/fix';
import type { FileEdits } from '../features/results';
import type { Mapper } from '../mapping/mapper';
import type { Column } from '../mapping/schema/schema';
import { snakeCase } from '../display/snakeCase';
import { attributeText, insertion, optionalType, relationshipText, type Keyword, type RelationshipSpec } from './attributes';
import { newAssociation } from './associationTable';
import { quotedIn, registryName, type ClassStyle } from './classStyle';
import { addIn, backPopulates, titleOf, type Creation, type Side } from './creation';
import { attributeNameOf, pythonType, referenceTo, tableOf } from './foreignKeys';
import { mergeEdits, refused, type RefactoringOutcome } from './outcome';
import { freeName, referringName } from './proposedNames';

export function manyToMany(creation: Creation): RefactoringOutcome {
  const { from, to, names, styles } = creation;
  if (from.style.declares === 'sqlmodel' || to.style.declares === 'sqlmodel') return throughLinkModel(creation);
  const association = newAssociation(from.style, from.mapper, to.mapper);
  if (association === undefined) return refused(`The \`MetaData\` of \`${from.mapper.name}\`, or a primary key, is not known in its file`);
  const isSelf = from.mapper === to.mapper;
  const isBehind = from.style.file === to.style.file && to.style.tree.spans.spanOf(to.style.node.id).start >= from.style.tree.spans.spanOf(from.style.node.id).start;
  const secondary = (side: Side, isVisible: boolean): Keyword => ({ name: 'secondary', value: isVisible ? association.variable : quotedIn(side.style, association.key) });
  const joins = (side: Side, isForward: boolean): readonly Keyword[] => {
    if (!isSelf) return [];
    const join = (columns: typeof association.columns.from): string => quotedIn(side.style, joinText(side.mapper, association.key, columns));
    const [first, second] = isForward ? [association.columns.from, association.columns.to] : [association.columns.to, association.columns.from];
    return [
      { name: 'primaryjoin', value: join(first) },
      { name: 'secondaryjoin', value: join(second) },
    ];
  };
  const forward: RelationshipSpec = { name: names.name, target: to.mapper, isMany: true, isOptional: false, keywords: [secondary(from, true), ...joins(from, true), ...backPopulates(from, names.reverseName)] };
  const lines = [relationshipText(from.style, forward)];
  const reverse = names.reverseName === undefined ? undefined : relationshipText(to.style, {
    name: names.reverseName,
    target: from.mapper,
    isMany: true,
    isOptional: false,
    keywords: [secondary(to, isBehind), ...joins(to, false), ...backPopulates(to, names.name)],
  });
  const edits = isSelf
    ? [addIn(from, { columns: [], others: reverse === undefined ? lines : [...lines, reverse] })]
    : [addIn(from, { columns: [], others: lines }), ...(reverse === undefined ? [] : [addIn(to, { columns: [], others: [reverse] })])];
  const placed = edits.flatMap((edit) => (edit === undefined ? [] : [edit]));
  if (placed.length < edits.length) return refused('The body of the class is not written as statements');
  return { kind: 'ok', title: titleOf(creation), changes: mergeEdits([inFile(from.style.file, association.edit), ...placed, ...styles.importEdits()]) };
}

/** `User.id == user_user.c.user_id`, with `and_` for a key of several columns. */
function joinText(mapper: Mapper, table: string, columns: readonly { readonly name: string; readonly key: Column }[]): string {
  const conditions = columns.map(({ name, key }) => `${registryName(mapper)}.${attributeNameOf(mapper, key) ?? key.key} == ${table}.c.${name}`);
  return conditions.length === 1 ? (conditions[0] ?? '') : `and_(${conditions.join(', ')})`;
}

/** SQLModel names the class between, so that has to exist before both of the classes. */
function throughLinkModel(creation: Creation): RefactoringOutcome {
  const { from, to, names, styles } = creation;
  if (from.mapper === to.mapper) return refused('A link model of a class with itself needs joins, which `Relationship` does not take');
  if (from.style.file !== to.style.file || from.style.declares !== to.style.declares) return refused('A link model has to stand before both classes, in one file');
  const link = freeName(`${from.mapper.name}${to.mapper.name}Link`, (name) => from.mapper.cls.module.namespace.has(name));
  const fields = [from.mapper, to.mapper].map((mapper) => linkField(from.style, mapper));
  if (fields.some((field) => field === undefined)) return refused('A link model refers to one key column on each side');
  const { newline } = from.style;
  const text = `class ${link}(${from.style.imports.sqlalchemy('sqlmodel', 'SQLModel')}, table=True):${newline}${fields.map((field) => `    ${field ?? ''}${newline}`).join('')}${newline}${newline}`;
  const first = Math.min(...[from, to].map(({ style }) => style.tree.spans.spanOf(style.node.id).start));
  const line = (side: Side, name: string, target: Mapper, reverse: string | undefined): FileEdits | undefined =>
    addIn(side, { columns: [], others: [relationshipText(side.style, { name, target, isMany: true, isOptional: false, keywords: [...backPopulates(side, reverse), { name: 'link_model', value: link }] })] });
  const lines = [line(from, names.name, to.mapper, names.reverseName), ...(names.reverseName === undefined ? [] : [line(to, names.reverseName, from.mapper, names.name)])];
  const placed = lines.flatMap((edit) => (edit === undefined ? [] : [edit]));
  if (placed.length < lines.length) return refused('The body of the class is not written as statements');
  return { kind: 'ok', title: titleOf(creation), changes: mergeEdits([inFile(from.style.file, insertion(first, text)), ...placed, ...styles.importEdits()]) };
}

/** `team_id: Optional[int] = Field(default=None, foreign_key="team.id", primary_key=True)`. */
function linkField(style: ClassStyle, mapper: Mapper): string | undefined {
  const [key, ...more] = tableOf(mapper)?.primaryKey ?? [];
  if (key === undefined || more.length > 0) return undefined;
  const args = ['default=None', `foreign_key=${quotedIn(style, referenceTo(key))}`, 'primary_key=True'];
  return attributeText(style, referringName(snakeCase(mapper.name), key, mapper), optionalType(style, pythonType(style, key)), style.imports.sqlalchemy('sqlmodel', 'Field'), args);
}
