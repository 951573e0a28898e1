/**
 * A layered layout for some dozens of cards: ranks from left to right by longest path, long ranks wrapped, barycentre sweeps for the order,
 * heights by least squares, lines on tracks between the ranks. Lines from one port share their track, so a hub draws one bus.
 */
import type { Box, Point, Size } from './geometry';
import { simplify } from './geometry';

export interface LayeredNode extends Size {
  readonly id: string;
}

/** From the right side of `from` to the left side of `to`; a loop leaves and enters on the right side. */
export interface LayeredEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Ports, from the top of their node. */
  readonly fromY: number;
  readonly toY: number;
  /** Room to keep on the line, before it enters `to`. */
  readonly label?: LabelSizes;
}

/** A label is compact where a full one would cover a line beside its own. */
export interface LabelSizes {
  readonly full: Size;
  readonly compact: Size;
}

export interface LayeredOptions {
  /** Ranks taller than this are wrapped into several. */
  readonly maxRankHeight: number;
  readonly nodeGap: number;
}

export interface LayeredLayout {
  /** Top left corners. */
  readonly places: ReadonlyMap<string, Point>;
  /** From `from` to `to`. */
  readonly routes: ReadonlyMap<string, readonly Point[]>;
  readonly labels: ReadonlyMap<string, Box>;
  readonly size: Size;
}

const STUB = 30;
const TRACK_GAP = 10;
const DUMMY_HEIGHT = 2;
const DUMMY_GAP = 10;
const LOOP_GAP = 9;
const LABEL_GAP = 14;
const SWEEPS = 8;

interface Cell {
  readonly id: string;
  readonly rank: number;
  readonly width: number;
  readonly height: number;
  /** Port of a dummy is its middle. */
  readonly isDummy: boolean;
  y: number;
  order: number;
}

/** Part of an edge between neighbouring ranks. Edges that share a port and a way share their hops. */
interface Hop {
  readonly from: Cell;
  readonly to: Cell;
  readonly fromY: number;
  readonly toY: number;
}

/** Edge ids whose direction has to be turned so that no cycle is left; loops are not named. */
export function edgesToReverse(nodes: readonly string[], edges: readonly { readonly id: string; readonly from: string; readonly to: string }[]): ReadonlySet<string> {
  const outgoing = new Map<string, { id: string; to: string }[]>(nodes.map((id) => [id, []]));
  const balance = new Map(nodes.map((id) => [id, 0]));
  for (const { id, from, to } of edges) {
    if (from === to) continue;
    outgoing.get(from)?.push({ id, to });
    balance.set(from, (balance.get(from) ?? 0) + 1);
    balance.set(to, (balance.get(to) ?? 0) - 1);
  }
  const reversed = new Set<string>();
  const state = new Map<string, 'open' | 'done'>();
  const starts = [...nodes].sort((a, b) => (balance.get(b) ?? 0) - (balance.get(a) ?? 0));
  for (const start of starts) {
    if (state.has(start)) continue;
    state.set(start, 'open');
    const stack = [{ node: start, next: 0 }];
    for (let top = stack[stack.length - 1]; top !== undefined; top = stack[stack.length - 1]) {
      const edge = outgoing.get(top.node)?.[top.next];
      top.next += 1;
      if (edge === undefined) {
        state.set(top.node, 'done');
        stack.pop();
        continue;
      }
      const seen = state.get(edge.to);
      if (seen === 'open') reversed.add(edge.id);
      if (seen !== undefined) continue;
      state.set(edge.to, 'open');
      stack.push({ node: edge.to, next: 0 });
    }
  }
  return reversed;
}

/** Lays out nodes whose edges have no cycle, loops aside. */
export function layoutLayered(nodes: readonly LayeredNode[], edges: readonly LayeredEdge[], options: LayeredOptions): LayeredLayout {
  const straight = edges.filter(({ from, to }) => from !== to);
  const ranks = wrapTallRanks(nodes, straight, tightRanks(nodes, straight), options);
  const cells = new Map<string, Cell>();
  for (const node of nodes) cells.set(node.id, { ...node, rank: ranks.get(node.id) ?? 0, isDummy: false, y: 0, order: 0 });
  const hopsOf = makeHops(straight, cells);
  const hops = uniqueHops(hopsOf);
  const columns = columnsOf(cells);
  orderColumns(columns, hops);
  placeVertically(columns, hops, options.nodeGap);
  const loops = edges.filter(({ from, to }) => from === to);
  return route({ columns, cells, hops, hopsOf, loops, straight });
}

function tightRanks(nodes: readonly LayeredNode[], edges: readonly LayeredEdge[]): ReadonlyMap<string, number> {
  const outgoing = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  const missing = new Map<string, number>(nodes.map(({ id }) => [id, 0]));
  for (const { from, to } of edges) {
    outgoing.get(from)?.push(to);
    missing.set(to, (missing.get(to) ?? 0) + 1);
  }
  const ranks = new Map<string, number>();
  const queue = nodes.map(({ id }) => id).filter((id) => missing.get(id) === 0);
  const order: string[] = [];
  for (const id of queue) ranks.set(id, 0);
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    order.push(id);
    for (const next of outgoing.get(id) ?? []) {
      ranks.set(next, Math.max(ranks.get(next) ?? 0, (ranks.get(id) ?? 0) + 1));
      const left = (missing.get(next) ?? 0) - 1;
      missing.set(next, left);
      if (left === 0) queue.push(next);
    }
  }
  // A node that nothing points at moves next to what it points at.
  const hasIncoming = new Set(edges.map(({ to }) => to));
  for (const id of order.reverse()) {
    const successors = outgoing.get(id) ?? [];
    if (!hasIncoming.has(id) && successors.length > 0) ranks.set(id, Math.min(...successors.map((next) => ranks.get(next) ?? 0)) - 1);
  }
  return ranks;
}

function wrapTallRanks(
  nodes: readonly LayeredNode[],
  edges: readonly LayeredEdge[],
  ranks: ReadonlyMap<string, number>,
  { maxRankHeight, nodeGap }: LayeredOptions,
): ReadonlyMap<string, number> {
  const outDegree = new Map<string, number>();
  for (const { from } of edges) outDegree.set(from, (outDegree.get(from) ?? 0) + 1);
  const byRank = new Map<number, LayeredNode[]>();
  for (const node of nodes) {
    const rank = ranks.get(node.id) ?? 0;
    byRank.set(rank, [...(byRank.get(rank) ?? []), node]);
  }
  const wrapped = new Map<string, number>();
  let next = 0;
  for (const rank of [...byRank.keys()].sort((a, b) => a - b)) {
    const members = byRank.get(rank) ?? [];
    const total = members.reduce((sum, { height }) => sum + height + nodeGap, 0);
    const parts = Math.max(1, Math.ceil(total / maxRankHeight));
    const inOrder = parts === 1 ? members : [...members].sort((a, b) => (outDegree.get(a.id) ?? 0) - (outDegree.get(b.id) ?? 0));
    let filled = 0;
    for (const node of inOrder) {
      wrapped.set(node.id, next + Math.min(parts - 1, Math.floor((filled / total) * parts)));
      filled += node.height + nodeGap;
    }
    next += parts;
  }
  return wrapped;
}

function makeHops(edges: readonly LayeredEdge[], cells: Map<string, Cell>): ReadonlyMap<string, readonly Hop[]> {
  const shared = new Map<string, Hop>();
  const hopsOf = new Map<string, readonly Hop[]>();
  for (const edge of edges) {
    const from = cells.get(edge.from);
    const to = cells.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const hops: Hop[] = [];
    let cell = from;
    let fromY = edge.fromY;
    for (let rank = from.rank + 1; rank <= to.rank; rank += 1) {
      const isLast = rank === to.rank;
      const dummyId = `${edge.from} ${edge.fromY} ${rank}`;
      const next: Cell = isLast ? to : (cells.get(dummyId) ?? { id: dummyId, rank, width: 0, height: DUMMY_HEIGHT, isDummy: true, y: 0, order: 0 });
      cells.set(next.id, next);
      const toY = isLast ? edge.toY : DUMMY_HEIGHT / 2;
      const key = `${cell.id} ${fromY}>${next.id} ${toY}`;
      const hop = shared.get(key) ?? { from: cell, to: next, fromY, toY };
      shared.set(key, hop);
      hops.push(hop);
      cell = next;
      fromY = DUMMY_HEIGHT / 2;
    }
    hopsOf.set(edge.id, hops);
  }
  return hopsOf;
}

function uniqueHops(hopsOf: ReadonlyMap<string, readonly Hop[]>): readonly Hop[] {
  return [...new Set([...hopsOf.values()].flat())];
}

function columnsOf(cells: ReadonlyMap<string, Cell>): Cell[][] {
  const columns: Cell[][] = [];
  for (const cell of cells.values()) (columns[cell.rank] ??= []).push(cell);
  for (const [rank, column] of columns.entries()) renumber((columns[rank] = centred(column)));
  return columns;
}

/** Lines that pass a column pass in its middle, unless something speaks for another place: columns of one hub then stand side by side. */
function centred(column: readonly Cell[]): Cell[] {
  const own = column.filter(({ isDummy }) => !isDummy);
  const half = own.length >> 1;
  return [...own.slice(0, half), ...column.filter(({ isDummy }) => isDummy), ...own.slice(half)];
}

function renumber(column: readonly Cell[]): void {
  for (const [index, cell] of column.entries()) cell.order = index;
}

function orderColumns(columns: Cell[][], hops: readonly Hop[]): void {
  const incoming = groupBy(hops, ({ to }) => to);
  const outgoing = groupBy(hops, ({ from }) => from);
  let best = columns.map((column) => [...column]);
  let bestCrossings = countCrossings(hops, columns.length);
  let sweepsInVain = 0;
  for (let sweep = 0; sweep < SWEEPS && bestCrossings > 0 && sweepsInVain < 3; sweep += 1) {
    const rightwards = sweep % 2 === 0;
    const ranks = columns.map((_, rank) => rank);
    for (const rank of rightwards ? ranks : ranks.reverse()) {
      const column = columns[rank] ?? [];
      const wish = new Map(column.map((cell) => [cell, barycentre(cell, rightwards ? incoming.get(cell) : outgoing.get(cell), rightwards)]));
      column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.order - b.order);
      renumber(column);
    }
    const crossings = countCrossings(hops, columns.length);
    sweepsInVain += 1;
    if (crossings < bestCrossings) {
      sweepsInVain = 0;
      bestCrossings = crossings;
      best = columns.map((column) => [...column]);
    }
  }
  for (const [rank, column] of best.entries()) {
    columns[rank] = column;
    renumber(column);
  }
}

function barycentre(cell: Cell, hops: readonly Hop[] | undefined, isIncoming: boolean): number {
  if (hops === undefined || hops.length === 0) return cell.order;
  const sum = hops.reduce((total, hop) => {
    const other = isIncoming ? hop.from : hop.to;
    return total + other.order + (isIncoming ? hop.fromY : hop.toY) / (other.height + 1);
  }, 0);
  return sum / hops.length;
}

function countCrossings(hops: readonly Hop[], rankCount: number): number {
  const byRank: Hop[][] = Array.from({ length: rankCount }, () => []);
  for (const hop of hops) byRank[hop.from.rank]?.push(hop);
  return byRank.reduce((sum, list) => sum + inversions(list), 0);
}

/** Pairs that change their order between two ranks; hops are few enough to compare each with each. */
function inversions(hops: readonly Hop[]): number {
  const portOf = (cell: Cell, y: number) => cell.order * 10_000 + y;
  const starts = Float64Array.from(hops, ({ from, fromY }) => portOf(from, fromY));
  const ends = Float64Array.from(hops, ({ to, toY }) => portOf(to, toY));
  let count = 0;
  for (let one = 1; one < starts.length; one += 1) {
    const start = starts[one] ?? 0;
    const end = ends[one] ?? 0;
    for (let other = 0; other < one; other += 1) if ((start - (starts[other] ?? 0)) * (end - (ends[other] ?? 0)) < 0) count += 1;
  }
  return count;
}

/** Each cell wants its lines straight; a column keeps its order and gaps, and moves as little as it can from its wishes. */
function placeVertically(columns: readonly Cell[][], hops: readonly Hop[], nodeGap: number): void {
  const incoming = groupBy(hops, ({ to }) => to);
  const outgoing = groupBy(hops, ({ from }) => from);
  const gapAfter = (cell: Cell, next: Cell) => (cell.isDummy && next.isDummy ? DUMMY_GAP : cell.isDummy || next.isDummy ? nodeGap * 0.6 : nodeGap);
  for (const column of columns) {
    let y = 0;
    for (const [index, cell] of column.entries()) {
      cell.y = y;
      const next = column[index + 1];
      y += cell.height + (next === undefined ? 0 : gapAfter(cell, next));
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const ranks = columns.map((_, rank) => rank);
    for (const rank of sweep % 2 === 0 ? ranks : ranks.reverse()) {
      const column = columns[rank] ?? [];
      const isLastSweeps = sweep >= SWEEPS - 2;
      const wishes = column.map((cell) => {
        const before = sweep % 2 === 0 || isLastSweeps ? (incoming.get(cell) ?? []) : [];
        const after = sweep % 2 === 1 || isLastSweeps ? (outgoing.get(cell) ?? []) : [];
        return wishOf(cell, before, after);
      });
      settle(column, wishes, gapAfter);
    }
  }
  for (const column of columns) straighten(column, incoming, nodeGap * 0.6);
}

/** Lines that are straight but for a few px become straight, where the neighbours leave room. */
function straighten(column: readonly Cell[], incoming: ReadonlyMap<Cell, readonly Hop[]>, gap: number): void {
  for (const [index, cell] of column.entries()) {
    const bends = (incoming.get(cell) ?? []).map(({ from, fromY, toY }) => from.y + fromY - toY - cell.y);
    const least = bends.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    if (least === undefined || least === 0 || Math.abs(least) > 14) continue;
    const y = cell.y + least;
    const above = column[index - 1];
    const below = column[index + 1];
    const room = (other: Cell) => (cell.isDummy && other.isDummy ? DUMMY_GAP * 0.4 : gap);
    const fits = (above === undefined || above.y + above.height + room(above) <= y) && (below === undefined || y + cell.height + room(below) <= below.y);
    if (fits) cell.y = y;
  }
}

function wishOf(cell: Cell, before: readonly Hop[], after: readonly Hop[]): { readonly y: number; readonly weight: number } {
  let sum = 0;
  let weight = 0;
  const add = (y: number, other: Cell) => {
    const pull = cell.isDummy && other.isDummy ? 6 : cell.isDummy || other.isDummy ? 2 : 1;
    sum += y * pull;
    weight += pull;
  };
  for (const { from, fromY, toY } of before) add(from.y + fromY - toY, from);
  for (const { to, fromY, toY } of after) add(to.y + toY - fromY, to);
  return weight === 0 ? { y: cell.y, weight: 0.05 } : { y: sum / weight, weight };
}

/** Weighted least squares under the order: pools neighbours that would overlap (pool adjacent violators). */
function settle(column: readonly Cell[], wishes: readonly { readonly y: number; readonly weight: number }[], gapAfter: (cell: Cell, next: Cell) => number): void {
  const offsets: number[] = [];
  let offset = 0;
  for (const [index, cell] of column.entries()) {
    offsets.push(offset);
    const next = column[index + 1];
    if (next !== undefined) offset += cell.height + gapAfter(cell, next);
  }
  const pools: { sum: number; weight: number; count: number }[] = [];
  for (const [index, wish] of wishes.entries()) {
    let pool = { sum: (wish.y - (offsets[index] ?? 0)) * wish.weight, weight: wish.weight, count: 1 };
    for (let last = pools[pools.length - 1]; last !== undefined && last.sum / last.weight > pool.sum / pool.weight; last = pools[pools.length - 1]) {
      pool = { sum: last.sum + pool.sum, weight: last.weight + pool.weight, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  let index = 0;
  for (const pool of pools) {
    for (let member = 0; member < pool.count; member += 1, index += 1) {
      const cell = column[index];
      if (cell !== undefined) cell.y = Math.round(pool.sum / pool.weight + (offsets[index] ?? 0));
    }
  }
}

interface Routing {
  readonly columns: readonly Cell[][];
  readonly cells: ReadonlyMap<string, Cell>;
  readonly hops: readonly Hop[];
  readonly hopsOf: ReadonlyMap<string, readonly Hop[]>;
  readonly loops: readonly LayeredEdge[];
  readonly straight: readonly LayeredEdge[];
}

/** All hops of one port: one bus between two ranks. */
interface Bus {
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
  readonly mean: number;
  readonly hops: readonly Hop[];
  track: number;
}

function route({ columns, cells, hops, hopsOf, loops, straight }: Routing): LayeredLayout {
  const top = Math.min(...columns.flat().map(({ y }) => y));
  const loopsOf = groupBy(loops, ({ from }) => from);
  const hopsFrom = groupBy(hops, ({ from }) => from.rank);
  const trackX = new Map<Hop, number>();
  const columnX: number[] = [];
  const labels = new Map<string, Box>();
  const labelled = groupBy(straight.filter(({ label }) => label !== undefined), ({ to }) => cells.get(to)?.rank);
  let x = 0;
  let right = 0;
  for (const [rank, column] of columns.entries()) {
    columnX.push(x);
    right = x + Math.max(0, ...column.map(({ width }) => width));
    const loopRoom = Math.max(0, ...column.map(({ id }) => roomBeside(loopsOf.get(id) ?? [])));
    const buses = busesOf(hopsFrom.get(rank) ?? []);
    const trackCount = assignTracks(buses);
    const first = right + STUB + loopRoom;
    for (const bus of buses) for (const hop of bus.hops) trackX.set(hop, first + bus.track * TRACK_GAP);
    const lastTrack = first + Math.max(0, trackCount - 1) * TRACK_GAP;
    const zone = placeLabels(labelled.get(rank + 1) ?? [], { cells, left: lastTrack + LABEL_GAP, top });
    for (const [id, box] of zone.boxes) labels.set(id, box);
    x = zone.width > 0 ? lastTrack + LABEL_GAP + zone.width + STUB : lastTrack + STUB + (trackCount < 3 ? 16 : 0);
    right += loopRoom === 0 ? 0 : STUB + loopRoom;
  }
  const places = new Map<string, Point>();
  for (const cell of cells.values()) if (!cell.isDummy) places.set(cell.id, { x: columnX[cell.rank] ?? 0, y: cell.y - top });
  const routes = new Map<string, readonly Point[]>();
  for (const [id, own] of hopsOf) {
    const points = own.flatMap((hop): Point[] => {
      const y1 = hop.from.y + hop.fromY - top;
      const y2 = hop.to.y + hop.toY - top;
      const track = trackX.get(hop) ?? 0;
      return [
        { x: (columnX[hop.from.rank] ?? 0) + hop.from.width, y: y1 },
        { x: track, y: y1 },
        { x: track, y: y2 },
        { x: columnX[hop.to.rank] ?? 0, y: y2 },
      ];
    });
    routes.set(id, simplify(points));
  }
  for (const own of loopsOf.values()) {
    for (const [index, loop] of own.entries()) {
      const cell = cells.get(loop.from);
      if (cell === undefined) continue;
      const border = (columnX[cell.rank] ?? 0) + cell.width;
      const out = border + STUB - 3 + index * LOOP_GAP;
      const y1 = cell.y + loop.fromY - top;
      const y2 = cell.y + loop.toY - top;
      routes.set(loop.id, [{ x: border, y: y1 }, { x: out, y: y1 }, { x: out, y: y2 }, { x: border, y: y2 }]);
      if (loop.label !== undefined && own.length === 1) labels.set(loop.id, { x: out + 6, y: (y1 + y2 - loop.label.full.height) / 2, ...loop.label.full });
    }
  }
  const bottom = Math.max(...columns.flat().map(({ y, height }) => y + height));
  return { places, routes, labels, size: { width: right, height: bottom - top } };
}

/** Loops are nested; the label of a single one stands beside it. */
function roomBeside(loops: readonly LayeredEdge[]): number {
  const label = loops.length === 1 ? loops[0]?.label : undefined;
  return loops.length * LOOP_GAP + (label === undefined ? 0 : label.full.width + 6);
}

/** Labels on the last piece of their lines; those that would touch stand in columns beside each other. */
function placeLabels(
  edges: readonly LayeredEdge[],
  { cells, left, top }: { readonly cells: ReadonlyMap<string, Cell>; readonly left: number; readonly top: number },
): { readonly boxes: ReadonlyMap<string, Box>; readonly width: number } {
  const wanted = edges.flatMap(({ id, to, toY, label }) => {
    const cell = cells.get(to);
    return cell === undefined || label === undefined ? [] : [{ id, label, middle: cell.y + toY - top }];
  });
  const sized = wanted.map(({ id, label: { full, compact }, middle }) => {
    const isCrowded = wanted.some((other) => other.id !== id && Math.abs(other.middle - middle) < (other.label.full.height + full.height) / 2 + 3);
    const size = isCrowded ? compact : full;
    return { id, ...size, y: middle - size.height / 2 };
  });
  const columns: (typeof sized)[] = [];
  for (const label of sized.sort((a, b) => a.y - b.y)) {
    const free = columns.find((column) => column.every((other) => other.y + other.height + 3 <= label.y));
    if (free === undefined) columns.push([label]);
    else free.push(label);
  }
  const boxes = new Map<string, Box>();
  let x = left;
  for (const column of columns) {
    const widest = Math.max(...column.map(({ width }) => width));
    for (const { id, y, width, height } of column) boxes.set(id, { x: x + (widest - width) / 2, y, width, height });
    x += widest + LABEL_GAP;
  }
  return { boxes, width: columns.length === 0 ? 0 : x - left - LABEL_GAP };
}

function busesOf(hops: readonly Hop[]): readonly Bus[] {
  const byPort = groupBy(hops, ({ from, fromY }) => `${from.id} ${fromY}`);
  return [...byPort.values()].map((own) => {
    const first = own[0];
    const y = first === undefined ? 0 : first.from.y + first.fromY;
    const ends = own.map(({ to, toY }) => to.y + toY);
    return { y, top: Math.min(y, ...ends), bottom: Math.max(y, ...ends), mean: ends.reduce((sum, end) => sum + end, 0) / ends.length, hops: own, track: 0 };
  });
}

/** Lines that go down turn the sooner the lower they start, lines that go up the sooner the higher: so they cross least. */
function assignTracks(buses: readonly Bus[]): number {
  const bent = buses.filter(({ top, bottom }) => bottom - top > 0.5);
  const goingDown = bent.filter(({ mean, y }) => mean >= y).sort((a, b) => b.y - a.y);
  const goingUp = bent.filter(({ mean, y }) => mean < y).sort((a, b) => a.y - b.y);
  const tracks: Bus[][] = [];
  for (const bus of [...goingUp, ...goingDown]) {
    // Not before a track that already holds a line it would have to cross.
    let lowest = 0;
    for (const [index, track] of tracks.entries()) if (track.some((other) => conflicts(other, bus))) lowest = index + 1;
    bus.track = lowest;
    (tracks[lowest] ??= []).push(bus);
  }
  return tracks.length;
}

function conflicts(a: Bus, b: Bus): boolean {
  return a.top < b.bottom + 8 && b.top < a.bottom + 8;
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
