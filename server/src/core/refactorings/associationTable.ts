/** The table between two classes of a new many-to-many relationship. */
import type { Mapper } from '../mapping/mapper';
import { textOf } from '../python/walk';
import { insertion } from './attributes';
import { quotedIn, type ClassStyle } from './classStyle';
import { referenceTo, tableOf } from './foreignKeys';
import { associationName, freeName, referringName } from './proposedNames';
import { snakeCase } from '../display/snakeCase';
import type { TextEdit } from '../features/results';
import type { Column } from '../mapping/schema/schema';

export interface NewAssociation {
  /** As strings name it: with its schema. */
  readonly key: string;
  readonly variable: string;
  readonly edit: TextEdit;
  /** Of a self-reference: the columns that refer to each side, which the joins have to name. */
  readonly columns: { readonly from: readonly NamedKey[]; readonly to: readonly NamedKey[] };
}

export interface NamedKey {
  readonly name: string;
  readonly key: Column;
}

/** Before the class of `from`, in its file; undefined where the class's MetaData has no name there. */
export function newAssociation(style: ClassStyle, from: Mapper, to: Mapper): NewAssociation | undefined {
  const metadata = metadataText(style);
  const [fromTable, toTable] = [tableOf(from), tableOf(to)];
  if (metadata === undefined || fromTable === undefined || toTable === undefined || fromTable.primaryKey.length === 0 || toTable.primaryKey.length === 0) return undefined;
  const name = associationName(from, to, from.metadata.tables);
  const variable = freeName(name, (each) => from.cls.module.namespace.has(each));
  const taken: string[] = [];
  const named = (mapper: Mapper, stem: string, keys: readonly Column[]): readonly NamedKey[] =>
    keys.map((key) => {
      const column = freeName(referringName(stem, key, mapper), (each) => taken.includes(each));
      taken.push(column);
      return { name: column, key };
    });
  const columns = {
    from: named(from, snakeCase(from.name), fromTable.primaryKey),
    to: named(to, from === to ? `related_${snakeCase(to.name)}` : snakeCase(to.name), toTable.primaryKey),
  };
  const text = tableText(style, { variable, name, metadata, schema: statedSchema(style, fromTable.schema), sides: [columns.from, columns.to] });
  const key = fromTable.schema === undefined ? name : `${fromTable.schema}.${name}`;
  const { start } = style.tree.spans.spanOf(style.node.id);
  const { newline } = style;
  return { key, variable, columns, edit: insertion(start, `${text}${newline}${newline}${newline}`) };
}

interface TableParts {
  readonly variable: string;
  readonly name: string;
  readonly metadata: string;
  readonly schema: string | undefined;
  readonly sides: readonly (readonly NamedKey[])[];
}

function tableText(style: ClassStyle, { variable, name, metadata, schema, sides }: TableParts): string {
  const { imports, newline } = style;
  const column = imports.sqlalchemy('sqlalchemy', 'Column');
  const list = (items: readonly string[]): string => items.map((item) => quotedIn(style, item)).join(', ');
  const lines = sides.flatMap((side) =>
    side.map(({ name: each, key }) => {
      const reference = side.length === 1 ? `, ${imports.sqlalchemy('sqlalchemy', 'ForeignKey')}(${quotedIn(style, referenceTo(key))})` : typeOf(style, key);
      return `${column}(${quotedIn(style, each)}${reference}, primary_key=True)`;
    }),
  );
  const constraints = sides
    .filter((side) => side.length > 1)
    .map((side) => `${imports.sqlalchemy('sqlalchemy', 'ForeignKeyConstraint')}([${list(side.map((each) => each.name))}], [${list(side.map(({ key }) => referenceTo(key)))}])`);
  const args = [quotedIn(style, name), ...(metadata === '' ? [] : [metadata]), ...lines, ...constraints, ...(schema === undefined ? [] : [`schema=${quotedIn(style, schema)}`])];
  return `${variable} = ${imports.sqlalchemy('sqlalchemy', 'Table')}(${newline}${args.map((arg) => `    ${arg},${newline}`).join('')})`;
}

function typeOf(style: ClassStyle, key: Column): string {
  return /^(Integer|String|BigInteger|SmallInteger|Uuid)$/.test(key.type.name) ? `, ${style.imports.sqlalchemy('sqlalchemy', key.type.name)}` : '';
}

/** A schema that the MetaData gives to its tables anyway is not repeated. */
function statedSchema(style: ClassStyle, schema: string | undefined): string | undefined {
  return schema === style.mapper.metadata.schema ? undefined : schema;
}

/** `Base.metadata`, as another Table of the file says it, or through a base of the class; empty for `db.Table`, which knows it. */
function metadataText(style: ClassStyle): string | undefined {
  const { tree, node, mapper } = style;
  const stated = /\bTable\(\s*["'][^"']+["'],\s*([A-Za-z_][\w.]*)\s*,/.exec(tree.text)?.[1];
  if (/\bdb\.Table\b|\bdb\.Model\b/.test(tree.text) && style.imports.sqlalchemy('sqlalchemy', 'Table') === 'db.Table') return '';
  if (stated !== undefined && !/Column$/.test(stated)) return stated;
  const base = node.bases.find((_, index) => isDeclarativeBase(mapper, index));
  return base === undefined ? undefined : `${textOf(tree, base.id)}.metadata`;
}

/** Whether a base of the class has the MetaData: a declarative base, or a mapped class. */
function isDeclarativeBase({ cls }: Mapper, index: number): boolean {
  const base = cls.bases[index];
  if (base?.kind !== 'class') return base?.kind === 'call';
  return base.externalBases.some((name) => /(?:^|\.)(?:DeclarativeBase|DeclarativeBaseNoMeta|SQLModel|MappedAsDataclass)$/.test(name)) || base.mro.some(({ namespace }) => namespace.has('metadata') || namespace.has('__tablename__'));
}
