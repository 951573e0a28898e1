/** Fixes that write one value anew: the expression a problem is at, or the attribute around it. */
import type { Mapper, Relationship } from '../../mapping/mapper';
import { columnName } from '../../display/names';
import { closestName } from '../../problems/didYouMean';
import { columnAttributeNames } from '../../problems/wording';
import type { AnyNode, SyntaxTree } from '../../python/syntax';
import { nodeAt } from '../../python/walk';
import type { FeatureContext } from '../context';
import type { Place } from '../results';
import { inFile, nodeAtAnchor, quoted, type Fix, type FixProvider } from './fix';
import { spelledName } from './imports';

export const valueFixes: FixProvider = (context, { problem, result }) => {
  const { fault, kind } = problem;
  const tree = context.treeOf(result.file);
  if (tree === undefined) return [];
  switch (kind.code) {
    case 'expression-not-mapped':
      return wrapFix(tree, result, 'column_property');
    case 'column-under-two-names':
    case 'relationship-under-two-names':
      return synonymFix(tree, result);
    case 'with-polymorphic-invalid':
      return replaceFix(result, quoted(tree.text, '*'), 'Read all subclasses along: "*"', 'Read all subclasses along: `"*"`');
    case 'column-unique-not-boolean':
      return replaceFix(result, 'True', 'Change to True', 'Change to `True`');
    case 'table-arguments':
      return removeArgumentFix(context, fault.anchor, tree, 'keep_existing');
    case 'argument-not-column':
      return fault.relationship === undefined ? [] : qualifyFix(tree, result, fault.relationship);
    case 'target-not-class':
      return fault.relationship === undefined ? [] : classOfTableFix(context, tree, result, fault.relationship);
    case 'foreign-key-unknown-column':
    case 'foreign-key-dangling':
      return primaryKeyFix(context, tree, result);
    case 'foreign-key-argument':
      return keyOfClassFix(context, tree, result);
    case 'attribute-name-reserved':
      return renameFix(tree, result);
    case 'foreign-key-type':
      return typeFix(context, problem.fault.anchor, tree, problem.related[0]?.anchor);
    default:
      return [];
  }
};

function replaceFix({ file, span }: Place, newText: string, title: string, summary: string): readonly Fix[] {
  return [{ title, summary, isPreferred: true, changes: [inFile(file, { span, newText })] }];
}

/** `func.upper(name)` → `column_property(func.upper(name))`. */
function wrapFix(tree: SyntaxTree, { file, span }: Place, name: string): readonly Fix[] {
  const wrapper = spelledName(tree, 'sqlalchemy.orm', name);
  const newText = `${wrapper.text}(${tree.text.slice(span.start, span.end)})`;
  return [{ title: `Wrap it in ${name}()`, summary: `Wrap it in \`${name}()\``, isPreferred: true, changes: [inFile(file, ...wrapper.edits, { span, newText })] }];
}

/** Of `name = Column(…)` and `login = name`, the second becomes `login = synonym("name")`. */
function synonymFix(tree: SyntaxTree, { file, span }: Place): readonly Fix[] {
  const cls = nodeAt(tree, span.start).findLast((node) => node.kind === 'ClassDef');
  const here = textOf(tree, span);
  const copies = (cls?.kind === 'ClassDef' ? cls.body : []).flatMap((statement) => {
    const [target] = statement.kind === 'Assign' && statement.targets.length === 1 ? statement.targets : [];
    return statement.kind === 'Assign' && target?.kind === 'Name' && statement.value.kind === 'Name' ? [{ name: target.name, original: statement.value }] : [];
  });
  const copy = copies.find(({ name, original }) => name === here || original.name === here);
  if (copy === undefined) return [];
  const synonym = spelledName(tree, 'sqlalchemy.orm', 'synonym');
  const newText = `${synonym.text}(${quoted(tree.text, copy.original.name)})`;
  return [{ title: `Make ${copy.name} a synonym`, summary: 'Make the second name a `synonym()`', isPreferred: true, changes: [inFile(file, ...synonym.edits, { span: tree.spans.spanOf(copy.original.id), newText })] }];
}

/** Removes one of the arguments of the call at an anchor, with the comma before it. */
function removeArgumentFix(context: FeatureContext, anchor: Parameters<typeof nodeAtAnchor>[1], tree: SyntaxTree, name: string): readonly Fix[] {
  const call = nodeAtAnchor(context, anchor);
  const keyword = call?.kind === 'Call' ? call.keywords.find((each) => each.name?.name === name) : undefined;
  if (keyword === undefined) return [];
  const span = tree.spans.spanOf(keyword.id);
  const before = /,\s*$/.exec(tree.text.slice(0, span.start))?.[0].length ?? 0;
  return [{ title: `Remove ${name}`, summary: `Remove \`${name}\``, isPreferred: true, changes: [inFile(anchor.file, { span: { start: span.start - before, end: span.end }, newText: '' })] }];
}

/** `order_by="created"` → `order_by="Message.created"`, where the target has the attribute. */
function qualifyFix(tree: SyntaxTree, place: Place, { target, parent }: Relationship): readonly Fix[] {
  const written = textOf(tree, place.span);
  const name = /^["']?(\w+)["']?$/.exec(written)?.[1];
  const owner = [target, parent].find((mapper) => name !== undefined && columnAttributeNames(mapper).includes(name));
  if (name === undefined || owner === undefined || name === written) return [];
  return replaceFix(place, quoted(tree.text, `${owner.name}.${name}`), `Change to ${owner.name}.${name}`, 'Name the column with its class');
}

/** The class that is mapped to the table that is named instead of it. */
function classOfTableFix(context: FeatureContext, tree: SyntaxTree, place: Place, { parent }: Relationship): readonly Fix[] {
  const name = /^["'](\w+)["']$/.exec(textOf(tree, place.span))?.[1];
  const table = context.graph.tables.find(({ key }) => key === name);
  const mappers = table === undefined ? [] : context.graph.mappersOf(table).filter((mapper) => mapper.registry === parent.registry && mapper.inherits === undefined);
  const [mapper] = mappers.length === 1 ? mappers : [];
  return mapper === undefined ? [] : replaceFix(place, quoted(tree.text, mapper.name), `Change to '${mapper.name}'`, 'Name the class that is mapped to the table');
}

/** `"users.ident"` → `"users.id"`, where no name of the table is close. */
function primaryKeyFix(context: FeatureContext, tree: SyntaxTree, place: Place): readonly Fix[] {
  const [, tableKey = '', columnKey = ''] = /^["'](.+)\.(\w+)["']$/.exec(textOf(tree, place.span)) ?? [];
  const table = context.graph.tables.find(({ key }) => key === tableKey);
  const [key, ...others] = table?.primaryKey ?? [];
  if (table === undefined || key === undefined || others.length > 0 || closestName(columnKey, table.columns.keys()) !== undefined) return [];
  return replaceFix(place, quoted(tree.text, `${tableKey}.${key.name}`), `Change to "${tableKey}.${key.name}"`, 'Refer to the primary key of the table');
}

/** `ForeignKey(Museum)` → `ForeignKey("museums.id")`. */
function keyOfClassFix(context: FeatureContext, tree: SyntaxTree, place: Place): readonly Fix[] {
  const name = textOf(tree, place.span);
  const mappers: readonly Mapper[] = context.graph.mappers.filter((mapper) => mapper.name === name && mapper.primaryKey.length === 1);
  const [key] = mappers.length === 1 ? (mappers[0]?.primaryKey ?? []) : [];
  return key === undefined ? [] : replaceFix(place, quoted(tree.text, columnName(key)), `Change to "${columnName(key)}"`, 'Name the primary key of the class');
}

/** `metadata = Column(Text)` → `metadata_ = Column("metadata", Text)`. */
function renameFix(tree: SyntaxTree, { file, span }: Place): readonly Fix[] {
  const name = textOf(tree, span);
  const statement = nodeAt(tree, span.start).findLast((node) => node.kind === 'Assign' || node.kind === 'AnnAssign');
  const call = statement?.kind === 'Assign' || statement?.kind === 'AnnAssign' ? statement.value : undefined;
  if (!/^\w+$/.test(name) || call?.kind !== 'Call' || !/(?:^|\.)(?:Column|mapped_column)$/.test(textOf(tree, tree.spans.spanOf(call.callee.id))) || isNamed(call)) return [];
  const [first] = [...call.args, ...call.keywords];
  const at = first === undefined ? tree.spans.spanOf(call.id).end - 1 : tree.spans.spanOf(first.id).start;
  const edits = [{ span, newText: `${name}_` }, { span: { start: at, end: at }, newText: `${quoted(tree.text, name)}${first === undefined ? '' : ', '}` }];
  return [{ title: `Rename it to ${name}_, and keep the column's name`, summary: "Rename it, and keep the column's name", isPreferred: true, changes: [inFile(file, ...edits)] }];
}

function isNamed(call: Extract<AnyNode, { kind: 'Call' }>): boolean {
  return call.args[0]?.kind === 'String' || call.keywords.some((keyword) => keyword.name?.name === 'name');
}

/** `Column(String, ForeignKey("users.id"))` gets the type that `users.id` is written with. */
function typeFix(context: FeatureContext, anchor: Parameters<typeof nodeAtAnchor>[1], tree: SyntaxTree, referred: Parameters<typeof nodeAtAnchor>[1] | undefined): readonly Fix[] {
  const place = context.placeOf(anchor);
  const column = place === undefined ? undefined : nodeAt(tree, place.span.start).findLast((node): node is Extract<AnyNode, { kind: 'Call' }> => node.kind === 'Call' && typeArgument(tree, node) !== undefined);
  const own = column === undefined ? undefined : typeArgument(tree, column);
  const other = referred === undefined ? undefined : nodeAtAnchor(context, referred);
  const otherTree = referred === undefined ? undefined : context.treeOf(referred.file);
  const wanted = other?.kind === 'Call' && otherTree !== undefined ? typeArgument(otherTree, other) : undefined;
  if (own === undefined || wanted === undefined || otherTree === undefined) return [];
  const text = textOf(otherTree, otherTree.spans.spanOf(wanted.id));
  const name = /^(\w+)(?:\(.*\))?$/s.exec(text)?.[1];
  if (name === undefined) return [];
  const type = spelledName(tree, 'sqlalchemy', name);
  const newText = text.replace(name, () => type.text);
  return [{ title: `Change the type to ${text}`, summary: 'Take the type of the column it refers to', isPreferred: true, changes: [inFile(anchor.file, ...type.edits, { span: tree.spans.spanOf(own.id), newText })] }];
}

/** The type in a call of `Column`: the first positional argument that is neither a name nor a ForeignKey. */
function typeArgument(tree: SyntaxTree, call: Extract<AnyNode, { kind: 'Call' }>): AnyNode | undefined {
  if (!/(?:^|\.)(?:Column|mapped_column)$/.test(textOf(tree, tree.spans.spanOf(call.callee.id)))) return undefined;
  const [first, second] = call.args;
  const candidate = first?.kind === 'String' ? second : first;
  const isType = candidate !== undefined && /^(?:\w+\.)?[A-Z]\w*(?:\(|$)/.test(textOf(tree, tree.spans.spanOf(candidate.id))) && !/ForeignKey\(/.test(textOf(tree, tree.spans.spanOf(candidate.id)));
  return isType ? candidate : undefined;
}

function textOf(tree: SyntaxTree, { start, end }: { readonly start: number; readonly end: number }): string {
  return tree.text.slice(start, end);
}

