/** Fixes in `__mapper_args__` of a class: its identity, and the key that joins it to its parent. */
import type { Mapper } from '../../mapping/mapper';
import { columnName } from '../../display/names';
import { constraintsBetween } from '../../problems/wording';
import type { ClassDef, SyntaxTree } from '../../python/syntax';
import type { TextEdit } from '../../text/edits';
import type { FeatureContext } from '../context';
import { attributeOf } from '../referent';
import { addToClass, classOf, inFile, quoted, type Fix, type FixProvider } from './fix';

export const mapperArgumentFixes: FixProvider = (context, { problem }) => {
  const mapper = problem.fault.mapper;
  if (mapper === undefined) return [];
  switch (problem.kind.code) {
    case 'polymorphic-identity-missing':
      return identityFixes(context, mapper);
    case 'inheritance-ambiguous':
      return inheritConditionFixes(context, mapper);
    default:
      return [];
  }
};

function identityFixes(context: FeatureContext, mapper: Mapper): readonly Fix[] {
  const identity = mapper.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
  return [
    ...argumentFix(context, mapper, 'polymorphic_identity', (text) => quoted(text, identity), `Add polymorphic_identity "${identity}"`, 'Add a `polymorphic_identity`'),
    ...argumentFix(context, mapper, 'polymorphic_abstract', () => 'True', 'It has no rows of its own: add polymorphic_abstract', 'Add `polymorphic_abstract`, for a class without rows of its own'),
  ];
}

/** The row of the parent is the one with the same primary key; another foreign key would leave two columns under one attribute. */
function inheritConditionFixes(context: FeatureContext, mapper: Mapper): readonly Fix[] {
  const parent = mapper.inherits;
  if (parent === undefined) return [];
  return constraintsBetween(mapper.localTable, parent.localTable).flatMap((constraint) => {
    const [element, ...others] = constraint.elements;
    const [own, far] = [element?.parent, parent.primaryKey[0]];
    const key = own === undefined ? undefined : attributeOf(own, context.graph)?.key;
    const farKey = far === undefined ? undefined : attributeOf(far, context.graph)?.key;
    if (own?.primaryKey !== true || others.length > 0 || key === undefined || farKey === undefined || parent.primaryKey.length !== 1) return [];
    const condition = `${key} == ${parent.name}.${farKey}`;
    const fixes = argumentFix(context, mapper, 'inherit_condition', () => condition, `Join on ${columnName(own)} (inherit_condition)`, 'Join on the primary key with `inherit_condition`');
    return fixes.map((fix) => ({ ...fix, isPreferred: true }));
  });
}

function argumentFix(context: FeatureContext, mapper: Mapper, name: string, valueFor: (text: string) => string, title: string, summary: string): readonly Fix[] {
  const place = classOf(context, mapper);
  const edit = place === undefined ? undefined : argumentEdit(place.tree, place.node, name, valueFor(place.tree.text));
  return place === undefined || edit === undefined ? [] : [{ title, summary, changes: [inFile(place.file, edit)] }];
}

/** Into the dictionary that the class states, or into a new one; `pass` gives way to it. */
function argumentEdit(tree: SyntaxTree, cls: ClassDef, name: string, value: string): TextEdit | undefined {
  const { spans, text } = tree;
  const entry = `${quoted(text, name)}: ${value}`;
  const stated = cls.body.find((statement) => statement.kind === 'Assign' && statement.targets.some((target) => target.kind === 'Name' && target.name === '__mapper_args__'));
  if (stated?.kind === 'Assign') {
    const last = stated.value.kind === 'Dict' ? stated.value.entries.at(-1) : undefined;
    if (last === undefined) return undefined;
    const { end } = spans.spanOf(last.value.id);
    return { span: { start: end, end }, newText: `, ${entry}` };
  }
  const line = `__mapper_args__ = {${entry}}`;
  const [only] = cls.body;
  if (cls.body.length === 1 && only?.kind === 'Pass') return { span: spans.spanOf(only.id), newText: line };
  return addToClass(tree, cls, line);
}
