/** Completes a pair: adds the other side to the target, or `back_populates` to a side that does not state it. */
import { relationshipName } from '../../display/names';
import type { Relationship } from '../../mapping/mapper';
import type { FeatureContext } from '../context';
import { addToClass, classOf, inFile, quoted, setKeyword, type Fix, type FixProvider } from './fix';

export const addPairFixes: FixProvider = (context, { problem }) => {
  const relationship = problem.fault.relationship;
  if (relationship === undefined) return [];
  switch (problem.kind.code) {
    case 'back-populates-missing':
      return addOtherSide(context, relationship);
    case 'back-populates-one-sided':
      return stateOtherSide(context, relationship);
    default:
      return [];
  }
};

function stateOtherSide(context: FeatureContext, silent: Relationship): readonly Fix[] {
  const other = silent.reverse[0];
  const text = context.treeOf(silent.declaration.anchor.file)?.text ?? '';
  const edits = other === undefined ? undefined : setKeyword(context, silent, 'back_populates', quoted(text, other.key));
  if (other === undefined || edits === undefined) return [];
  return [{ title: `Add back_populates="${other.key}" to ${relationshipName(silent)}`, isPreferred: true, changes: [edits] }];
}

/** Writes `user = relationship("User", back_populates="installations")`, or its `Mapped` form where the class uses it. */
function addOtherSide(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const stated = relationship.declaration.arguments.get('back_populates')?.value;
  const target = relationship.target;
  const place = target === undefined ? undefined : classOf(context, target);
  if (target === undefined || place === undefined || stated?.kind !== 'string' || !/^\w+$/.test(stated.value)) return [];
  const { text } = place.tree;
  const isAnnotated = place.node.body.some((statement) => statement.kind === 'AnnAssign' && text.slice(place.tree.spans.spanOf(statement.annotation.id).start).startsWith('Mapped['));
  const back = `back_populates=${quoted(text, relationship.key)}`;
  const parent = relationship.parent.name;
  const extra = selfReferenceArgument(relationship);
  const line = isAnnotated
    ? `${stated.value}: Mapped[${annotationOf(relationship, text)}] = relationship(${back}${extra})`
    : `${stated.value} = relationship(${quoted(text, parent)}, ${back}${extra})`;
  const edit = addToClass(place.tree, place.node, line);
  if (edit === undefined || !/\brelationship\b/.test(text)) return [];
  return [{ title: `Add ${target.name}.${stated.value} as the other side`, changes: [inFile(place.file, edit)] }];
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
