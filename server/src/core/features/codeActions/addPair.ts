/** Completes a pair: adds the other side to the target, or `back_populates` to a side that does not state it. */
import { relationshipName } from '../../display/names';
import type { Relationship } from '../../mapping/mapper';
import { closestName } from '../../problems/didYouMean';
import { relationshipNames } from '../../problems/wording';
import type { FeatureContext } from '../context';
import type { FileEdits } from '../results';
import { addToClass, callOf, classOf, inFile, quoted, setKeyword, type Fix, type FixProvider } from './fix';
import { spelledName } from './imports';
import { leadsTo, otherSideFixes } from './joinFixes';

export const addPairFixes: FixProvider = (context, { problem }) => {
  const relationship = problem.fault.relationship;
  if (relationship === undefined) return [];
  switch (problem.kind.code) {
    case 'back-populates-missing':
      return [...unlikeNamedFixes(context, relationship), ...addOtherSide(context, relationship)];
    case 'backref-exists':
      return pairInsteadOfBackref(context, relationship);
    case 'back-populates-one-sided':
      return stateOtherSide(context, relationship);
    default:
      return [];
  }
};

/** The relationships that lead back; a misspelt name is corrected as such. */
function unlikeNamedFixes(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const stated = relationship.declaration.arguments.get('back_populates')?.value;
  const isMisspelt = stated?.kind === 'string' && closestName(stated.value, relationshipNames(relationship.target)) !== undefined;
  return isMisspelt ? [] : otherSideFixes(context, relationship);
}

function stateOtherSide(context: FeatureContext, silent: Relationship): readonly Fix[] {
  const other = silent.reverse[0];
  const text = context.treeOf(silent.declaration.anchor.file)?.text ?? '';
  const edits = other === undefined ? undefined : setKeyword(context, silent, 'back_populates', quoted(text, other.key));
  if (other === undefined || edits === undefined) return [];
  return [{ title: `Add back_populates="${other.key}" to ${relationshipName(silent)}`, summary: 'Add `back_populates` to the side that lacks it', isPreferred: true, changes: [edits] }];
}

/** `backref="author"`, where the target has a relationship `author` that leads back: both sides are stated, so they name each other. */
function pairInsteadOfBackref(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const stated = relationship.declaration.arguments.get('backref')?.value;
  const other = stated?.kind === 'string' ? relationship.target?.properties.get(stated.value) : undefined;
  if (other?.kind !== 'relationship' || !leadsTo(other, relationship)) return [];
  const [own, back] = [pairedWith(context, relationship, other.key), pairedWith(context, other, relationship.key)];
  if (own === undefined || back === undefined) return [];
  const changes = own.file === back.file ? [inFile(own.file, ...own.edits, ...back.edits)] : [own, back];
  return [{ title: `Pair with ${relationshipName(other)} on both sides`, summary: 'Pair the two with `back_populates` on both sides', isPreferred: true, changes }];
}

/** Names the other side; instead of its backref, where it has one. */
function pairedWith(context: FeatureContext, relationship: Relationship, key: string): FileEdits | undefined {
  const place = callOf(context, relationship);
  const backref = place?.call.keywords.find(({ name }) => name?.name === 'backref');
  if (place === undefined || backref === undefined) return setKeyword(context, relationship, 'back_populates', quoted(place?.tree.text ?? '', key));
  return inFile(place.file, { span: place.tree.spans.spanOf(backref.id), newText: `back_populates=${quoted(place.tree.text, key)}` });
}

/** Writes `user = relationship("User", back_populates="installations")`, or its `Mapped` form where the class uses it. */
function addOtherSide(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const stated = relationship.declaration.arguments.get('back_populates')?.value;
  const target = relationship.target;
  const place = target === undefined ? undefined : classOf(context, target);
  if (target === undefined || place === undefined || stated?.kind !== 'string' || !/^\w+$/.test(stated.value)) return [];
  // A second relationship over the same columns would be warned of.
  if ([...target.properties.values()].some((property) => property.kind === 'relationship' && isOtherSide(property, relationship))) return [];
  const { text } = place.tree;
  const isAnnotated = place.node.body.some((statement) => statement.kind === 'AnnAssign' && text.slice(place.tree.spans.spanOf(statement.annotation.id).start).startsWith('Mapped['));
  const back = `back_populates=${quoted(text, relationship.key)}`;
  const parent = relationship.parent.name;
  const extra = selfReferenceArgument(relationship);
  const factory = spelledName(place.tree, 'sqlalchemy.orm', 'relationship', /\b\w+\.relationship(?=\()/.exec(text)?.[0]);
  const mapped = spelledName(place.tree, 'sqlalchemy.orm', 'Mapped');
  const imports = isAnnotated ? [factory, mapped] : [factory];
  const line = isAnnotated
    ? `${stated.value}: ${mapped.text}[${annotationOf(relationship, text)}] = ${factory.text}(${back}${extra})`
    : `${stated.value} = ${factory.text}(${quoted(text, parent)}, ${back}${extra})`;
  const edit = addToClass(place.tree, place.node, line);
  if (edit === undefined) return [];
  return [{ title: `Add ${target.name}.${stated.value} as the other side`, summary: 'Add the other side', changes: [inFile(place.file, ...imports.flatMap(({ edits }) => edits), edit)] }];
}

/** Whether it leads back and names this relationship as its other side, or none. */
function isOtherSide(property: Relationship, relationship: Relationship): boolean {
  const stated = property.declaration.arguments.get('back_populates')?.value;
  return property !== relationship && leadsTo(property, relationship) && (stated === undefined || (stated.kind === 'string' && stated.value === relationship.key));
}

/** The other side of a list is one object, of one object a list; of many-to-many both are lists. */
function annotationOf(relationship: Relationship, text: string): string {
  const name = quoted(text, relationship.parent.name);
  const list = /\bList\[/.test(text) ? 'List' : 'list';
  if (relationship.direction === 'ONETOMANY') return isMandatory(relationship) ? name : optional(name, text);
  return relationship.direction === undefined && relationship.declaration.annotation?.isScalar === false ? name : `${list}[${name}]`;
}

function optional(name: string, text: string): string {
  return /\bOptional\b/.test(text) ? `Optional[${name}]` : name;
}

function isMandatory(relationship: Relationship): boolean {
  return relationship.synchronizePairs.every(([, column]) => !column.nullable);
}

function selfReferenceArgument(relationship: Relationship): string {
  if (relationship.target !== relationship.parent || relationship.declaration.arguments.has('remote_side')) return '';
  return `, remote_side=[${relationship.parent.primaryKey.map(({ key }) => key).join(', ')}]`;
}
