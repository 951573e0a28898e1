/** Takes a relationship away with its other side, the strings that name it, and, if wanted, the foreign key columns that only it uses. */
import { classOf, inFile, removeKeyword } from '../features/codeActions/fix';
import type { FeatureContext } from '../features/context';
import { mapperNamed } from '../features/explain';
import { mentionsOfReferents } from '../features/references';
import type { FileEdits } from '../features/results';
import type { MapperProperty, Relationship } from '../mapping/mapper';
import type { Column } from '../mapping/schema/schema';
import { relationshipsOwnedBy } from '../mapping/views';
import { mergeEdits, refused, type RefactoringOutcome } from './outcome';
import { removal, statementOf, type StatedAttribute } from './statements';

export interface DeletedRelationship {
  /** The entity as the graph names it. */
  readonly entity: string;
  readonly relationship: string;
  readonly deletesColumns?: boolean;
}

export function deleteRelationship(context: FeatureContext, { entity, relationship: key, deletesColumns }: DeletedRelationship): RefactoringOutcome {
  const mapper = mapperNamed(context, entity);
  const relationship = mapper?.properties.get(key);
  if (relationship?.kind !== 'relationship') return refused(`\`${entity}\` has no relationship \`${key}\``);
  const sides = sidesOf(relationship);
  const stated = sides.filter(({ createdByBackref }) => createdByBackref === undefined);
  const columns = deletesColumns === true ? columnsOnlyFor(context, sides) : [];
  const properties = [...stated, ...columns];
  const statements = properties.map((property) => statementOf(context, property));
  const missing = properties[statements.findIndex((statement) => statement === undefined)];
  if (missing !== undefined) return refused(`\`${missing.parent.name}.${missing.key}\` is not written as an attribute of a class of this workspace`);
  const found = statements.flatMap((statement) => statement ?? []);
  const inUse = otherUse(context, sides, found);
  if (inUse !== undefined) return refused(inUse);
  const names = sides.map((side) => `${side.parent.name}.${side.key}`);
  return { kind: 'ok', title: `Delete ${names.join(' and ')}`, changes: mergeEdits([...removals(found), ...silenced(context, sides)]) };
}

/** The relationship and its other side; a relationship that shares its other side with a third leaves it in place. */
function sidesOf(relationship: Relationship): readonly Relationship[] {
  const others = relationship.reverse.filter((other) => other !== relationship && other.reverse.every((each) => each === relationship));
  return [relationship, ...others];
}

/** Two statements of one class go together, and two mixin copies are one statement. */
function removals(found: readonly StatedAttribute[]): readonly FileEdits[] {
  const distinct = [...new Map(found.map((each) => [`${each.file} ${String(each.statement.id)}`, each])).values()];
  return distinct.map((each) => {
    const inSameClass = distinct.filter(({ cls, file }) => cls.id === each.cls.id && file === each.file);
    const isKept = inSameClass[0] === each;
    return inFile(each.file, removal(each, isKept ? inSameClass.length - 1 : 0));
  });
}

/** A relationship that goes on without its other side no longer names it. */
function silenced(context: FeatureContext, sides: readonly Relationship[]): readonly FileEdits[] {
  const left = sides.flatMap(({ reverse }) => reverse).filter((each) => !sides.includes(each));
  return left.flatMap((each) => removeKeyword(context, each, 'back_populates') ?? []);
}

/** Where else a side is named: a string or an expression that would then name nothing. */
function otherUse(context: FeatureContext, sides: readonly Relationship[], removed: readonly StatedAttribute[]): string | undefined {
  const inRemoved = (file: string, start: number): boolean =>
    removed.some((each) => {
      const span = each.tree.spans.spanOf(each.statement.id);
      return each.file === file && span.start <= start && start < span.end;
    });
  const isBackPopulates = (argument: string | undefined): boolean => argument === 'back_populates';
  for (const file of context.files()) {
    const mentions = mentionsOfReferents(context, file, sides.map((relationship) => ({ kind: 'relationship', relationship })));
    const other = mentions.find(({ span, context: around }) => !inRemoved(file, span.start) && !isBackPopulates(around?.argument));
    if (other === undefined) continue;
    const line = context.linesOf(file).positionAt(other.span.start).line + 1;
    return `It is named in ${context.pathOf(file) ?? file}, line ${String(line)}`;
  }
  return undefined;
}

/** Foreign key columns of the sides that no other relationship joins by and that are no key. */
function columnsOnlyFor(context: FeatureContext, sides: readonly Relationship[]): readonly MapperProperty[] {
  const others = context.graph.mappers.flatMap(relationshipsOwnedBy).filter((each) => !sides.includes(each));
  const isFree = (column: Column): boolean => !column.primaryKey && column.foreignKeys.length > 0 && !others.some(({ localRemotePairs }) => localRemotePairs.some((pair) => pair.includes(column)));
  const columns = [...new Set(sides.flatMap(({ foreignKeyColumns, secondary }) => (secondary === undefined ? foreignKeyColumns : [])))].filter(isFree);
  const mappers = sides.flatMap(({ parent, target }) => (target === undefined ? [parent] : [parent, target]));
  const properties = mappers.flatMap((mapper) => (classOf(context, mapper) === undefined ? [] : [...mapper.properties.values()]));
  return [...new Set(properties.filter((property) => property.kind === 'columnProperty' && property.columns.some((column) => columns.includes(column))))];
}
