import type { ProjectConfig } from './project';
import { ADDED_IN_2_0, ADDED_IN_2_1, CORE_NAMES, ORM_NAMES, SCHEMA_NAMES } from './sqlalchemyNames';
import { STAR_NAMES } from './starNames';
import { isStandardLibrary, topLevelOf } from './standardLibrary';

/** Libraries whose objects are known by name: they are never read. */
const MODELLED_LIBRARIES: ReadonlySet<string> = new Set(['sqlalchemy', 'sqlmodel', 'flask_sqlalchemy']);

/** Whether a dotted name belongs to SQLAlchemy or to a library on top of it that the mapping rules know. */
export function isModelledLibrary(name: string): boolean {
  return MODELLED_LIBRARIES.has(topLevelOf(name));
}

/** Whether objects below a dotted name are known by name and not read: modelled libraries, the standard library, typing extensions. */
export function isKnownByName(name: string): boolean {
  return isModelledLibrary(name) || topLevelOf(name) === 'typing_extensions' || isStandardLibrary(name);
}

/**
 * The public path of a library object that has several: `sqlalchemy.orm.relationships.relationship` is `sqlalchemy.orm.relationship`,
 * `sqlalchemy.schema.Column` is `sqlalchemy.Column`, `typing_extensions.Annotated` is `typing.Annotated`. Other paths stay as they are.
 */
export function canonicalPath(path: string): string {
  switch (topLevelOf(path)) {
    case 'sqlalchemy':
      return canonicalSqlAlchemyPath(path);
    case 'sqlmodel':
      return canonicalSqlModelPath(path);
    case 'flask_sqlalchemy':
      return path === 'flask_sqlalchemy.extension.SQLAlchemy' ? 'flask_sqlalchemy.SQLAlchemy' : path;
    case 'typing_extensions':
      return `typing${path.slice('typing_extensions'.length)}`;
    default:
      return path;
  }
}

/** Whether a public SQLAlchemy name does not exist in the given version, so that importing it fails. */
export function isMissingIn(version: ProjectConfig['sqlalchemy'], canonical: string): boolean {
  if (version === '2.1') return false;
  return ADDED_IN_2_1.has(canonical) || (version === '1.4' && ADDED_IN_2_0.has(canonical));
}

/** What `from module import *` binds, for modules that are known by name; undefined where the names are not known. */
export function starNamesOf(module: string): ReadonlySet<string> | undefined {
  switch (module) {
    case 'sqlalchemy':
    case 'sqlalchemy.types':
      return CORE_NAMES;
    case 'sqlalchemy.schema':
      return SCHEMA_AND_CORE_NAMES;
    case 'sqlalchemy.sql':
    case 'sqlalchemy.sql.expression':
      return CORE_NAMES;
    case 'sqlalchemy.orm':
    case 'sqlalchemy.ext.declarative':
      return ORM_NAMES;
    case 'sqlmodel':
      return SQLMODEL_STAR_NAMES;
    case 'typing_extensions':
      return STAR_NAMES.get('typing');
    default:
      return STAR_NAMES.get(module);
  }
}

const SCHEMA_AND_CORE_NAMES: ReadonlySet<string> = new Set([...SCHEMA_NAMES, ...CORE_NAMES]);

/** Modules inside SQLAlchemy, by their last component; a component that is not here starts the object's own name. */
const SQLALCHEMY_MODULES: ReadonlySet<string> = new Set(
  (
    'orm sql ext schema types engine event events exc util pool inspection future dialects declarative api base extensions associationproxy ' +
    'asyncio automap baked compiler horizontal_shard hybrid indexable instrumentation mutable orderinglist serializer _orm_constructors _typing ' +
    'attributes clsregistry collections context decl_api decl_base dependency descriptor_props dynamic evaluator identity interfaces loading ' +
    'mapped_collection mapper path_registry persistence properties query relationships scoping session state strategies strategy_options sync ' +
    'unitofwork writeonly _dml_constructors _elements_constructors _orm_types _selectable_constructors annotation cache_key coercions crud ddl ' +
    'default_comparator dml elements expression functions lambdas naming operators roles selectable sqltypes traversals type_api visitors ' +
    'postgresql mysql mariadb mssql oracle sqlite json array ranges hstore named_types enumerated reflection provision url result row cursor create'
  ).split(' '),
);

function canonicalSqlAlchemyPath(path: string): string {
  const parts = path.split('.');
  let nameIndex = 1;
  while (nameIndex < parts.length - 1 && SQLALCHEMY_MODULES.has(parts[nameIndex] ?? '')) nameIndex++;
  const name = parts[nameIndex];
  if (name === undefined) return path;
  const module = parts.slice(1, nameIndex).join('.');
  const home = homeOf(module, name);
  return home === undefined ? path : [home, ...parts.slice(nameIndex)].join('.');
}

function homeOf(module: string, name: string): string | undefined {
  if (module === 'dialects' || module.startsWith('dialects.')) {
    const dialect = module.split('.')[1];
    return dialect === undefined ? undefined : `sqlalchemy.dialects.${dialect}`;
  }
  if (module === 'ext.declarative' && MOVED_FUNCTIONS.has(name)) return 'sqlalchemy.ext.declarative';
  if (module.startsWith('ext.') && !module.startsWith('ext.declarative')) return `sqlalchemy.ext.${module.split('.')[1] ?? ''}`;
  if (module === 'orm' || module.startsWith('orm.') || module.startsWith('ext.declarative')) {
    if (ORM_NAMES.has(name)) return 'sqlalchemy.orm';
    if (CORE_NAMES.has(name)) return 'sqlalchemy';
    return module.startsWith('ext.declarative') ? 'sqlalchemy.ext.declarative' : undefined;
  }
  if (module === '' || module === 'types' || module.startsWith('sql.type') || module === 'sql.sqltypes') return 'sqlalchemy';
  if (CORE_NAMES.has(name)) return 'sqlalchemy';
  return SCHEMA_NAMES.has(name) ? 'sqlalchemy.schema' : undefined;
}

/** Functions of `sqlalchemy.ext.declarative` that are not those of `sqlalchemy.orm`: they warn, and then call them (`util.moved_20`). */
const MOVED_FUNCTIONS: ReadonlySet<string> = new Set(['declarative_base', 'as_declarative', 'has_inherited_table', 'synonym_for']);

const SQLMODEL_OWN_NAMES: ReadonlySet<string> = new Set(['SQLModel', 'Field', 'Relationship', 'Session', 'AutoString', 'UTCDateTime', 'col', 'select']);

const SQLMODEL_STAR_NAMES: ReadonlySet<string> = new Set([...SQLMODEL_OWN_NAMES, ...CORE_NAMES]);

/** `sqlmodel/__init__.py` exports SQLAlchemy's names again, some behind wrappers that change types only. */
function canonicalSqlModelPath(path: string): string {
  const parts = path.split('.');
  const nameIndex = parts.findIndex((part, index) => index > 0 && (SQLMODEL_OWN_NAMES.has(part) || CORE_NAMES.has(part)));
  if (nameIndex < 0) return path;
  const name = parts[nameIndex] ?? '';
  const home = SQLMODEL_OWN_NAMES.has(name) ? 'sqlmodel' : 'sqlalchemy';
  return [home, ...parts.slice(nameIndex)].join('.');
}
