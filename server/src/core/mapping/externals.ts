/** Which library object a value is or calls: through subclasses of external classes, `db.Column`, methods, and wrappers that keep the meaning. */
import type { ClassValue, SymbolicAttribute, SymbolicCall, Value } from '../evaluate/values';

/** Names that `flask_sqlalchemy.SQLAlchemy` forwards; everything else on it is its own. */
const FLASK_OWN = new Set(['Model', 'Table', 'session', 'metadata', 'metadatas', 'engine', 'engines', 'Query', 'Session', 'app', 'init_app', 'create_all', 'drop_all', 'reflect']);

const SQLALCHEMY_CLASSES = [
  'Column', 'MappedColumn', 'Table', 'ForeignKey', 'ForeignKeyConstraint', 'UniqueConstraint', 'PrimaryKeyConstraint', 'CheckConstraint', 'Index',
  'MetaData', 'RelationshipProperty', 'Relationship', 'registry',
];

/** `sqlalchemy.orm.relationship` → `relationship`; undefined for what is not SQLAlchemy's. */
export function sqlalchemyName(path: string): string | undefined {
  if (!path.startsWith('sqlalchemy.')) return undefined;
  // `func.now` is a function of the database, whatever its name
  if (path.startsWith('sqlalchemy.func.')) return path.slice('sqlalchemy.'.length);
  const directive = path.includes('.declared_attr.') ? /\.declared_attr\.(directive|cascading)$/.exec(path) : null;
  if (directive !== null) return `declared_attr.${directive[1] ?? ''}`;
  return path.slice(path.lastIndexOf('.') + 1);
}

/**
 * A short canonical name of the library object a value stands for: SQLAlchemy's by its own name (`Column`, `relationship`, `declared_attr.cascading`),
 * others by their path (`sqlmodel.Field`, `dataclasses.dataclass`). undefined for values of the project.
 */
export function libraryName(value: Value): string | undefined {
  switch (value.kind) {
    case 'external':
      return sqlalchemyName(value.path) ?? value.path;
    case 'class':
      return classLibraryName(value);
    case 'attribute':
      return attributeLibraryName(value);
    case 'subscript':
      // `association_proxy[...]`, `Generic[T]`: the thing itself
      return libraryName(value.object);
    default:
      return undefined;
  }
}

/** `class MyColumn(Column)` called is a Column. */
function classLibraryName(cls: ClassValue): string | undefined {
  for (const path of cls.externalBases) {
    const name = sqlalchemyName(path);
    if (name !== undefined && SQLALCHEMY_CLASSES.includes(name)) return name;
    if (path === 'flask_sqlalchemy.SQLAlchemy') return path;
  }
  return undefined;
}

function attributeLibraryName(value: SymbolicAttribute): string | undefined {
  if (isFlaskExtension(value.object)) {
    return FLASK_OWN.has(value.name) ? `flask_sqlalchemy.SQLAlchemy.${value.name}` : value.name;
  }
  const object = libraryName(value.object);
  if (object === 'declared_attr') return `declared_attr.${value.name}`;
  if (value.object.kind === 'external') return sqlalchemyName(`${value.object.path}.${value.name}`) ?? `${value.object.path}.${value.name}`;
  return undefined;
}

/** What a call calls, by `libraryName`; undefined for methods of symbolic objects and for the project's own. */
export function calleeName(call: SymbolicCall): string | undefined {
  return libraryName(call.callee);
}

/** The object and the name of a method call: `reg.map_imperatively(...)`. */
export function methodOf(call: SymbolicCall): { readonly object: Value; readonly name: string } | undefined {
  return call.callee.kind === 'attribute' ? { object: call.callee.object, name: call.callee.name } : undefined;
}

declare const known: unique symbol;

/** A call that was found to be of a certain object. The mark keeps other calls possible where the question was answered with no. */
export type KnownCall = SymbolicCall & { readonly [known]: true };

/** `db = SQLAlchemy()`, also of a subclass of it. */
export function isFlaskExtension(value: Value): value is KnownCall {
  return value.kind === 'call' && value.callee.kind !== 'attribute' && libraryName(value.callee) === 'flask_sqlalchemy.SQLAlchemy';
}

export function isCallOf(value: Value, ...names: readonly string[]): value is KnownCall {
  if (value.kind !== 'call') return false;
  const name = calleeName(value);
  return name !== undefined && names.includes(name);
}

/** Calls that give back what they are given as far as mapping is concerned: `cast(Any, x)`. */
export function unwrapped(value: Value): Value {
  if (isCallOf(value, 'typing.cast')) return value.args[1]?.value ?? value;
  return value;
}
