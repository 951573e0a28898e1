/** For a one-way relationship: the attribute on the target, and `back_populates` on both sides. */
import { callOf, inFile, keywordEdit, quoted } from '../features/codeActions/fix';
import type { Relationship } from '../mapping/mapper';
import { addAttributes, relationshipText } from './attributes';
import { Styles } from './classStyle';
import { disabled, offered, type RefactoringProvider } from './offer';
import { otherSideOf } from './otherSide';
import { freeAttribute, pluralName } from './proposedNames';
import { snakeCase } from '../display/snakeCase';
import { shapeOf } from '../display/shape';

export const addOtherSide: RefactoringProvider = ({ context, relationship }) => {
  const target = relationship?.target;
  if (relationship === undefined || target === undefined || relationship.declaredOn !== relationship.parent.cls || !isOneWay(relationship) || hasUnpairedWayBack(relationship)) return [];
  const call = callOf(context, relationship);
  const styles = new Styles(context);
  const style = styles.of(target);
  if (call === undefined || style === undefined) return [];
  const name = proposedName(relationship);
  const title = `Add the other side ${target.name}.${name} to ${relationship.parent.name}.${relationship.key}`;
  const spec = otherSideOf(context, relationship, style, name);
  if (typeof spec === 'string') return [disabled(title, 'refactor', spec)];
  const edits = addAttributes(style, { columns: [], others: [relationshipText(style, spec)] });
  if (edits === undefined) return [];
  const own = inFile(call.file, keywordEdit(call.tree, call.call, 'back_populates', quoted(call.tree.text, name)));
  return [offered(title, 'refactor', [own, inFile(style.file, ...edits), ...styles.importEdits()])];
};

function isOneWay({ reverse, backPopulates, backref, viewonly }: Relationship): boolean {
  return reverse.length === 0 && backPopulates === undefined && backref === undefined && !viewonly;
}

/** Then the two are to be linked, not a third one added. */
function hasUnpairedWayBack({ parent, target }: Relationship): boolean {
  return parent !== target && [...(target?.properties.values() ?? [])].some((property) => property.kind === 'relationship' && property.target === parent && property.reverse.length === 0);
}

/** `author` of the `author_id` that a one to many is joined by. */
function stemOf({ direction, foreignKeyColumns }: Relationship): string | undefined {
  const [only, ...more] = direction === 'ONETOMANY' ? foreignKeyColumns : [];
  return only !== undefined && more.length === 0 && /^\w+_id$/.test(only.name) ? only.name.slice(0, -3) : undefined;
}

/** `Post.author` → `User.posts`; `User.posts` → `Post.user`, or as its foreign key is called; in one class `children` and `parent`. */
function proposedName(relationship: Relationship): string {
  const { parent, target, direction } = relationship;
  const isOne = direction === 'ONETOMANY' || shapeOf(relationship) === 'one to one';
  const base = (isOne ? stemOf(relationship) : undefined) ?? snakeCase(parent.name);
  const self = direction === 'ONETOMANY' ? 'parent' : direction === 'MANYTOONE' ? 'children' : `${relationship.key}_of`;
  return freeAttribute(target ?? parent, parent === target ? self : isOne ? base : pluralName(base));
}
