/** Fixes of relationships that cannot be joined, or whose other names lead astray. */
import { columnName, relationshipName, selectableName } from '../../display/names';
import type { Mapper, Relationship } from '../../mapping/mapper';
import type { Column } from '../../mapping/schema/schema';
import { constraintsBetween } from '../../problems/wording';
import type { FeatureContext } from '../context';
import { addForeignKey } from './columnFixes';
import { addToClass, callOf, classOf, inFile, quoted, setKeyword, type Fix, type FixProvider } from './fix';
import { spelledName } from './imports';

export const joinFixes: FixProvider = (context, { problem }) => {
  const relationship = problem.fault.relationship;
  if (relationship === undefined) return [];
  switch (problem.kind.code) {
    case 'join-no-foreign-key':
      return relationship.secondary === undefined ? [...existingColumnFixes(context, relationship), ...newColumnFixes(context, relationship)] : [];
    case 'join-no-foreign-column':
      return foreignKeysFixes(context, relationship);
    case 'secondary-is-class':
      return secondaryTableFix(context, relationship);
    case 'back-populates-invalid':
    case 'back-populates-not-relationship':
    case 'back-populates-wrong-target':
      return otherSideFixes(context, relationship);
    case 'name-ambiguous':
      return qualifiedNameFixes(context, relationship);
    default:
      return [];
  }
};

/** `author_id` is probably meant to refer to `User` where a relationship `author` leads there. */
function existingColumnFixes(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const { parent, target } = relationship;
  if (target === undefined) return [];
  return [
    ...likelyColumns(parent, target, relationship.key).flatMap((column) => addForeignKeyTo(context, column, target)),
    ...(parent === target ? [] : likelyColumns(target, parent, parent.name).flatMap((column) => addForeignKeyTo(context, column, parent))),
  ];
}

function addForeignKeyTo(context: FeatureContext, column: Column, target: Mapper): readonly Fix[] {
  const [key] = target.primaryKey.length === 1 ? target.primaryKey : [];
  return key === undefined ? [] : addForeignKey(context, column, key, true);
}

/** Columns without a foreign key that are called after the target: `user_id`, `userid`, or after the relationship: `author_id`. */
function likelyColumns(owner: Mapper, target: Mapper, key: string): readonly Column[] {
  if (owner.localTable.kind !== 'table') return [];
  const names = new Set([target.name, key, selectableName(target.localTable), selectableName(target.localTable).replace(/s$/, '')].map((name) => `${name.toLowerCase()}id`));
  return [...owner.localTable.columns.values()].filter((column) => column.foreignKeys.length === 0 && !column.primaryKey && names.has(column.name.toLowerCase().replaceAll('_', '')));
}

/** A new column on this side (many to one), or on the target (one to many). */
function newColumnFixes(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const { parent, target } = relationship;
  if (target === undefined || parent === target) return [];
  const isScalar = relationship.declaration.annotation?.isScalar ?? !/(s|children|people)$/.test(relationship.key);
  const onTarget = newColumnFix(context, target, parent, snake(parent.name));
  const onParent = newColumnFix(context, parent, target, relationship.key);
  return isScalar ? [...onParent, ...onTarget] : [...onTarget, ...onParent];
}

function newColumnFix(context: FeatureContext, owner: Mapper, target: Mapper, stem: string): readonly Fix[] {
  const place = classOf(context, owner);
  const [key] = target.primaryKey.length === 1 ? target.primaryKey : [];
  const name = `${stem}_id`;
  if (place === undefined || key === undefined || owner.properties.has(name)) return [];
  const { text } = place.tree;
  const columnCall = /\b(?:\w+\.)?(?:mapped_column|Column)(?=\()/.exec(text)?.[0];
  if (columnCall === undefined) return [];
  const foreignKey = spelledName(place.tree, 'sqlalchemy', 'ForeignKey', columnCall);
  const reference = `${foreignKey.text}(${quoted(text, columnName(key))})`;
  const line = columnCall.endsWith('mapped_column') ? `${name}: Mapped[${pythonType(key)}] = ${columnCall}(${reference})` : `${name} = ${columnCall}(${reference})`;
  const edit = addToClass(place.tree, place.node, line);
  return edit === undefined ? [] : [{ title: `Add ${owner.name}.${name}, a foreign key to ${columnName(key)}`, summary: 'Add a column with a foreign key', changes: [inFile(place.file, ...foreignKey.edits, edit)] }];
}

function pythonType(column: Column): string {
  if (/uuid/i.test(column.type.name)) return 'uuid.UUID';
  return /^(String|Unicode|Text|VARCHAR|TEXT|UnicodeText)$/.test(column.type.name) ? 'str' : 'int';
}

function snake(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/** One action for each column of the join that could be the one that refers. */
function foreignKeysFixes(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const text = callOf(context, relationship)?.tree.text;
  const stated = relationship.declaration.arguments.get('primaryjoin')?.value;
  if (text === undefined || stated?.kind !== 'string') return [];
  const names = [...stated.value.matchAll(/\b([A-Z]\w*)\.(\w+)\b/g)].map(([whole]) => whole);
  return [...new Set(names)].flatMap((name): Fix[] => {
    const edits = setKeyword(context, relationship, 'foreign_keys', quoted(text, `[${name}]`));
    return edits === undefined ? [] : [{ title: `${name} refers to the other side: add foreign_keys`, summary: 'Say with `foreign_keys` which column refers', changes: [edits] }];
  });
}

function secondaryTableFix(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const stated = relationship.declaration.arguments.get('secondary')?.value;
  const text = callOf(context, relationship)?.tree.text;
  const mapper = stated?.kind === 'class' ? context.graph.mapperOf(stated) : stated?.kind === 'string' ? relationship.parent.registry.classesByName.get(stated.value)?.[0] : undefined;
  if (mapper === undefined || text === undefined) return [];
  const value = stated?.kind === 'class' ? `${mapper.name}.__table__` : quoted(text, selectableName(mapper.localTable));
  const edits = setKeyword(context, relationship, 'secondary', value);
  return edits === undefined ? [] : [{ title: `Use the table of ${mapper.name}`, summary: 'Use the table of the class', isPreferred: true, changes: [edits] }];
}

/** Relationships of the target that lead back here. */
export function otherSideFixes(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const text = callOf(context, relationship)?.tree.text;
  const properties = [...(relationship.target?.properties.values() ?? [])];
  return properties.flatMap((property): Fix[] => {
    if (property.kind !== 'relationship' || property === relationship || text === undefined || !leadsTo(property, relationship)) return [];
    const edits = setKeyword(context, relationship, 'back_populates', quoted(text, property.key));
    return edits === undefined ? [] : [{ title: `Pair with ${relationshipName(property)}`, summary: 'Pair with the relationship that leads back', isPreferred: true, changes: [edits] }];
  });
}

/** Also where the other side was not configured, because this one failed before it. */
export function leadsTo(property: Relationship, relationship: Relationship): boolean {
  if (property.target !== undefined) return property.target === relationship.parent;
  const stated = property.declaration.arguments.get('argument')?.value;
  return stated?.kind === 'string' && stated.value === relationship.parent.name;
}

function qualifiedNameFixes(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const stated = relationship.declaration.arguments.get('argument');
  const place = stated === undefined ? undefined : context.placeOf(stated.anchor);
  const text = place === undefined ? undefined : context.treeOf(place.file)?.text;
  if (stated?.value.kind !== 'string' || place === undefined || text === undefined) return [];
  const candidates = relationship.parent.registry.classesByName.get(stated.value.value) ?? [];
  const joined = candidates.filter((mapper) => isJoined(relationship.parent, mapper));
  return (joined.length === 0 ? candidates : joined).map((mapper, _, offered) => ({ isPreferred: offered.length === 1, title: `Name ${mapper.entity}`, summary: 'Name the class with its module', changes: [inFile(place.file, { span: place.span, newText: quoted(text, mapper.entity) })] }));
}

function isJoined(one: Mapper, other: Mapper): boolean {
  const [from, to] = [one.persistSelectable, other.persistSelectable];
  return constraintsBetween(from, to).length + constraintsBetween(to, from).length > 0;
}
