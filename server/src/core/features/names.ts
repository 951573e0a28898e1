/**
 * What the names inside a relationship's arguments stand for. Strings are read with the registry's names, as `orm/clsregistry.py` does;
 * Python expressions with the names of the module and of the class body.
 */
import type { Value } from '../evaluate/values';
import type { Mapper, MapperGraph, Relationship } from '../mapping/mapper';
import type { Column, Table } from '../mapping/schema/schema';
import { memberOf, type Referent } from './referent';

/** Where a name is looked up first. */
export interface NameScope {
  readonly graph: MapperGraph;
  readonly relationship: Relationship;
  /** The text is evaluated by SQLAlchemy, not by Python. */
  readonly inString: boolean;
}

/** What each name of `a.b.c` stands for; undefined where it is a package, a function or unknown. */
export function resolveChain(names: readonly string[], scope: NameScope): readonly (Referent | undefined)[] {
  const result: (Referent | undefined)[] = names.map(() => undefined);
  const start = rootOf(names, scope);
  if (start === undefined) return result;
  result[start.index] = start.referent;
  let current: Referent | undefined = start.referent;
  for (let index = start.index + 1; index < names.length && current !== undefined; index++) {
    const name = names[index] ?? '';
    if (current.kind === 'table' && (name === 'c' || name === 'columns')) continue;
    current = stepInto(current, name);
    result[index] = current;
  }
  return result;
}

function stepInto(referent: Referent, name: string): Referent | undefined {
  switch (referent.kind) {
    case 'entity': {
      if (name === '__table__') return referent.mapper.localTable.kind === 'table' ? { kind: 'table', table: referent.mapper.localTable } : undefined;
      return memberOf(referent.mapper, name);
    }
    case 'table': {
      const column = referent.table.columns.get(name);
      return column === undefined ? undefined : { kind: 'column', column };
    }
    default:
      return undefined;
  }
}

function rootOf(names: readonly string[], scope: NameScope): { readonly index: number; readonly referent: Referent } | undefined {
  const first = names[0] ?? '';
  const found = scope.inString ? registryName(first, scope) : (bodyName(first, scope) ?? moduleName(first, scope));
  if (found !== undefined) return { index: 0, referent: found };
  return scope.inString ? qualifiedRoot(names, scope) : moduleAttribute(names, scope);
}

/** A class by name, else a table by key (`_class_resolver`). */
function registryName(name: string, { graph, relationship }: NameScope): Referent | undefined {
  const mapper = classNamed(name, relationship);
  if (mapper !== undefined) return { kind: 'entity', mapper };
  const table = tableNamed(name, relationship, graph);
  return table === undefined ? undefined : { kind: 'table', table };
}

/** With several classes of one name, the one the relationship is about; SQLAlchemy itself would refuse the name. */
function classNamed(name: string, relationship: Relationship): Mapper | undefined {
  const candidates = relationship.parent.registry.classesByName.get(name) ?? [];
  return candidates.find((mapper) => mapper === relationship.target) ?? candidates.find((mapper) => mapper === relationship.parent) ?? candidates[0];
}

export function tableNamed(key: string, relationship: Relationship, graph: MapperGraph): Table | undefined {
  return relationship.parent.metadata.tables.get(key) ?? graph.tables.find((table) => table.key === key);
}

/** `models.user.User`, `schema.table.c.id`. */
function qualifiedRoot(names: readonly string[], { graph, relationship }: NameScope): { readonly index: number; readonly referent: Referent } | undefined {
  for (let index = 1; index < names.length; index++) {
    const path = names.slice(0, index + 1).join('.');
    const candidates = relationship.parent.registry.classesByName.get(names[index] ?? '') ?? [];
    const mapper = candidates.find(({ entity }) => entity === path || entity.endsWith(`.${path}`));
    if (mapper !== undefined) return { index, referent: { kind: 'entity', mapper } };
    const table = tableNamed(path, relationship, graph);
    if (table !== undefined) return { index, referent: { kind: 'table', table } };
  }
  return undefined;
}

/** A sibling attribute in the same class body: `foreign_keys=[agent_id]`. */
function bodyName(name: string, { relationship, graph }: NameScope): Referent | undefined {
  const binding = relationship.declaredOn.namespace.get(name);
  if (binding === undefined) return undefined;
  return memberOf(relationship.parent, name) ?? referentOfValue(binding.value, graph);
}

function moduleName(name: string, { relationship, graph }: NameScope): Referent | undefined {
  const binding = relationship.declaredOn.module.namespace.get(name);
  return binding === undefined ? classBehindTypeChecking(name, relationship) : referentOfValue(binding.value, graph);
}

/** Names of lambdas and annotations may be imported for type checkers only; the registry knows the class by the same name. */
function classBehindTypeChecking(name: string, relationship: Relationship): Referent | undefined {
  const mapper = classNamed(name, relationship);
  return mapper === undefined ? undefined : { kind: 'entity', mapper };
}

/** `models.User` where `models` is an imported module. */
function moduleAttribute(names: readonly string[], { relationship, graph }: NameScope): { readonly index: number; readonly referent: Referent } | undefined {
  let value: Value | undefined = relationship.declaredOn.module.namespace.get(names[0] ?? '')?.value;
  for (let index = 1; index < names.length && value?.kind === 'module'; index++) {
    value = value.namespace.get(names[index] ?? '')?.value;
    const referent = value === undefined ? undefined : referentOfValue(value, graph);
    if (referent !== undefined) return { index, referent };
  }
  return undefined;
}

export function referentOfValue(value: Value, graph: MapperGraph): Referent | undefined {
  if (value.kind === 'class') {
    const mapper = graph.mapperOf(value);
    return mapper === undefined ? undefined : { kind: 'entity', mapper };
  }
  if (value.kind !== 'call') return undefined;
  const { file, node } = value.anchor;
  const table = graph.tables.find((candidate) => candidate.anchor.file === file && candidate.anchor.node === node);
  return table === undefined ? undefined : { kind: 'table', table };
}

/** What `"users.id"` in a ForeignKey names: the table part and the column part. */
export function foreignKeyTargets(spec: string, parent: Column, graph: MapperGraph): { readonly table?: Table; readonly column?: Column; readonly columnStart: number } {
  const dot = spec.lastIndexOf('.');
  const tableKey = dot < 0 ? spec : spec.slice(0, dot);
  const columnKey = dot < 0 ? undefined : spec.slice(dot + 1);
  const owner = parent.table?.kind === 'table' ? parent.table : undefined;
  const schema = owner?.metadata.schema;
  const table =
    owner?.metadata.tables.get(tableKey) ??
    (schema === undefined ? undefined : owner?.metadata.tables.get(`${schema}.${tableKey}`)) ??
    graph.tables.find((candidate) => candidate.key === tableKey);
  const column = columnKey === undefined ? undefined : (table?.columns.get(columnKey) ?? [...(table?.columns.values() ?? [])].find(({ name }) => name === columnKey));
  return { table, column, columnStart: dot + 1 };
}
