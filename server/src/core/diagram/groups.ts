/**
 * Groups of a readable size: modules; packages where modules hold one class each; communities of connected entities where one module
 * holds nearly everything.
 */
import type { DiagramEdge, DiagramEntity } from './diagram';
import { edgesByEntity, otherEnd } from './focus';

export interface Grouped {
  readonly entities: readonly DiagramEntity[];
  readonly groups: readonly { readonly id: string; readonly label: string }[];
}

/** A module with more entities than this is split by what is connected. */
const LARGE = 48;
/** Modules with fewer entities than this on average are joined by package. */
const SMALL_AVERAGE = 2;

export function groupEntities(entities: readonly DiagramEntity[], edges: readonly DiagramEdge[]): Grouped {
  const byModule = new Map(withNeighboursModule(entities, edges).map((entity) => [entity.id, entity.module]));
  const byPackage = joinSmallModules(byModule);
  const groupOf = splitLargeGroups(byPackage, edges, new Map(entities.map(({ id, name }) => [id, name])));
  const grouped = entities.map((entity) => ({ ...entity, group: groupOf.get(entity.id) ?? entity.module }));
  const ids = [...new Set(grouped.map(({ group }) => group))].sort();
  return { entities: grouped, groups: ids.map((id) => ({ id, label: labelOf(id, ids) })) };
}

/** A table that no class maps stands with the entity it is joined to. */
function withNeighboursModule(entities: readonly DiagramEntity[], edges: readonly DiagramEdge[]): readonly DiagramEntity[] {
  const modules = new Map(entities.map(({ id, module }) => [id, module]));
  const neighbours = edgesByEntity(edges);
  return entities.map((entity) => {
    if (entity.module !== '') return entity;
    const near = (neighbours.get(entity.id) ?? []).map((edge) => modules.get(otherEnd(edge, entity.id))).find((module) => module !== undefined && module !== '');
    return { ...entity, module: near ?? 'tables' };
  });
}

function joinSmallModules(moduleOf: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let groupOf = moduleOf;
  for (;;) {
    const groups = new Set(groupOf.values());
    if (groups.size < 2 || groupOf.size / groups.size >= SMALL_AVERAGE) return groupOf;
    const parents = new Map([...groupOf].map(([id, group]) => [id, group.includes('.') ? group.slice(0, group.lastIndexOf('.')) : group]));
    if (new Set(parents.values()).size === groups.size) return groupOf;
    groupOf = parents;
  }
}

function splitLargeGroups(groupOf: ReadonlyMap<string, string>, edges: readonly DiagramEdge[], nameOf: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const members = new Map<string, string[]>();
  for (const [id, group] of groupOf) members.set(group, [...(members.get(group) ?? []), id]);
  const split = new Map(groupOf);
  for (const [group, ids] of members) {
    if (ids.length <= LARGE) continue;
    for (const { hub, community } of communitiesOf(ids, edges)) {
      const name = hub === undefined ? 'other' : `around ${nameOf.get(hub) ?? hub}`;
      for (const id of community) split.set(id, `${group} › ${name}`);
    }
  }
  return split;
}

interface Community {
  /** The most connected member; undefined for what is joined to nothing. */
  readonly hub: string | undefined;
  readonly community: readonly string[];
}

/** Label propagation from the most connected on, bounded in size, in a fixed order; small remains join the community they touch most. */
function communitiesOf(ids: readonly string[], edges: readonly DiagramEdge[]): readonly Community[] {
  const own = new Set(ids);
  const inner = edges.filter(({ source, target }) => own.has(source.entity) && own.has(target.entity) && source.entity !== target.entity);
  const neighbours = edgesByEntity(inner);
  const degree = (id: string) => neighbours.get(id)?.length ?? 0;
  const byDegree = [...ids].sort((a, b) => degree(b) - degree(a));
  const label = new Map(ids.map((id) => [id, id]));
  const size = new Map(ids.map((id) => [id, 1]));
  for (let round = 0; round < 12; round += 1) {
    let changes = 0;
    for (const id of [...byDegree].reverse()) {
      const current = label.get(id) ?? id;
      const best = strongestLabel(id, current, { neighbours, label, size, degree });
      if (best === current) continue;
      label.set(id, best);
      size.set(current, (size.get(current) ?? 1) - 1);
      size.set(best, (size.get(best) ?? 0) + 1);
      changes += 1;
    }
    if (changes === 0) break;
  }
  const communities = new Map<string, string[]>();
  for (const id of ids) {
    const name = degree(id) === 0 ? '' : (label.get(id) ?? id);
    communities.set(name, [...(communities.get(name) ?? []), id]);
  }
  joinSmallCommunities(communities, neighbours);
  return [...communities].map(([name, community]) => ({ hub: name === '' ? undefined : byDegree.find((id) => community.includes(id)), community }));
}

/** A community smaller than this is no picture of its own. */
const SMALL_COMMUNITY = 7;

/** Smallest first, each joins the community that most of its edges lead to and that has room for it. */
function joinSmallCommunities(communities: Map<string, string[]>, neighbours: ReadonlyMap<string, readonly DiagramEdge[]>): void {
  const nameOf = new Map([...communities].flatMap(([name, ids]) => ids.map((id) => [id, name] as const)));
  const settled = new Set(['']);
  for (;;) {
    const smallest = [...communities].filter(([name, ids]) => !settled.has(name) && ids.length < SMALL_COMMUNITY).sort(([, a], [, b]) => a.length - b.length)[0];
    if (smallest === undefined) return;
    const [name, ids] = smallest;
    const target = mostJoined(name, ids, { communities, nameOf, neighbours });
    if (target === undefined) {
      settled.add(name);
      continue;
    }
    communities.get(target)?.push(...ids);
    communities.delete(name);
    for (const id of ids) nameOf.set(id, target);
  }
}

interface Communities {
  readonly communities: ReadonlyMap<string, readonly string[]>;
  readonly nameOf: ReadonlyMap<string, string>;
  readonly neighbours: ReadonlyMap<string, readonly DiagramEdge[]>;
}

function mostJoined(name: string, ids: readonly string[], { communities, nameOf, neighbours }: Communities): string | undefined {
  const counts = new Map<string, number>();
  for (const id of ids) {
    for (const edge of neighbours.get(id) ?? []) {
      const other = nameOf.get(otherEnd(edge, id));
      const size = other === undefined ? 0 : (communities.get(other)?.length ?? 0);
      // Of two with as many edges the smaller one: sizes stay even.
      if (other !== undefined && other !== name && size + ids.length <= LARGE) counts.set(other, (counts.get(other) ?? 0) + 1 - size / 1000);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

interface Propagation {
  readonly neighbours: ReadonlyMap<string, readonly DiagramEdge[]>;
  readonly label: ReadonlyMap<string, string>;
  readonly size: ReadonlyMap<string, number>;
  readonly degree: (id: string) => number;
}

/** The label most of the neighbours have; links to hubs count less, for they join everything. */
function strongestLabel(id: string, current: string, { neighbours, label, size, degree }: Propagation): string {
  const weights = new Map<string, number>();
  for (const edge of neighbours.get(id) ?? []) {
    const other = otherEnd(edge, id);
    const name = label.get(other) ?? other;
    if (name !== current && (size.get(name) ?? 0) >= LARGE) continue;
    weights.set(name, (weights.get(name) ?? 0) + 1 / Math.sqrt(degree(other)) + (name === current ? 0.01 : 0));
  }
  let best = current;
  for (const [name, weight] of weights) if (weight > (weights.get(best) ?? 0)) best = name;
  return best;
}

/** The last name of a module, with as many of the names before it as tell it from the others. */
function labelOf(id: string, ids: readonly string[]): string {
  const [path = id, suffix] = id.split(' › ');
  const parts = path.split('.');
  const others = ids.map((other) => other.split(' › ')[0] ?? other).filter((other) => other !== path);
  let taken = 1;
  const tail = () => parts.slice(-taken).join('.');
  while (taken < parts.length && (others.some((other) => other === tail() || other.endsWith(`.${tail()}`)) || (parts.slice(-taken)[0] === 'models' && taken === 1))) taken += 1;
  return suffix === undefined ? tail() : suffix;
}
