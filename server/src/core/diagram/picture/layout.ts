/** The whole schema: a layered picture a connected part, parts packed into groups, groups packed to the room there is. */
import type { Diagram, DiagramEdge } from '../diagram';
import type { EdgeAnchors } from './anchors';
import type { Card } from './cards';
import type { Box, Point, Size } from './geometry';
import { overlaps } from './geometry';
import { edgesToReverse, layoutLayered, type LabelSizes } from './layered';
import { packBoxes } from './packing';
import { centreOf } from './placement';
import type { Route } from './routing';

export interface Layout {
  /** Centres by entity id. */
  readonly positions: ReadonlyMap<string, Point>;
  /** Routes by edge id, of the lines that the layout made room for: those within a group. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Where there was room made for labels, by edge id. */
  readonly labels: ReadonlyMap<string, Box>;
}

export interface LayoutOptions {
  /** Width by height of the room there is. */
  readonly aspect: number;
  /** Sizes of labels to make room for, by edge id. */
  readonly labels?: ReadonlyMap<string, LabelSizes>;
}

export const GROUP = { padding: 26, gap: 56 } as const;

/** Room above the cards of a group for its name: the more there is to see, the further out it is seen, and the larger the name is drawn. */
export function groupTitleHeight(entities: number): number {
  return Math.round(Math.max(40, Math.min(230, 7.2 * Math.sqrt(entities))));
}

const NODE_GAP = 28;
const PART_GAP = 44;

/** A laid out part: top left corners and lines from its own origin. */
interface Part extends Size {
  readonly places: ReadonlyMap<string, Point>;
  readonly routes: ReadonlyMap<string, Route>;
  readonly labels: ReadonlyMap<string, Box>;
}

/** What all parts are laid out with. */
interface Given {
  readonly cards: ReadonlyMap<string, Card>;
  readonly anchors: ReadonlyMap<string, EdgeAnchors>;
  readonly labelSizes: ReadonlyMap<string, LabelSizes>;
}

export function layoutOf(
  diagram: Diagram,
  cards: ReadonlyMap<string, Card>,
  anchors: ReadonlyMap<string, EdgeAnchors>,
  { aspect, labels: labelSizes = new Map() }: LayoutOptions,
): Layout {
  const membersOf = new Map<string, string[]>(diagram.groups.map(({ id }) => [id, []]));
  const groupOf = new Map(diagram.entities.map(({ id, group }) => [id, group]));
  for (const { id, group } of diagram.entities) membersOf.set(group, [...(membersOf.get(group) ?? []), id]);
  const inner = new Map<string, DiagramEdge[]>();
  for (const edge of diagram.edges) {
    const group = groupOf.get(edge.source.entity);
    if (group === undefined || group !== groupOf.get(edge.target.entity)) continue;
    inner.set(group, [...(inner.get(group) ?? []), edge]);
  }
  const occupied = [...membersOf].filter(([, members]) => members.length > 0);
  const isAlone = occupied.length === 1;
  const groups = occupied.map(([id, members]) => layoutGroup(members, inner.get(id) ?? [], { cards, anchors, labelSizes }, isAlone ? aspect : Math.min(1.8, Math.max(0.8, aspect))));
  const titleHeight = groupTitleHeight(diagram.entities.length);
  const framed = groups.map(({ width, height }) => ({ width: width + 2 * GROUP.padding, height: height + titleHeight + GROUP.padding }));
  const packing = packBoxes(framed, aspect, GROUP.gap);
  const positions = new Map<string, Point>();
  const routes = new Map<string, Route>();
  const labels = new Map<string, Box>();
  for (const [index, group] of groups.entries()) {
    const corner = packing.places[index] ?? { x: 0, y: 0 };
    const shift = { x: corner.x + GROUP.padding, y: corner.y + titleHeight };
    for (const [id, place] of group.places) {
      const card = cards.get(id);
      if (card !== undefined) positions.set(id, centreOf({ ...moved(place, shift), width: card.width, height: card.height }));
    }
    for (const [id, route] of group.routes) routes.set(id, { ...route, points: route.points.map((point) => moved(point, shift)) });
    for (const [id, box] of group.labels) labels.set(id, { ...box, ...moved(box, shift) });
  }
  return { positions, routes, labels };
}

/** All cards as if they were of one group, without a frame: for a part of the schema whose groups do not matter. */
export function layoutUngrouped(diagram: Diagram, cards: ReadonlyMap<string, Card>, anchors: ReadonlyMap<string, EdgeAnchors>, { aspect, labels: labelSizes = new Map() }: LayoutOptions): Layout {
  const { places, routes, labels } = layoutGroup(diagram.entities.map(({ id }) => id), diagram.edges, { cards, anchors, labelSizes }, aspect);
  const positions = new Map<string, Point>();
  for (const [id, place] of places) {
    const card = cards.get(id);
    if (card !== undefined) positions.set(id, centreOf({ ...place, width: card.width, height: card.height }));
  }
  return { positions, routes, labels };
}

function moved({ x, y }: Point, by: Point): Point {
  return { x: x + by.x, y: y + by.y };
}

function layoutGroup(members: readonly string[], edges: readonly DiagramEdge[], given: Given, aspect: number): Part {
  const { cards } = given;
  const area = members.reduce((sum, id) => sum + ((cards.get(id)?.width ?? 0) + 120) * ((cards.get(id)?.height ?? 0) + NODE_GAP), 0);
  const maxRankHeight = Math.max(420, Math.sqrt(area / aspect) * 1.15);
  const parts = connectedParts(members, edges).map((part) => layoutPart(part.members, part.edges, given, maxRankHeight));
  const packing = packBoxes(parts, aspect, PART_GAP);
  const places = new Map<string, Point>();
  const routes = new Map<string, Route>();
  const labels = new Map<string, Box>();
  for (const [index, part] of parts.entries()) {
    const shift = packing.places[index] ?? { x: 0, y: 0 };
    for (const [id, place] of part.places) places.set(id, moved(place, shift));
    for (const [id, route] of part.routes) routes.set(id, { ...route, points: route.points.map((point) => moved(point, shift)) });
    for (const [id, box] of part.labels) labels.set(id, { ...box, ...moved(box, shift) });
  }
  return { places, routes, labels, ...packing.size };
}

function layoutPart(members: readonly string[], edges: readonly DiagramEdge[], { cards, anchors, labelSizes }: Given, maxRankHeight: number): Part {
  const directed = directedEdges(members, edges, anchors);
  const labelled = directed.map((edge) => ({ ...edge, ...(labelSizes.has(edge.id) ? { label: labelSizes.get(edge.id) } : {}) }));
  const nodes = members.flatMap((id) => {
    const card = cards.get(id);
    return card === undefined ? [] : [{ id, width: card.width, height: card.height }];
  });
  const { places, routes, labels, size } = layoutLayered(nodes, labelled, { maxRankHeight, nodeGap: NODE_GAP });
  return { places, routes: new Map(directed.map(({ id, isReversed, isLoop }) => [id, routeOf(routes.get(id) ?? [], isReversed, isLoop)])), labels, ...size };
}

export interface DirectedEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly fromY: number;
  readonly toY: number;
  readonly isReversed: boolean;
  readonly isLoop: boolean;
}

/** Edges from the referenced side to the referring one, turned where a cycle would close. */
export function directedEdges(members: readonly string[], edges: readonly DiagramEdge[], anchors: ReadonlyMap<string, EdgeAnchors>): readonly DirectedEdge[] {
  const reversed = edgesToReverse(members, edges.map(({ id, source, target }) => ({ id, from: source.entity, to: target.entity })));
  return edges.flatMap((edge): DirectedEdge[] => {
    const ends = anchors.get(edge.id);
    if (ends === undefined) return [];
    const isReversed = reversed.has(edge.id);
    const [from, to] = isReversed ? [ends.target, ends.source] : [ends.source, ends.target];
    return [{ id: edge.id, from: from.entity, to: to.entity, fromY: from.y, toY: to.y, isReversed, isLoop: from.entity === to.entity }];
  });
}

/** The route of an edge from its source to its target, given the points from left to right. */
export function routeOf(points: readonly Point[], isReversed: boolean, isLoop: boolean): Route {
  return {
    points: isReversed ? [...points].reverse() : points,
    sourceSide: isReversed && !isLoop ? 'left' : 'right',
    targetSide: isReversed || isLoop ? 'right' : 'left',
  };
}

function connectedParts(members: readonly string[], edges: readonly DiagramEdge[]): readonly { readonly members: readonly string[]; readonly edges: readonly DiagramEdge[] }[] {
  const parent = new Map(members.map((id) => [id, id]));
  const find = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    parent.set(id, root);
    return root;
  };
  for (const { source, target } of edges) parent.set(find(source.entity), find(target.entity));
  const parts = new Map<string, { members: string[]; edges: DiagramEdge[] }>();
  for (const id of members) {
    const root = find(id);
    const part = parts.get(root) ?? { members: [], edges: [] };
    part.members.push(id);
    parts.set(root, part);
  }
  for (const edge of edges) parts.get(find(edge.source.entity))?.edges.push(edge);
  return [...parts.values()];
}

/** Places for cards that have none yet: beside what they are joined to, where there is room. Placed cards stay where they are, unless one has grown into another. */
export function placeNew(diagram: Diagram, cards: ReadonlyMap<string, Card>, kept: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const positions = new Map<string, Point>();
  const taken: Box[] = [];
  const put = (id: string, centre: Point) => {
    const card = cards.get(id);
    if (card === undefined) return;
    positions.set(id, centre);
    taken.push({ x: centre.x - card.width / 2, y: centre.y - card.height / 2, width: card.width, height: card.height });
  };
  for (const { id } of diagram.entities) {
    const centre = kept.get(id);
    const card = cards.get(id);
    if (centre !== undefined && card !== undefined) put(id, below(card, centre, taken));
  }
  const right = taken.reduce((edge, box) => Math.max(edge, box.x + box.width), 0);
  for (const { id, group } of diagram.entities) {
    const card = cards.get(id);
    if (positions.has(id) || card === undefined) continue;
    const neighbour = neighbourOf(diagram, id, group, positions);
    const start = neighbour === undefined ? { x: right + 120 + card.width / 2, y: card.height / 2 } : { x: neighbour.x + 320, y: neighbour.y };
    put(id, freePlace(card, start, taken));
  }
  return positions;
}

function neighbourOf(diagram: Diagram, id: string, group: string, positions: ReadonlyMap<string, Point>): Point | undefined {
  for (const { source, target } of diagram.edges) {
    if (source.entity === id && positions.has(target.entity)) return positions.get(target.entity);
    if (target.entity === id && positions.has(source.entity)) return positions.get(source.entity);
  }
  const sibling = diagram.entities.find((entity) => entity.group === group && positions.has(entity.id));
  return sibling === undefined ? undefined : positions.get(sibling.id);
}

/** Straight down from `start` until nothing is covered. */
function below(size: Size, start: Point, taken: readonly Box[]): Point {
  let box: Box = { x: start.x - size.width / 2, y: start.y - size.height / 2, width: size.width, height: size.height };
  for (let steps = 0; steps < 50; steps += 1) {
    const covered = taken.find((other) => overlaps(other, box));
    if (covered === undefined) break;
    box = { ...box, y: covered.y + covered.height + NODE_GAP };
  }
  return centreOf(box);
}

/** The nearest free place on a square spiral around `start`. */
function freePlace(size: Size, start: Point, taken: readonly Box[]): Point {
  const step = 60;
  for (let ring = 0; ring < 60; ring += 1) {
    for (let dx = -ring; dx <= ring; dx += 1) {
      for (let dy = -ring; dy <= ring; dy += ring === 0 || Math.abs(dx) === ring ? 1 : 2 * ring) {
        const centre = { x: start.x + dx * step, y: start.y + dy * step };
        const box = { x: centre.x - size.width / 2 - NODE_GAP, y: centre.y - size.height / 2 - NODE_GAP, width: size.width + 2 * NODE_GAP, height: size.height + 2 * NODE_GAP };
        if (!taken.some((other) => overlaps(other, box))) return centre;
      }
    }
  }
  return start;
}
