/** Everything there is to paint, in model coordinates and paint order: what the canvas, the SVG export and the tests share. */
import type { Diagram, DiagramEdge } from '../diagram';
import type { EdgeAnchors } from './anchors';
import { anchorsOf } from './anchors';
import type { Card, CardOptions } from './cards';
import { cardsOf } from './cards';
import type { Box, Point } from './geometry';
import { boundsOf, boundsOfPoints, grow } from './geometry';
import { labelLines, labelSize } from './labels';
import type { LabelSizes } from './layered';
import { GROUP, groupTitleHeight, layoutOf, layoutUngrouped, placeNew } from './layout';
import { boxAt } from './placement';
import type { Route } from './routing';
import { Obstacles, routeBetween } from './routing';
import { fitText, type MeasureText } from './text';

export interface Scene {
  readonly groups: readonly SceneGroup[];
  readonly cards: ReadonlyMap<string, SceneCard>;
  readonly lines: readonly SceneLine[];
  readonly bounds: Box;
}

export interface SceneGroup {
  readonly id: string;
  readonly label: string;
  readonly box: Box;
  /** Room for the label at the top of the box. */
  readonly titleHeight: number;
  /** Picks the group's colour. */
  readonly index: number;
}

export interface SceneCard {
  readonly card: Card;
  readonly box: Box;
  /** Index of its group. */
  readonly group: number;
}

export interface SceneLine extends Route {
  readonly edge: DiagramEdge;
  /** Further rows that a composite join touches, as heights in the model. */
  readonly sourceTaps: readonly number[];
  readonly targetTaps: readonly number[];
  readonly crossesGroups: boolean;
  /** Of its points. */
  readonly bounds: Box;
  readonly label?: SceneLabel;
}

export interface SceneLabel {
  readonly box: Box;
  readonly lines: readonly string[];
}

/** Positions and the lines that belong to them. */
export interface Placed {
  readonly positions: ReadonlyMap<string, Point>;
  /** Lines that a layout has drawn; the others are routed around the cards. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly labels?: ReadonlyMap<string, SceneLabel>;
}

/** What does not depend on positions. */
export interface Prepared {
  readonly diagram: Diagram;
  readonly cards: ReadonlyMap<string, Card>;
  readonly anchors: ReadonlyMap<string, EdgeAnchors>;
}

export function prepare(diagram: Diagram, options: CardOptions): Prepared {
  const cards = cardsOf(diagram, options);
  return { diagram, cards, anchors: anchorsOf(cards, diagram.edges) };
}

/**
 * Positions for all cards. Known ones are kept, so that a picture stays as it was when something is added; when none is known the
 * whole is laid out.
 */
export function place(prepared: Prepared, known: ReadonlyMap<string, Point>, options: PlaceOptions): Placed {
  const { diagram, cards } = prepared;
  const isKnown = diagram.entities.some(({ id }) => known.has(id));
  return isKnown ? { positions: placeNew(diagram, cards, known), routes: new Map() } : layoutWithLabels(prepared, options);
}

export interface PlaceOptions {
  /** Width by height of the room there is. */
  readonly aspect: number;
  readonly measure: MeasureText;
  /** Whether room is made for labels at all; by default it is. */
  readonly hasLabels?: boolean;
}

/** Up to so many lines, room is made for names and join conditions on each. */
const LABELLED_EDGES = 28;

/** Lays everything out; a small schema with its join conditions on the lines. */
export function layoutWithLabels({ diagram, cards, anchors }: Prepared, { aspect, measure, hasLabels = true }: PlaceOptions): Placed {
  if (diagram.edges.length > LABELLED_EDGES || !hasLabels) return { ...layoutOf(diagram, cards, anchors, { aspect }), labels: new Map() };
  const linesOf = (edge: DiagramEdge, isTurned: boolean) => labelLines(edge, { isTurned, maxWidth: 250, measure });
  const compactOf = (edge: DiagramEdge, isTurned: boolean) => [fitText(labelLines(edge, { isTurned, maxWidth: Infinity, measure }).join(' · '), 'label', 330, measure)];
  const sizes = new Map<string, LabelSizes>();
  for (const edge of diagram.edges) {
    const lines = linesOf(edge, false);
    if (lines.length > 0) sizes.set(edge.id, { full: labelSize(lines, measure), compact: labelSize(compactOf(edge, false), measure) });
  }
  const layout = layoutOf(diagram, cards, anchors, { aspect, labels: sizes });
  const labels = diagram.edges.flatMap((edge) => {
    const box = layout.labels.get(edge.id);
    if (box === undefined) return [];
    const isTurned = layout.routes.get(edge.id)?.sourceSide === 'left';
    const isCompact = box.height < (sizes.get(edge.id)?.full.height ?? 0);
    return [[edge.id, { box, lines: (isCompact ? compactOf : linesOf)(edge, isTurned) }] as const];
  });
  return { ...layout, labels: new Map(labels) };
}

/** A part of the schema with more in it than a layout with labels can keep compact: neighbours stand in columns, labels come with the selection. */
export function layoutInColumns({ diagram, cards, anchors }: Prepared, aspect: number): Placed {
  const { positions, routes } = layoutUngrouped(diagram, cards, anchors, { aspect });
  return { positions, routes };
}

export function sceneOf({ diagram, cards, anchors }: Prepared, { positions, routes, labels }: Placed, options: { readonly showGroups: boolean }): Scene {
  const groupIndex = new Map(diagram.groups.map(({ id }, index) => [id, index]));
  const placed = new Map<string, SceneCard>();
  for (const [id, card] of cards) {
    const centre = positions.get(id);
    if (centre !== undefined) placed.set(id, { card, box: boxAt(card, centre), group: groupIndex.get(card.entity.group) ?? 0 });
  }
  const obstacles = diagram.edges.length <= 1500 ? new Obstacles([...placed.values()].map(({ box }) => box)) : undefined;
  const lines = diagram.edges.flatMap((edge, index) => {
    const line = lineOf({ edge, index, placed, anchors, routes, labels, obstacles });
    return line === undefined ? [] : [line];
  });
  const isDivided = new Set([...placed.values()].map(({ group }) => group)).size > 1;
  const groups = options.showGroups && isDivided ? groupBoxes(diagram, placed, lines) : [];
  const bounds = boundsOf([
    ...[...placed.values()].map(({ box }) => box),
    ...groups.map(({ box }) => box),
    ...lines.map(({ bounds: own }) => own),
    ...lines.flatMap(({ label }) => (label === undefined ? [] : [label.box])),
  ]);
  return { groups, cards: placed, lines, bounds };
}

interface LineInput {
  readonly edge: DiagramEdge;
  readonly index: number;
  readonly placed: ReadonlyMap<string, SceneCard>;
  readonly anchors: ReadonlyMap<string, EdgeAnchors>;
  readonly routes: ReadonlyMap<string, Route>;
  readonly labels: ReadonlyMap<string, SceneLabel> | undefined;
  readonly obstacles: Obstacles | undefined;
}

function lineOf({ edge, index, placed, anchors, routes, labels, obstacles }: LineInput): SceneLine | undefined {
  const source = placed.get(edge.source.entity);
  const target = placed.get(edge.target.entity);
  const ends = anchors.get(edge.id);
  if (source === undefined || target === undefined || ends === undefined) return undefined;
  const drawn = routes.get(edge.id);
  const crossesGroups = source.group !== target.group;
  const fits = drawn !== undefined && routeFits(drawn, source.box, target.box, ends);
  const route = fits
    ? drawn
    : routeBetween(
        { source: source.box, target: target.box, sourceY: ends.source.y, targetY: ends.target.y, isLoop: edge.source.entity === edge.target.entity, spread: index },
        obstacles,
      );
  const label = fits ? labels?.get(edge.id) : undefined;
  return {
    ...route,
    edge,
    sourceTaps: ends.source.taps.map((y) => source.box.y + y),
    targetTaps: ends.target.taps.map((y) => target.box.y + y),
    crossesGroups,
    bounds: boundsOfPoints(route.points),
    ...(label === undefined ? {} : { label }),
  };
}

/** Whether a drawn line still ends where it should: cards move and change their rows. */
function routeFits({ points, sourceSide, targetSide }: Route, source: Box, target: Box, ends: EdgeAnchors): boolean {
  const first = points[0];
  const last = points[points.length - 1];
  if (first === undefined || last === undefined) return false;
  const near = (point: Point, box: Box, y: number, right: boolean) =>
    Math.abs(point.y - box.y - y) < 1.5 && Math.abs(point.x - box.x - (right ? box.width : 0)) < 1.5;
  return near(first, source, ends.source.y, sourceSide === 'right') && near(last, target, ends.target.y, targetSide === 'right');
}

function groupBoxes(diagram: Diagram, placed: ReadonlyMap<string, SceneCard>, lines: readonly SceneLine[]): readonly SceneGroup[] {
  const content = new Map<number, Box[]>();
  const add = (group: number, box: Box) => {
    const boxes = content.get(group);
    if (boxes) boxes.push(box);
    else content.set(group, [box]);
  };
  for (const { box, group } of placed.values()) add(group, box);
  for (const { crossesGroups, edge, bounds, label } of lines) {
    if (crossesGroups) continue;
    const group = placed.get(edge.source.entity)?.group ?? 0;
    add(group, bounds);
    if (label !== undefined) add(group, label.box);
  }
  return diagram.groups.flatMap(({ id, label }, index): SceneGroup[] => {
    const boxes = content.get(index);
    if (boxes === undefined) return [];
    const inner = grow(boundsOf(boxes), GROUP.padding);
    const titleHeight = groupTitleHeight(diagram.entities.length);
    const title = titleHeight - GROUP.padding;
    return [{ id, label, index, titleHeight, box: { ...inner, y: inner.y - title, height: inner.height + title } }];
  });
}
