/** What a name in a string argument stands for (`orm/clsregistry.py: _class_resolver._access_cls`). */
import type { MappingContext } from '../context';
import type { Mapper, Registry } from '../mapper';
import type { MetaData, Table } from '../schema/schema';
import { classAmong, attributeOf } from '../sql/objectAttributes';
import type { ModuleNames, SqlEnvironment, SqlObject } from '../sql/sqlObject';
import { isBuiltinName, isEvaluatorName, isSqlAlchemyName } from './libraryNames';

/** Whether tables go before classes: for `secondary`. */
export type NamePreference = 'classes' | 'tables';

export interface NameScope {
  /** The mapper whose relationship is read. */
  readonly mapper: Mapper;
  readonly env: SqlEnvironment;
  readonly preference: NamePreference;
  /** The relationship's key, for messages. */
  readonly key: string;
  /** A table was found without the default schema of its MetaData (2.1). */
  readonly onUnqualifiedTable: (name: string, metadata: MetaData) => void;
}

/** Classes, tables, module paths, and the package `sqlalchemy`; undefined where there is no such name (KeyError). */
export function registryName(scope: NameScope, name: string): SqlObject | undefined {
  const { mapper, env, preference } = scope;
  const steps = preference === 'tables' ? [tableNamed, classNamed] : [classNamed, tableNamed];
  for (const step of steps) {
    const found = step(scope, name);
    if (found !== undefined) return found;
  }
  const tree = moduleTreeOf(mapper.registry);
  if (tree.contents.has(name)) return attributeOf({ kind: 'moduleNames', names: tree }, name, env);
  return isSqlAlchemyName(name, env.context.version) ? { kind: 'external', path: externalPath(name) } : undefined;
}

function externalPath(name: string): string {
  return name === 'foreign' || name === 'remote' ? `sqlalchemy.orm.${name}` : `sqlalchemy.${name}`;
}

/** What Python's `eval` finds beyond `registryName`: globals of the evaluating module, then builtins. */
export function evaluatorName(name: string, context: MappingContext): SqlObject | undefined {
  if (isEvaluatorName(name, context.version)) return { kind: 'external', path: EVALUATOR_PATHS[name] ?? `sqlalchemy.orm.clsregistry.${name}` };
  if (isBuiltinName(name)) return { kind: 'external', path: `builtins.${name}` };
  return undefined;
}

const EVALUATOR_PATHS: Readonly<Record<string, string>> = {
  util: 'sqlalchemy.util',
  exc: 'sqlalchemy.exc',
  inspection: 'sqlalchemy.inspection',
  attributes: 'sqlalchemy.orm.attributes',
  interfaces: 'sqlalchemy.orm.interfaces',
};

function classNamed({ mapper, preference, env }: NameScope, name: string): SqlObject | undefined {
  const mappers = mapper.registry.classesByName.get(name);
  if (mappers === undefined || mappers.length === 0) return undefined;
  const found = classAmong(mappers, name);
  const isEntity = found.kind !== 'entity' || (preference === 'tables' && env.context.version === '2.1');
  return isEntity ? found : { kind: 'classColumns', mapper: found.mapper };
}

function tableNamed(scope: NameScope, name: string): SqlObject | undefined {
  const { mapper, env } = scope;
  const metadata = metadataFor(mapper, env.context);
  const table = tableByKey(scope, metadata, name);
  if (table !== undefined) return { kind: 'selectable', selectable: table };
  const isSchema = [...metadata.tables.values()].some((each) => each.schema === name);
  return isSchema ? { kind: 'schemaTables', schema: name, metadata: env.context.version === '2.1' ? metadata : mapper.metadata } : undefined;
}

/** Before 2.1 the registry's MetaData, since then the class's own where it has one. */
export function metadataFor(mapper: Mapper, context: MappingContext): MetaData {
  return context.version === '2.1' ? mapper.metadata : mapper.registry.metadata;
}

/** `_resolve_table_key`: since 2.1 a default schema is tried first. */
function tableByKey(scope: NameScope, metadata: MetaData, name: string): Table | undefined {
  if (scope.env.context.version !== '2.1' || metadata.schema === undefined || name.includes('.')) return metadata.tables.get(name);
  const qualified = metadata.tables.get(`${metadata.schema}.${name}`);
  if (qualified !== undefined) return qualified;
  const unqualified = metadata.tables.get(name);
  if (unqualified !== undefined) scope.onUnqualifiedTable(name, metadata);
  return unqualified;
}

interface MutableModuleNames extends ModuleNames {
  readonly contents: Map<string, MutableModuleNames | Mapper[]>;
}

const trees = new WeakMap<Registry, { readonly size: number; readonly tree: ModuleNames }>();

/** Every suffix of every module path that holds a class: `pkg.sub.mod.Class`, `sub.mod.Class`, `mod.Class`. */
function moduleTreeOf(registry: Registry): ModuleNames {
  const size = registry.mappers.length + registry.classesByName.size;
  const known = trees.get(registry);
  if (known?.size === size) return known.tree;
  const tree = newModule('_sa_module_registry', []);
  for (const [name, mappers] of registry.classesByName) for (const mapper of mappers) addClass(tree, name, mapper);
  trees.set(registry, { size, tree });
  return tree;
}

function newModule(name: string, path: readonly string[]): MutableModuleNames {
  return { name, path, contents: new Map() };
}

function addClass(tree: MutableModuleNames, name: string, mapper: Mapper): void {
  const tokens = mapper.cls.module.name.split('.');
  for (let start = 0; start < tokens.length; start += 1) {
    let module: MutableModuleNames | undefined = tree;
    for (const token of tokens.slice(start)) module = module === undefined ? undefined : submodule(module, token);
    if (module === undefined) continue;
    const existing = module.contents.get(name);
    if (existing === undefined) module.contents.set(name, [mapper]);
    else if (Array.isArray(existing)) existing.push(mapper);
  }
}

function submodule(module: MutableModuleNames, name: string): MutableModuleNames | undefined {
  const existing = module.contents.get(name);
  if (Array.isArray(existing)) return undefined;
  if (existing !== undefined) return existing;
  const made = newModule(name, [...module.path, name]);
  module.contents.set(name, made);
  return made;
}

/** Why a name that is not found may still exist at run time; undefined where it certainly does not. */
export function unknownNameReason(mapper: Mapper, name: string, context: MappingContext): string | undefined {
  const { registry } = mapper;
  if (registry.openReason !== undefined) return registry.openReason;
  const metadata = metadataFor(mapper, context);
  if (metadata.openReason !== undefined && /^[a-z_]/.test(name)) return metadata.openReason;
  return uncertainClasses(context).get(name);
}

const uncertainByProgram = new WeakMap<object, ReadonlyMap<string, string>>();

/** Classes that may or may not be mapped, or in whichever registry, because a base of theirs is not known, and classes whose mapping failed, by name. */
function uncertainClasses(context: MappingContext): ReadonlyMap<string, string> {
  const known = uncertainByProgram.get(context.program);
  if (known !== undefined) return known;
  const reasons = new Map<string, string>();
  for (const event of context.program.events) {
    if (event.kind !== 'class' || event.cls.dynamicBase === undefined) continue;
    const mapper = context.mapperOf(event.cls);
    if (mapper === undefined || mapper.registry.openReason !== undefined) reasons.set(event.cls.name, event.cls.dynamicBase.reason);
  }
  uncertainByProgram.set(context.program, reasons);
  return reasons;
}
