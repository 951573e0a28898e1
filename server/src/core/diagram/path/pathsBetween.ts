/** The ways from one entity to another that a statement can walk, best first. */
import { shapeOf } from '../../display/shape';
import { relationshipName } from '../../display/names';
import type { Mapper, MapperGraph } from '../../mapping/mapper';
import { hopsOf, isOneOf, ownerOf, type Hop } from './hops';
import { selectOf } from './selectText';

/** One way, as data for the panel and the command line. */
export interface EntityPath {
  readonly steps: readonly PathStep[];
  /** `select(User).join(User.posts)`, with the aliases it needs on lines before it; undefined where `reason` says why. */
  readonly select?: string;
  readonly reason?: string;
}

export interface PathStep {
  readonly kind: Hop['kind'];
  readonly from: string;
  readonly to: string;
  /** In words: `User.posts to Post, one to many`. */
  readonly words: string;
  /** The relationship that is walked, by its owner. */
  readonly relationship?: { readonly entity: string; readonly key: string; readonly reverse: readonly { readonly entity: string; readonly key: string }[] };
  /** Id of the diagram's edge, for a foreign key. */
  readonly edge?: string;
}

/** More ways than these are not a choice any more. */
const MOST_PATHS = 6;
/** Ways with so many steps more than the shortest are looked at. */
const DETOUR_STEPS = 1;
/** Bounds the search in a dense schema. */
const MOST_TRIES = 20_000;

/**
 * Shortest first. Of ways with as many steps those along writable relationships come first, then read-only ones, relationships that only
 * the other side states, and bare foreign keys. Empty where nothing joins the two, or one of them is not mapped.
 */
export function pathsBetween(graph: MapperGraph, from: string, to: string): readonly EntityPath[] {
  const start = graph.mappers.find(({ entity }) => entity === from);
  const target = graph.mappers.find(({ entity }) => entity === to);
  if (start === undefined || target === undefined) return [];
  const hops = hopsOf(graph);
  const found = start === target ? selfReferences(start, hops) : search(start, target, hops);
  return found.map((path) => ({ steps: path.map(stepOf), ...selectOf(start, path) }));
}

function selfReferences(start: Mapper, hops: Hops): readonly (readonly Hop[])[] {
  const loops = (hops.get(start) ?? []).filter((hop) => hop.kind !== 'widen' && hop.kind !== 'narrow' && isOneOf(start, hop.to));
  return [...loops].sort((a, b) => costOf(a) - costOf(b)).slice(0, MOST_PATHS).map((hop) => [hop]);
}

type Hops = ReadonlyMap<Mapper, readonly Hop[]>;

interface Way {
  readonly at: Mapper;
  readonly hops: readonly Hop[];
  readonly cost: number;
  /** `cost` and the least that is still to come. */
  readonly estimate: number;
}

/** Best first over unfinished ways, guided by the exact distance of each class from the target. */
function search(start: Mapper, target: Mapper, hops: Hops): readonly (readonly Hop[])[] {
  const remaining = distancesTo(target, hops);
  const shortest = remaining.get(start);
  if (shortest === undefined) return [];
  const limit = shortest + (DETOUR_STEPS + 1) * STEP_COST - 1;
  const open = new Queue();
  open.add({ at: start, hops: [], cost: 0, estimate: shortest });
  const found: (readonly Hop[])[] = [];
  for (let count = 0; count < MOST_TRIES && found.length < MOST_PATHS; count += 1) {
    const way = open.take();
    if (way === undefined) break;
    if (way.at === target) {
      found.push(way.hops);
      continue;
    }
    for (const hop of hops.get(way.at) ?? []) {
      const rest = remaining.get(hop.to);
      const cost = way.cost + costOf(hop);
      if (rest === undefined || cost + rest > limit || !mayFollow(way.hops, hop, start, target)) continue;
      open.add({ at: hop.to, hops: [...way.hops, hop], cost, estimate: cost + rest });
    }
  }
  return found;
}

/** No class twice; to a subclass only for what the subclass adds; from a subclass to its class only at the end. */
function mayFollow(before: readonly Hop[], hop: Hop, start: Mapper, target: Mapper): boolean {
  if (hop.to === start || before.some(({ to }) => to === hop.to)) return false;
  const last = before.at(-1);
  if (last?.kind === 'narrow') return hop.kind !== 'narrow' && hop.kind !== 'widen' && !isOneOf(last.from, ownerOf(hop));
  if (hop.kind === 'widen') return hop.to === target;
  return true;
}

const STEP_COST = 1000;

function costOf(hop: Hop): number {
  switch (hop.kind) {
    case 'relationship':
      return STEP_COST + (hop.relationship.viewonly ? 30 : 0) + (hop.isReversed ? 20 : 0);
    case 'foreignKey':
      return STEP_COST + 40;
    case 'narrow':
    case 'widen':
      return 10;
  }
}

/** The least cost from each class to the target. */
function distancesTo(target: Mapper, hops: Hops): ReadonlyMap<Mapper, number> {
  const into = new Map<Mapper, Hop[]>();
  for (const hop of [...hops.values()].flat()) {
    const list = into.get(hop.to);
    if (list === undefined) into.set(hop.to, [hop]);
    else list.push(hop);
  }
  const distances = new Map<Mapper, number>();
  const open = new Queue();
  open.add({ at: target, hops: [], cost: 0, estimate: 0 });
  for (let next = open.take(); next !== undefined; next = open.take()) {
    if (distances.has(next.at)) continue;
    distances.set(next.at, next.cost);
    for (const hop of into.get(next.at) ?? []) {
      const cost = next.cost + costOf(hop);
      if (!distances.has(hop.from)) open.add({ at: hop.from, hops: [], cost, estimate: cost });
    }
  }
  return distances;
}

/** A binary heap by estimate; of equals the one that was added first. */
class Queue {
  readonly #heap: { readonly way: Way; readonly order: number }[] = [];
  #added = 0;

  add(way: Way): void {
    const heap = this.#heap;
    heap.push({ way, order: this.#added });
    this.#added += 1;
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  take(): Way | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length === 0) return first.way;
    heap[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && this.#isBefore(child, least)) least = child;
      if (least === at) return first.way;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.way.estimate === b.way.estimate ? a.order < b.order : a.way.estimate < b.way.estimate;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}

function stepOf(hop: Hop): PathStep {
  const step = { kind: hop.kind, from: hop.from.entity, to: hop.to.entity, words: wordsOf(hop) };
  switch (hop.kind) {
    case 'relationship': {
      const { parent, key, reverse } = hop.relationship;
      return { ...step, relationship: { entity: parent.entity, key, reverse: reverse.map((other) => ({ entity: other.parent.entity, key: other.key })) } };
    }
    case 'foreignKey':
      return { ...step, edge: hop.edge };
    case 'narrow':
    case 'widen':
      return step;
  }
}

function wordsOf(hop: Hop): string {
  switch (hop.kind) {
    case 'relationship': {
      const shape = shapeOf(hop.relationship) ?? 'not known';
      const readOnly = hop.relationship.viewonly ? ', read only' : '';
      if (hop.isReversed) return `${relationshipName(hop.relationship)} backwards to ${hop.to.name}, ${shape.split(' ').reverse().join(' ')}${readOnly}`;
      return `${hop.from.name}.${hop.relationship.key} to ${hop.to.name}, ${shape}${readOnly}`;
    }
    case 'foreignKey':
      return `${hop.from.name} to ${hop.to.name} where ${hop.pairs.map(([a, b]) => `${hop.from.name}.${a} = ${hop.to.name}.${b}`).join(' and ')}, a foreign key that no relationship uses`;
    case 'narrow':
      return `only the ${hop.from.name} objects that are ${hop.to.name}`;
    case 'widen':
      return `${hop.from.name} is a kind of ${hop.to.name}`;
  }
}
