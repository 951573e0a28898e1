/** Classes of libraries that inherit from none of the others and state nothing of what declarative reads (`__mapper_args__`, `__tablename__`). */
const BARE_BASES: ReadonlySet<string> = new Set([
  'abc.ABC',
  'builtins.object',
  'sqlalchemy.ext.asyncio.AsyncAttrs',
  'sqlalchemy.orm.DeclarativeBase',
  'sqlalchemy.orm.DeclarativeBaseNoMeta',
  'sqlalchemy.orm.MappedAsDataclass',
  'typing.Generic',
  'typing.Protocol',
]);

const DIRECTIVES: ReadonlySet<string> = new Set(['__abstract__', '__mapper_args__', '__table__', '__table_args__', '__tablename__']);

export function isBareBase(path: string): boolean {
  return BARE_BASES.has(path);
}

/** Whether the class is known to lack what only mapped classes and mixins state. */
export function lacksDirective(path: string, name: string): boolean {
  return BARE_BASES.has(path) && DIRECTIVES.has(name);
}
