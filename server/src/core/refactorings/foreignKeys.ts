/** Foreign keys between two classes: those that are there, and new ones. */
import { foreignKeyTargets } from '../features/names';
import type { Mapper, MapperGraph, Relationship } from '../mapping/mapper';
import { isA, relationshipsOwnedBy } from '../mapping/views';
import type { Column, ForeignKeyConstraint, Table } from '../mapping/schema/schema';
import type { TextEdit } from '../features/results';
import { textOf } from '../python/walk';
import { attributeText, insertion, optionalType } from './attributes';
import { quotedIn, registryName, type ClassStyle } from './classStyle';

/** The columns that a class's own table has; undefined for a class that is mapped to no plain table. */
export function tableOf(mapper: Mapper): Table | undefined {
  return mapper.localTable.kind === 'table' ? mapper.localTable : undefined;
}

/** Constraints of `owner`'s table that lead to `target`'s, the one of their inheritance apart. */
export function foreignKeysTo(owner: Mapper, target: Mapper, graph: MapperGraph): readonly ForeignKeyConstraint[] {
  const table = tableOf(owner);
  const key = tableOf(target);
  if (table === undefined || key === undefined) return [];
  const leading = table.foreignKeyConstraints.filter(({ elements }) => elements.length > 0 && elements.every((element) => referredTable(element.parent, element.target, graph) === key));
  return isA(owner, target) && owner !== target ? leading.filter(({ elements }) => !elements.every(({ parent }) => parent.primaryKey)) : leading;
}

function referredTable(parent: Column, target: ForeignKeyConstraint['elements'][number]['target'], graph: MapperGraph): Table | undefined {
  if (target.kind === 'text') return foreignKeyTargets(target.spec, parent, graph).table;
  return target.kind === 'column' && target.column.table?.kind === 'table' ? target.column.table : undefined;
}

/** Every relationship between two classes, or their subclasses, in either direction. */
export function relationshipsBetween(one: Mapper, other: Mapper, graph: MapperGraph): readonly Relationship[] {
  const isPair = ({ parent, target }: Relationship): boolean => target !== undefined && ((isA(parent, one) && isA(target, other)) || (isA(parent, other) && isA(target, one)));
  return graph.mappers.flatMap(relationshipsOwnedBy).filter(isPair);
}

/** Whether some relationship that writes uses exactly these columns. */
export function isUsed(constraint: ForeignKeyConstraint, relationships: readonly Relationship[]): boolean {
  const columns = constraint.elements.map(({ parent }) => parent);
  return relationships.some(({ foreignKeyColumns, viewonly }) => !viewonly && foreignKeyColumns.length === columns.length && columns.every((column) => foreignKeyColumns.includes(column)));
}

/** Whether at most one row can refer to each: the columns are a unique key. */
export function isUnique(columns: readonly Column[]): boolean {
  const [first] = columns;
  const table = first?.table;
  if (table?.kind !== 'table') return false;
  if (columns.length === 1 && first?.unique === true) return true;
  return [table.primaryKey, ...table.uniqueKeys.map((key) => key.columns)].some((key) => key.length > 0 && key.every((column) => columns.includes(column)));
}

/** The attribute of a class that holds a column. */
export function attributeNameOf(mapper: Mapper, column: Column): string | undefined {
  return [...mapper.properties.values()].find((property) => property.kind === 'columnProperty' && property.columns.includes(column))?.key;
}

export interface NewForeignKey {
  readonly name: string;
  /** The column referred to. */
  readonly key: Column;
}

/** The text of one column; a composite key's columns get their constraint from `constraintText`. */
export function columnText(style: ClassStyle, { name, key }: NewForeignKey, options: { readonly isNullable: boolean; readonly isUnique: boolean; readonly isAlone: boolean }): string {
  const reference = (): readonly string[] => (options.isAlone ? [`${style.imports.sqlalchemy('sqlalchemy', 'ForeignKey')}(${quotedIn(style, referenceTo(key))})`] : []);
  const unique = options.isUnique && options.isAlone ? ['unique=True'] : [];
  switch (style.declares) {
    case 'mapped': {
      const type = pythonType(style, key);
      const annotation = `${style.imports.sqlalchemy('sqlalchemy.orm', 'Mapped')}[${options.isNullable ? optionalType(style, type) : type}]`;
      const sqlType = options.isAlone || isDefaultType(key) ? [] : statedType(style, key);
      const args = [...sqlType, ...reference(), ...unique, ...(style.isDataclass ? ['init=False'] : [])];
      return args.length === 0 ? `${name}: ${annotation}` : attributeText(style, name, annotation, style.imports.sqlalchemy('sqlalchemy.orm', 'mapped_column'), args);
    }
    case 'classic': {
      const type = options.isAlone && /\bColumn\(\s*(?:\w+\.)?ForeignKey\b/.test(style.tree.text) ? [] : statedType(style, key);
      const nullable = options.isNullable ? [] : ['nullable=False'];
      return attributeText(style, name, undefined, style.imports.sqlalchemy('sqlalchemy', 'Column'), [...type, ...reference(), ...nullable, ...unique]);
    }
    case 'sqlmodel': {
      const type = pythonType(style, key);
      const args = [...(options.isNullable ? ['default=None'] : []), ...(options.isAlone ? [`foreign_key=${quotedIn(style, referenceTo(key))}`] : []), ...unique];
      const annotation = options.isNullable ? optionalType(style, type) : type;
      return args.length === 0 ? `${name}: ${annotation}` : attributeText(style, name, annotation, style.imports.sqlalchemy('sqlmodel', 'Field'), args);
    }
  }
}

/** `shop.users.id`. */
export function referenceTo(key: Column): string {
  return `${key.table?.kind === 'table' ? key.table.key : ''}.${key.key}`;
}

/** SQLAlchemy's own types without arguments other than a length, which every file can name. */
function statedType(style: ClassStyle, key: Column): readonly string[] {
  const simple = /^(Integer|BigInteger|SmallInteger|String|Unicode|Text|Uuid|DateTime|Date)(\(\d*\))?$/.exec(key.type.text);
  return simple === null ? [] : [`${style.imports.sqlalchemy('sqlalchemy', simple[1] ?? '')}${simple[2] ?? ''}`];
}

/** The type that SQLAlchemy takes for the annotation itself. */
function isDefaultType(key: Column): boolean {
  return /^(?:Integer|String|Uuid|DateTime|Date|Numeric|LargeBinary)$/.test(key.type.text);
}

/** The type of a column's values as the file can name it; `Any` for types of one database or of the project. */
export function pythonType(style: ClassStyle, key: Column): string {
  const name = key.type.name;
  if (/^(?:Integer|BigInteger|SmallInteger|INTEGER|BIGINT|SMALLINT|INT)$/.test(name)) return 'int';
  if (/^(?:String|Unicode|Text|UnicodeText|VARCHAR|CHAR|TEXT|NVARCHAR|AutoString)$/.test(name)) return 'str';
  if (/uuid|guid/i.test(name)) return style.imports.qualified('uuid', 'UUID');
  if (/^(?:DateTime|TIMESTAMP|DATETIME)$/.test(name)) return style.imports.qualified('datetime', 'datetime');
  if (/^(?:Date|DATE)$/.test(name)) return style.imports.qualified('datetime', 'date');
  if (/^(?:Numeric|DECIMAL|NUMERIC)$/.test(name)) return style.imports.qualified('decimal', 'Decimal');
  if (/^(?:Boolean|BOOLEAN)$/.test(name)) return 'bool';
  if (/^(?:Float|Double|FLOAT|REAL|DOUBLE|DOUBLE_PRECISION)$/.test(name)) return 'float';
  if (/^(?:Time|TIME)$/.test(name)) return style.imports.qualified('datetime', 'time');
  if (/^(?:Interval|INTERVAL)$/.test(name)) return style.imports.qualified('datetime', 'timedelta');
  if (name === 'Enum') return 'str';
  if (/^(?:LargeBinary|BINARY|VARBINARY|BLOB)$/.test(name)) return 'bytes';
  return style.imports.standard('typing', 'Any');
}

/** `ForeignKeyConstraint(["a", "b"], ["t.a", "t.b"])`, and a unique constraint where asked. */
function constraintTexts(style: ClassStyle, columns: readonly NewForeignKey[], isOneToOne: boolean): readonly string[] {
  const list = (items: readonly string[]): string => items.map((item) => quotedIn(style, item)).join(', ');
  const names = columns.map(({ name }) => name);
  const constraint = `${style.imports.sqlalchemy('sqlalchemy', 'ForeignKeyConstraint')}([${list(names)}], [${list(columns.map(({ key }) => referenceTo(key)))}])`;
  return isOneToOne ? [constraint, `${style.imports.sqlalchemy('sqlalchemy', 'UniqueConstraint')}(${list(names)})`] : [constraint];
}

function tableArgsText({ indent, newline, lineLength }: ClassStyle, texts: readonly string[]): string {
  const line = `__table_args__ = (${texts.join(', ')},)`;
  if (indent.length + line.length <= lineLength) return line;
  return `__table_args__ = (${newline}${texts.map((text) => `${indent}    ${text},${newline}`).join('')}${indent})`;
}

/** The constraint in `__table_args__`: a line to add, or the edit of the one that is there; undefined for one that is computed. */
export function constraintInTableArgs(style: ClassStyle, columns: readonly NewForeignKey[], isOneToOne: boolean): { readonly line: string } | { readonly edit: TextEdit } | undefined {
  const texts = constraintTexts(style, columns, isOneToOne);
  const { tree, node } = style;
  const stated = node.body.find((statement) => statement.kind === 'Assign' && statement.targets.some((target) => target.kind === 'Name' && target.name === '__table_args__'));
  if (stated?.kind !== 'Assign') {
    return node.body.some((statement) => statement.kind === 'FunctionDef' && statement.name.name === '__table_args__') ? undefined : { line: tableArgsText(style, texts) };
  }
  const { value } = stated;
  const span = tree.spans.spanOf(value.id);
  if (value.kind === 'Dict') return { edit: { span, newText: `(${texts.join(', ')}, ${textOf(tree, value.id)})` } };
  const first = value.kind === 'Tuple' ? value.elements[0] : undefined;
  return first === undefined ? undefined : { edit: insertion(tree.spans.spanOf(first.id).start, `${texts.join(', ')}, `) };
}

/** `Post.author_id`. */
export function columnPath({ parent, target }: Relationship, column: Column): string | undefined {
  for (const mapper of [parent, target]) {
    const attribute = mapper === undefined ? undefined : attributeNameOf(mapper, column);
    if (mapper !== undefined && attribute !== undefined) return `${registryName(mapper)}.${attribute}`;
  }
  return undefined;
}
