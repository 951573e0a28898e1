/** `backref="posts"` ↔ two relationships with `back_populates`. */
import { callOf, inFile, quoted } from '../features/codeActions/fix';
import { conditionsOf, sqlText } from '../display/join';
import { relationshipName } from '../display/names';
import type { Relationship } from '../mapping/mapper';
import type { CallExpression, Expression, KeywordArgument, SyntaxTree } from '../python/syntax';
import { textOf } from '../python/walk';
import { addAttributes, relationshipText, type Keyword } from './attributes';
import { Styles } from './classStyle';
import { disabled, offered, type RefactoringProvider } from './offer';
import { otherSideOf } from './otherSide';
import { removal, statementOf } from './statements';

/** The other side that a backref makes is written out on the target. */
export const backrefToPair: RefactoringProvider = ({ context, relationship: at }) => {
  const relationship = at?.createdByBackref ?? at;
  const made = relationship?.reverse.find((reverse) => reverse.createdByBackref === relationship);
  const call = relationship === undefined ? undefined : callOf(context, relationship);
  const keyword = call?.call.keywords.find(({ name }) => name?.name === 'backref');
  const styles = new Styles(context);
  const style = made === undefined ? undefined : styles.of(made.parent);
  if (relationship === undefined || relationship.declaredOn !== relationship.parent.cls || made === undefined || call === undefined || keyword === undefined || style === undefined) return [];
  const title = `Write out ${relationshipName(made)} with back_populates`;
  const options = backrefOptions(call.tree, keyword.value);
  const spec = otherSideOf(context, relationship, style, made.key);
  if (typeof options === 'string') return [disabled(title, 'refactor.rewrite', options)];
  if (typeof spec === 'string') return [disabled(title, 'refactor.rewrite', spec)];
  const stated = options.map(({ name }) => name);
  const usesList = made.uselist === true;
  // What the backref states decides, and what follows from this side is added.
  const keywords = [...spec.keywords.filter(({ name }) => !stated.includes(name)), ...options.filter(({ name }) => name !== 'uselist')];
  const line = relationshipText(style, { ...spec, isMany: usesList, needsUselist: !usesList && (stated.includes('uselist') || spec.needsUselist === true), keywords });
  const edits = addAttributes(style, { columns: [], others: [line] });
  if (edits === undefined) return [];
  const own = inFile(call.file, { span: call.tree.spans.spanOf(keyword.id), newText: `back_populates=${quoted(call.tree.text, made.key)}` });
  return [offered(title, 'refactor.rewrite', [own, inFile(style.file, ...edits), ...styles.importEdits()])];
};

/** The keywords of `backref("name", …)`; a text says why they cannot stand in the other class. */
function backrefOptions(tree: SyntaxTree, value: Expression): readonly Keyword[] | string {
  if (value.kind === 'String') return [];
  if (value.kind !== 'Call' || value.args.length > 1) return 'The backref is not written here';
  return keywordsOf(tree, value.keywords, []);
}

/** Keywords whose values mean the same in another class body. */
function keywordsOf(tree: SyntaxTree, keywords: readonly KeywordArgument[], left: readonly string[]): readonly Keyword[] | string {
  const found: Keyword[] = [];
  for (const keyword of keywords) {
    const name = keyword.name?.name;
    if (name === undefined) return 'Its arguments are not all written here';
    if (left.includes(name)) continue;
    if (!isMovable(keyword.value)) return `\`${name}\` names things of the class body it stands in`;
    found.push({ name, value: textOf(tree, keyword.value.id) });
  }
  return found;
}

/** Strings, numbers, constants, lambdas and collections of such, which no class body changes the meaning of. */
export function isMovable(value: Expression): boolean {
  switch (value.kind) {
    case 'String':
    case 'Number':
    case 'Constant':
    case 'Lambda':
      return true;
    case 'Tuple':
    case 'List':
      return value.elements.every(isMovable);
    default:
      return false;
  }
}

/** Keywords that the side made by a backref takes over from the one that states it. */
const TAKEN_OVER = ['argument', 'back_populates', 'secondary', 'primaryjoin', 'secondaryjoin', 'foreign_keys', 'viewonly', 'post_update', 'passive_updates', 'sync_backref'];

/** The other side becomes a backref of the one that the cursor is on. */
export const pairToBackref: RefactoringProvider = ({ context, relationship }) => {
  const [other, ...more] = relationship?.reverse ?? [];
  if (relationship === undefined || other === undefined || more.length > 0 || other === relationship || !statesBoth(relationship, other)) return [];
  const call = callOf(context, relationship);
  const otherCall = callOf(context, other);
  const statement = statementOf(context, other);
  const keyword = call?.call.keywords.find(({ name }) => name?.name === 'back_populates');
  if (call === undefined || otherCall === undefined || keyword === undefined) return [];
  const title = `Write ${relationshipName(other)} as a backref of ${relationshipName(relationship)}`;
  if (statement === undefined || other.declaredOn !== other.parent.cls || relationship.declaredOn !== relationship.parent.cls) return [disabled(title, 'refactor.rewrite', `${relationshipName(other)} is not written in the class itself`)];
  if (relationship.parent.isDataclass || other.parent.isDataclass) return [disabled(title, 'refactor.rewrite', 'A backref is no field of a dataclass')];
  const styles = new Styles(context);
  const style = styles.of(relationship.parent);
  if (style === undefined || style.declares === 'sqlmodel') return [];
  const uneven = unevenlyStated(relationship, other);
  const options = optionsOf(otherCall.tree, otherCall.call, other);
  if (uneven !== undefined) return [disabled(title, 'refactor.rewrite', uneven)];
  if (typeof options === 'string') return [disabled(title, 'refactor.rewrite', options)];
  const name = quoted(call.tree.text, other.key);
  const value = options.length === 0 ? name : `${style.imports.sqlalchemy('sqlalchemy.orm', 'backref')}(${[name, ...options.map((each) => `${each.name}=${each.value}`)].join(', ')})`;
  const own = inFile(call.file, { span: call.tree.spans.spanOf(keyword.id), newText: `backref=${value}` });
  return [offered(title, 'refactor.rewrite', [own, inFile(statement.file, removal(statement)), ...styles.importEdits()])];
};

function statesBoth(relationship: Relationship, other: Relationship): boolean {
  return other.reverse.length === 1 && relationship.backPopulates === other.key && other.backPopulates === relationship.key && relationship.createdByBackref === undefined && other.createdByBackref === undefined;
}

/** A backref takes over what only this side states, so what only the other states would be lost. */
function unevenlyStated(relationship: Relationship, other: Relationship): string | undefined {
  const lost = ['secondary', 'primaryjoin', 'secondaryjoin', 'foreign_keys', 'viewonly', 'post_update', 'passive_updates', 'sync_backref'].find(
    (name) => other.declaration.arguments.has(name) && !relationship.declaration.arguments.has(name),
  );
  if (lost !== undefined) return `Only ${relationshipName(other)} states \`${lost}\``;
  const isSame = [relationship, other].map((each) => joinOf(each).sort().join(' AND '));
  return isSame[0] === isSame[1] ? undefined : 'The two sides state different joins';
}

/** Each condition, whichever side of it is written first. */
function joinOf({ primaryjoin, secondaryjoin }: Relationship): string[] {
  const conditions = [primaryjoin, secondaryjoin].flatMap((join) => (join === undefined ? [] : conditionsOf(join)));
  return conditions.map((condition) => sqlText(condition).split(' = ').sort().join(' = '));
}

function optionsOf(tree: SyntaxTree, call: CallExpression, other: Relationship): readonly Keyword[] | string {
  const options = keywordsOf(tree, call.keywords, TAKEN_OVER);
  if (typeof options === 'string') return options;
  const states = (wanted: string): boolean => options.some(({ name }) => name === wanted);
  const uselist = other.uselist === false && other.direction === 'ONETOMANY' && !states('uselist') ? [{ name: 'uselist', value: 'False' }] : [];
  const collection = other.collectionClass ?? 'list';
  if (other.uselist === true && collection !== 'list' && collection !== 'set' && !states('collection_class')) return `The collection of ${relationshipName(other)} comes from its annotation`;
  const collectionClass = other.uselist === true && collection === 'set' && !states('collection_class') ? [{ name: 'collection_class', value: 'set' }] : [];
  const lazy = other.lazy !== 'select' && !states('lazy') ? [{ name: 'lazy', value: quoted(tree.text, other.lazy) }] : [];
  return [...options, ...uselist, ...collectionClass, ...lazy];
}
