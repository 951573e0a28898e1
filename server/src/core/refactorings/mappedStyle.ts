/** `Column` and `relationship` of the classic style → `Mapped` annotations, for a class or for all classes of a file. */
import { inFile } from '../features/codeActions/fix';
import type { FeatureContext } from '../features/context';
import type { CodeActionResult, FileEdits, TextEdit } from '../features/results';
import type { ColumnProperty, Mapper, MapperProperty, Relationship } from '../mapping/mapper';
import type { CallExpression, Expression, SyntaxTree } from '../python/syntax';
import { textOf } from '../python/walk';
import { insertion, optionalType } from './attributes';
import { quotedIn, registryName, Styles, type ClassStyle } from './classStyle';
import { disabled, offered, type RefactoringProvider } from './offer';
import { pythonType } from './foreignKeys';
import { statementOf } from './statements';

export const mappedStyle: RefactoringProvider = ({ context, entity, file }) => {
  if (entity === undefined) return [];
  const own = classicProperties(context, entity);
  if (own.length === 0) return [];
  const title = `Rewrite ${entity.name} with Mapped and mapped_column`;
  if (context.graph.sqlalchemy === '1.4') return [disabled(title, 'refactor.rewrite', 'SQLAlchemy 1.4 has no `mapped_column`')];
  const all = context.graph.mappers.filter((mapper) => mapper.cls.anchor.file === file).map((mapper) => [mapper, classicProperties(context, mapper)] as const).filter(([, properties]) => properties.length > 0);
  const rewrite = (titleText: string, mappers: readonly (readonly [Mapper, readonly MapperProperty[]])[]): readonly CodeActionResult[] => {
    const styles = new Styles(context);
    const edits = mappers.flatMap(([mapper, properties]) => rewritten(context, styles.of(mapper), properties));
    return edits.length === 0 ? [] : [offered(titleText, 'refactor.rewrite', [...edits, ...styles.importEdits()])];
  };
  const whole = all.length > 1 ? rewrite(`Rewrite all ${String(all.length)} classes of this file with Mapped and mapped_column`, all) : [];
  return [...rewrite(title, [[entity, own]]), ...whole];
};

/** Attributes that the class itself states as `name = Column(…)` or `name = relationship(…)`. */
function classicProperties(context: FeatureContext, mapper: Mapper): readonly MapperProperty[] {
  if (mapper.cls.externalBases.some((base) => base.startsWith('sqlmodel.'))) return [];
  const properties = [...mapper.properties.values()];
  // A composite gives the nullability of its fields to columns that do not state theirs.
  const composed = new Set(properties.flatMap((property) => (property.kind === 'composite' ? (property.columns ?? []) : [])));
  return properties.filter((property) => {
    if (property.kind === 'columnProperty' && property.columns.some((column) => composed.has(column))) return false;
    if (property.declaredOn !== mapper.cls || (property.kind !== 'columnProperty' && property.kind !== 'relationship')) return false;
    const call = classicCall(context, property);
    return call !== undefined && (property.kind === 'relationship' ? annotatedAs(property) !== undefined : /(?:^|\.)Column$/.test(call.callee));
  });
}

interface ClassicCall {
  readonly tree: SyntaxTree;
  readonly target: Expression;
  readonly call: CallExpression;
  readonly callee: string;
}

function classicCall(context: FeatureContext, property: MapperProperty): ClassicCall | undefined {
  const stated = statementOf(context, property);
  if (stated?.statement.kind !== 'Assign' || stated.statement.value.kind !== 'Call') return undefined;
  const { tree, statement } = stated;
  const [target] = statement.targets;
  const call = stated.statement.value;
  const callee = textOf(tree, call.callee.id);
  return target?.kind === 'Name' && /(?:^|\.)(?:Column|relationship)$/.test(callee) ? { tree, target, call, callee } : undefined;
}

function rewritten(context: FeatureContext, style: ClassStyle | undefined, properties: readonly MapperProperty[]): readonly FileEdits[] {
  if (style === undefined) return [];
  return properties.flatMap((property) => {
    const classic = classicCall(context, property);
    if (classic === undefined || (property.kind !== 'columnProperty' && property.kind !== 'relationship')) return [];
    const edits = property.kind === 'columnProperty' ? columnEdits(style, property, classic) : relationshipEdits(style, property, classic);
    return edits.length === 0 ? [] : [inFile(style.file, ...edits)];
  });
}

/** `name = Column(String(50), nullable=False)` → `name: Mapped[str] = mapped_column(String(50))`. */
function columnEdits(style: ClassStyle, { columns }: ColumnProperty, { tree, target, call }: ClassicCall): readonly TextEdit[] {
  const [column] = columns;
  if (column === undefined || column.dynamic !== undefined) return [];
  const enumeration = enumClass(tree, call);
  const type = enumeration ?? pythonType(style, column);
  const annotation = column.nullable ? optionalType(style, type) : type;
  const nullable = call.keywords.find(({ name, value }) => name?.name === 'nullable' && value.kind === 'Constant');
  return [
    insertion(tree.spans.spanOf(target.id).end, `: ${style.imports.sqlalchemy('sqlalchemy.orm', 'Mapped')}[${annotation}]`),
    { span: tree.spans.spanOf(call.callee.id), newText: style.imports.sqlalchemy('sqlalchemy.orm', 'mapped_column') },
    ...(nullable === undefined ? [] : [argumentRemoval(tree, call, nullable.id)]),
  ];
}

/** `Status` of `Column(Enum(Status))`. */
function enumClass(tree: SyntaxTree, call: CallExpression): string | undefined {
  const type = call.args.find((arg) => arg.kind === 'Call' && /(?:^|\.)Enum$/.test(textOf(tree, arg.callee.id)));
  const [members] = type?.kind === 'Call' ? type.args : [];
  return members?.kind === 'Name' ? members.name : undefined;
}

/** `posts = relationship("Post", …)` → `posts: Mapped[List["Post"]] = relationship(…)`. */
function relationshipEdits(style: ClassStyle, relationship: Relationship, { tree, target, call }: ClassicCall): readonly TextEdit[] {
  const annotation = annotatedAs(relationship)?.(style);
  if (annotation === undefined || relationship.target === undefined) return [];
  style.imports.forTypes(relationship.target);
  const argument = call.args[0] ?? call.keywords.find(({ name }) => name?.name === 'argument');
  const stated = argument?.kind === 'Keyword' ? argument.value : argument;
  const isPlain = (stated?.kind === 'String' && stated.value === relationship.target.name) || (stated?.kind === 'Name' && stated.name === relationship.target.name);
  const uselist = call.keywords.find(({ name, value }) => name?.name === 'uselist' && value.kind === 'Constant');
  const removed = [...(argument !== undefined && isPlain && registryName(relationship.target) === relationship.target.name ? [argument.id] : []), ...(uselist === undefined ? [] : [uselist.id])];
  return [insertion(tree.spans.spanOf(target.id).end, `: ${annotation}`), ...argumentRemovals(tree, call, removed)];
}

/** How the value is annotated; undefined for collections that an annotation cannot say without more. */
function annotatedAs(relationship: Relationship): ((style: ClassStyle) => string) | undefined {
  const { target, uselist, lazy, collectionClass: collection = 'list' } = relationship;
  if (target === undefined || uselist === undefined || relationship.fault !== undefined) return undefined;
  const quote = (style: ClassStyle): string => (style.quotesTargets ? quotedIn(style, target.name) : target.name);
  const orm = (style: ClassStyle, name: string): string => style.imports.sqlalchemy('sqlalchemy.orm', name);
  if (lazy === 'dynamic') return (style) => `${orm(style, 'DynamicMapped')}[${quote(style)}]`;
  if (lazy === 'write_only') return (style) => `${orm(style, 'WriteOnlyMapped')}[${quote(style)}]`;
  if (!uselist) {
    const isOptional = relationship.cardinality?.target !== '1';
    return (style) => `${orm(style, 'Mapped')}[${isOptional ? (style.usesOptional ? optionalType(style, quote(style)) : style.quotesTargets ? quotedIn(style, `${target.name} | None`) : `${target.name} | None`) : quote(style)}]`;
  }
  if (collection !== 'list' && collection !== 'set') return undefined;
  return (style) => {
    const isTyping = style.list === 'List';
    const generic = isTyping ? style.imports.standard('typing', collection === 'list' ? 'List' : 'Set') : collection;
    return `${orm(style, 'Mapped')}[${generic}[${quote(style)}]]`;
  };
}

function argumentRemovals(tree: SyntaxTree, call: CallExpression, ids: readonly number[]): readonly TextEdit[] {
  const all = [...call.args, ...call.keywords].sort((a, b) => a.id - b.id);
  const isEverything = all.length > 0 && all.every(({ id }) => ids.includes(id));
  if (!isEverything) return ids.map((id) => argumentRemoval(tree, call, id));
  const open = tree.spans.spanOf(call.callee.id).end + 1;
  return [{ span: { start: open, end: tree.spans.spanOf(call.id).end - 1 }, newText: '' }];
}

/** The argument with one comma: that behind it where it is the first, else that before it. */
function argumentRemoval(tree: SyntaxTree, call: CallExpression, id: number): TextEdit {
  const span = tree.spans.spanOf(id);
  const open = tree.spans.spanOf(call.callee.id).end + 1;
  const before = /,\s*$/.exec(tree.text.slice(open, span.start));
  if (before !== null) return { span: { start: span.start - before[0].length, end: span.end }, newText: '' };
  const after = /^\s*,\s*/.exec(tree.text.slice(span.end));
  return { span: { start: span.start, end: span.end + (after?.[0].length ?? 0) }, newText: '' };
}
