/**
 * Lines between cards that stand anywhere: orthogonal, leaving and entering sideways with a straight stub for the glyph, around other
 * cards where a short way exists. Used for dragged cards, kept positions and lines between groups.
 */
import { GLYPH_LENGTH } from './glyphs';
import type { Box, Point, Side } from './geometry';
import { boundsOfPoints, distanceToSegment, overlaps, simplify } from './geometry';

export interface Route {
  readonly points: readonly Point[];
  readonly sourceSide: Side;
  readonly targetSide: Side;
}

export interface RouteRequest {
  readonly source: Box;
  readonly target: Box;
  /** From the top of the box. */
  readonly sourceY: number;
  readonly targetY: number;
  readonly isLoop: boolean;
  /** Spreads lines that would take the same way: any small number. */
  readonly spread: number;
}

/** Length of the straight piece at each end. */
export const STUB = GLYPH_LENGTH + 8;

const CELL = 400;

/** Boxes by place, to find the few near a line. */
export class Obstacles {
  readonly #cells = new Map<number, Box[]>();

  constructor(boxes: Iterable<Box>) {
    for (const box of boxes) {
      for (const key of cellsOf(box)) {
        const cell = this.#cells.get(key);
        if (cell) cell.push(box);
        else this.#cells.set(key, [box]);
      }
    }
  }

  /** Boxes that a box touches, each once. */
  touching(area: Box): ReadonlySet<Box> {
    const found = new Set<Box>();
    for (const key of cellsOf(area)) for (const box of this.#cells.get(key) ?? []) if (overlaps(box, area, 4)) found.add(box);
    return found;
  }
}

/** Numbers of the squares that a box touches. */
function cellsOf({ x, y, width, height }: Box): readonly number[] {
  const cells: number[] = [];
  for (let column = Math.floor(x / CELL); column <= Math.floor((x + width) / CELL); column += 1) {
    for (let row = Math.floor(y / CELL); row <= Math.floor((y + height) / CELL); row += 1) cells.push(column * 1_000_003 + row);
  }
  return cells;
}

/** The best of a handful of ways. Without `obstacles` the simplest one. */
export function routeBetween(request: RouteRequest, obstacles?: Obstacles): Route {
  let best: Route | undefined;
  let bestCost = Infinity;
  for (const candidate of candidatesOf(request)) {
    if (obstacles === undefined || request.isLoop) return candidate;
    const cost = costOf(candidate, obstacles);
    if (cost >= bestCost) continue;
    best = candidate;
    bestCost = cost;
  }
  return best ?? loopRoute(request);
}

/** The simplest first. */
function* candidatesOf(request: RouteRequest): Generator<Route> {
  if (request.isLoop) {
    yield loopRoute(request);
    return;
  }
  const { source, target, spread } = request;
  const shift = ((spread % 7) - 3) * 7;
  const sourceRight = source.x + source.width;
  const targetRight = target.x + target.width;
  const gapRight = target.x - sourceRight;
  const gapLeft = source.x - targetRight;
  if (gapRight >= 2 * STUB) yield* throughGap(request, 'right', 'left', sourceRight, target.x, shift);
  if (gapLeft >= 2 * STUB) yield* throughGap(request, 'left', 'right', source.x, targetRight, shift);
  const outRight = Math.max(sourceRight, targetRight) + STUB + Math.abs(shift);
  const outLeft = Math.min(source.x, target.x) - STUB - Math.abs(shift);
  yield via(request, 'right', 'right', outRight);
  yield via(request, 'left', 'left', outLeft);
  const above = Math.min(source.y, target.y) - 16 - Math.abs(shift);
  const below = Math.max(source.y + source.height, target.y + target.height) + 16 + Math.abs(shift);
  const between = source.y < target.y ? (source.y + source.height + target.y) / 2 : (target.y + target.height + source.y) / 2;
  const targetIsRight = target.x + target.width / 2 > source.x + source.width / 2;
  for (const y of [above, below, between + shift]) {
    yield targetIsRight
      ? around(request, 'right', 'left', sourceRight + STUB, target.x - STUB, y)
      : around(request, 'left', 'right', source.x - STUB, targetRight + STUB, y);
  }
}

function* throughGap(request: RouteRequest, sourceSide: Side, targetSide: Side, from: number, to: number, shift: number): Generator<Route> {
  const direction = to > from ? 1 : -1;
  const room = Math.abs(to - from) - 2 * STUB;
  const clamp = (out: number) => from + direction * (STUB + Math.max(0, Math.min(room, out)));
  const outs = [room / 2 + shift, 0, room, room * 0.25, room * 0.75];
  for (const out of outs) yield via(request, sourceSide, targetSide, clamp(out));
}

function endPoints({ source, target, sourceY, targetY }: RouteRequest, sourceSide: Side, targetSide: Side): readonly [Point, Point] {
  return [
    { x: source.x + (sourceSide === 'right' ? source.width : 0), y: source.y + sourceY },
    { x: target.x + (targetSide === 'right' ? target.width : 0), y: target.y + targetY },
  ];
}

function via(request: RouteRequest, sourceSide: Side, targetSide: Side, x: number): Route {
  const [start, end] = endPoints(request, sourceSide, targetSide);
  return { points: simplify([start, { x, y: start.y }, { x, y: end.y }, end]), sourceSide, targetSide };
}

function around(request: RouteRequest, sourceSide: Side, targetSide: Side, x1: number, x2: number, y: number): Route {
  const [start, end] = endPoints(request, sourceSide, targetSide);
  const points = [start, { x: x1, y: start.y }, { x: x1, y }, { x: x2, y }, { x: x2, y: end.y }, end];
  return { points: simplify(points), sourceSide, targetSide };
}

function loopRoute(request: RouteRequest): Route {
  return via(request, 'right', 'right', request.source.x + request.source.width + STUB + (request.spread % 4) * 7);
}

function costOf({ points }: Route, obstacles: Obstacles): number {
  let cost = points.length * 25;
  for (let index = 1; index < points.length; index += 1) {
    const from = points[index - 1];
    const to = points[index];
    if (from === undefined || to === undefined) continue;
    cost += Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
    const isEnd = index === 1 || index === points.length - 1;
    for (const box of obstacles.touching(boundsOfPoints([from, to]))) cost += isEnd && touchesSide(box, from, to) ? 0 : 600;
  }
  return cost;
}

/** A stub touches the card it belongs to, which is no obstacle as long as it only touches. */
function touchesSide(box: Box, from: Point, to: Point): boolean {
  const left = Math.min(from.x, to.x);
  const right = Math.max(from.x, to.x);
  return right <= box.x + 0.5 || left >= box.x + box.width - 0.5;
}

/** Distance of a point from a line. */
export function distanceToRoute(point: Point, points: readonly Point[]): number {
  let nearest = Infinity;
  for (let index = 1; index < points.length; index += 1) {
    const from = points[index - 1];
    const to = points[index];
    if (from !== undefined && to !== undefined) nearest = Math.min(nearest, distanceToSegment(point, from, to));
  }
  return nearest;
}
