/**
 * Cards, lines, groups and labels as simple shapes with named colours. The canvas of the panel and the SVG export both draw these, so that
 * they look the same.
 */
import type { DiagramEdge, DiagramEntity } from '../diagram';
import { CARD, type CardRow, type Tag } from './cards';
import type { Box, Point, Side } from './geometry';
import { GLYPH_LENGTH, glyphParts, inheritanceTriangle } from './glyphs';
import type { SceneCard, SceneGroup, SceneLabel, SceneLine } from './scene';
import type { TextRole } from './text';

/** Colours by what they mean. */
export interface Palette {
  readonly canvas: string;
  readonly card: string;
  readonly cardBorder: string;
  readonly head: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly manyToMany: string;
  readonly inheritance: string;
  readonly key: string;
  readonly foreignKey: string;
  readonly unique: string;
  readonly focus: string;
  readonly error: string;
  readonly warning: string;
  /** Of a comparison. */
  readonly added: string;
  readonly removed: string;
  readonly changed: string;
  readonly groups: readonly string[];
}

export type Colour = Exclude<keyof Palette, 'groups'> | { readonly group: number };

export type Shape =
  | {
      readonly kind: 'box';
      readonly box: Box;
      readonly radius: number;
      readonly corners?: 'top';
      readonly fill?: Colour;
      readonly fillAlpha?: number;
      readonly stroke?: Colour;
      readonly strokeWidth?: number;
      readonly strokeAlpha?: number;
    }
  | {
      readonly kind: 'line';
      readonly points: readonly Point[];
      /** Radius of the bends. */
      readonly radius: number;
      readonly stroke: Colour;
      readonly width: number;
      readonly dash?: readonly number[];
      readonly fill?: Colour;
      readonly isClosed?: boolean;
    }
  | { readonly kind: 'ring'; readonly centre: Point; readonly radius: number; readonly stroke: Colour; readonly width: number; readonly fill: Colour }
  | {
      readonly kind: 'text';
      /** On the middle of the line of text. */
      readonly at: Point;
      readonly text: string;
      readonly role: TextRole;
      readonly colour: Colour;
      readonly align: 'left' | 'centre' | 'right';
      readonly sizePx?: number;
    };

export interface CardEmphasis {
  readonly isFocus: boolean;
  readonly isSelected: boolean;
}

export function groupShape({ box, index }: SceneGroup): Shape {
  return { kind: 'box', box, radius: 10, fill: { group: index }, fillAlpha: 0.055, stroke: { group: index }, strokeWidth: 1, strokeAlpha: 0.45 };
}

/** The group's name; `sizePx` is larger the further out it is to be read. */
export function groupTitle({ box, index, label, titleHeight }: SceneGroup, sizePx: number): Shape {
  return { kind: 'text', at: { x: box.x + titleHeight * 0.4, y: box.y + titleHeight / 2 }, text: label, role: 'group', sizePx, colour: { group: index }, align: 'left' };
}

export function cardShapes({ card, box, group }: SceneCard, { isFocus, isSelected }: CardEmphasis): readonly Shape[] {
  const { headHeight, title, subtitle, badge, rows, footer, entity } = card;
  const strong = isFocus || isSelected;
  const isTable = entity.kind === 'table';
  const titleY = box.y + (subtitle === undefined ? headHeight / 2 + 1 : 16);
  const problem = worst(entity.problems);
  const right = box.x + box.width - CARD.sidePadding;
  const shapes: Shape[] = [
    { kind: 'box', box, radius: CARD.cornerRadius, fill: 'card' },
    { kind: 'box', box: { ...box, height: headHeight }, radius: CARD.cornerRadius, corners: 'top', fill: 'head' },
    { kind: 'box', box: { ...box, height: 3 }, radius: 1.5, corners: 'top', fill: isTable ? 'muted' : { group } },
    { kind: 'line', points: [{ x: box.x, y: box.y + headHeight }, { x: box.x + box.width, y: box.y + headHeight }], radius: 0, stroke: 'cardBorder', width: 1 },
    { kind: 'text', at: { x: box.x + CARD.sidePadding, y: titleY }, text: title, role: 'title', colour: 'text', align: 'left' },
  ];
  if (subtitle !== undefined) {
    shapes.push({ kind: 'text', at: { x: box.x + CARD.sidePadding, y: box.y + 33 }, text: subtitle, role: 'subtitle', colour: 'muted', align: 'left' });
  }
  if (badge !== undefined) {
    shapes.push({ kind: 'text', at: { x: right - (problem === undefined ? 0 : 20), y: titleY }, text: badge, role: 'subtitle', colour: entity.change ?? 'muted', align: 'right' });
  }
  if (problem !== undefined) shapes.push(...problemMark({ x: right - 7, y: titleY }, problem));
  for (const row of rows) shapes.push(...rowShapes(row, box, card.tagWidth, entity.problems.find(({ member }) => member === row.column.key)?.severity));
  if (footer !== undefined) {
    const y = box.y + box.height - CARD.bottomPadding - CARD.footerHeight / 2;
    shapes.push({ kind: 'text', at: { x: box.x + CARD.sidePadding + card.tagWidth + 6, y }, text: footer, role: 'subtitle', colour: 'muted', align: 'left' });
  }
  const stroke: Colour = strong ? 'focus' : cardBorder(entity);
  shapes.push({ kind: 'box', box, radius: CARD.cornerRadius, stroke, strokeWidth: strong || entity.change !== undefined ? 2.5 : 1 });
  if (entity.hiddenNeighbours !== undefined) shapes.push(...moreShapes(moreBox(box, entity.hiddenNeighbours), entity.hiddenNeighbours));
  return shapes;
}

/** What changed goes before what is wrong. */
export function cardBorder({ change, problems }: DiagramEntity): Colour {
  return change ?? (worst(problems) === 'error' ? 'error' : 'cardBorder');
}

/** The badge on a card's lower edge that shows the neighbours left out. */
export function moreBox(card: Box, count: number): Box {
  const width = 20 + 7 * String(count).length;
  return { x: card.x + card.width - width - 8, y: card.y + card.height - 9, width, height: 18 };
}

function moreShapes(box: Box, count: number): readonly Shape[] {
  return [
    { kind: 'box', box, radius: 9, fill: 'head', stroke: 'focus', strokeWidth: 1 },
    { kind: 'text', at: { x: box.x + box.width / 2, y: box.y + box.height / 2 + 0.5 }, text: `+${count}`, role: 'subtitle', colour: 'text', align: 'centre' },
  ];
}

const TAG_COLOURS: Readonly<Record<Tag, Colour>> = { PK: 'key', FK: 'foreignKey', UQ: 'unique' };

function rowShapes({ column, y, tags, name, type }: CardRow, box: Box, tagWidth: number, problem: string | undefined): readonly Shape[] {
  const middle = box.y + y;
  const left = box.x + CARD.sidePadding;
  const shapes = tags.map((tag, index): Shape => ({
    kind: 'text',
    at: { x: left + index * CARD.tagWidth, y: middle },
    text: tag,
    role: 'keyName',
    sizePx: 9.5,
    colour: TAG_COLOURS[tag],
    align: 'left',
  }));
  if (tags.length === 0) shapes.push({ kind: 'ring', centre: { x: left + 6, y: middle }, radius: 1.6, stroke: 'muted', width: 1, fill: column.isNullable ? 'card' : 'muted' });
  const colour: Colour = column.change ?? (problem === 'error' ? 'error' : 'text');
  shapes.push({ kind: 'text', at: { x: left + tagWidth + 6, y: middle }, text: name, role: column.isPrimaryKey ? 'keyName' : 'name', colour, align: 'left' });
  if (type !== '') shapes.push({ kind: 'text', at: { x: box.x + box.width - CARD.sidePadding, y: middle }, text: type, role: 'type', colour: 'muted', align: 'right' });
  return shapes;
}

/** The severest problem worth a mark. */
export function worst(problems: readonly { readonly severity: string }[]): 'error' | 'warning' | undefined {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.some(({ severity }) => severity === 'warning') ? 'warning' : undefined;
}

/** A filled circle with `!` for errors, a triangle with `!` for warnings. */
function problemMark({ x, y }: Point, severity: 'error' | 'warning'): readonly Shape[] {
  const mark: Shape = { kind: 'text', at: { x, y: y + (severity === 'error' ? 0.5 : 1.5) }, text: '!', role: 'keyName', sizePx: 10, colour: 'card', align: 'centre' };
  if (severity === 'error') return [{ kind: 'ring', centre: { x, y }, radius: 6.5, stroke: 'error', width: 1, fill: 'error' }, mark];
  const points = [{ x, y: y - 7 }, { x: x + 7.5, y: y + 6 }, { x: x - 7.5, y: y + 6 }];
  return [{ kind: 'line', points, radius: 0, stroke: 'warning', width: 1, fill: 'warning', isClosed: true }, mark];
}

export function lineColour(edge: DiagramEdge, isEmphasised: boolean): Colour {
  if (edge.change !== undefined) return edge.change;
  const problem = worst(edge.problems);
  if (problem !== undefined) return problem;
  if (isEmphasised) return 'focus';
  if (edge.kind === 'inheritance') return 'inheritance';
  if (edge.kind === 'foreignKey') return 'muted';
  return edge.secondary === undefined ? 'line' : 'manyToMany';
}

/** Read-only lines and lines of bare foreign keys are dashed, so that colour is not all that tells them apart. */
export function lineDash(edge: DiagramEdge): readonly number[] | undefined {
  if (edge.change === 'removed') return [3, 3];
  if (edge.kind === 'foreignKey') return [2, 4];
  return edge.isViewonly || edge.dynamic !== undefined ? [7, 4] : undefined;
}

export function lineShapes(line: Pick<SceneLine, 'edge' | 'points' | 'sourceSide' | 'targetSide' | 'sourceTaps' | 'targetTaps'>, { isEmphasised }: { readonly isEmphasised: boolean }): readonly Shape[] {
  const { edge, points, sourceSide, targetSide } = line;
  const stroke = lineColour(edge, isEmphasised);
  const width = isEmphasised ? 2.2 : 1.4;
  const dash = lineDash(edge);
  const shapes: Shape[] = [{ kind: 'line', points, radius: 6, stroke, width, ...(dash === undefined ? {} : { dash }) }];
  const ends = [
    { end: edge.source, tip: points[0], side: sourceSide, taps: line.sourceTaps },
    { end: edge.target, tip: points[points.length - 1], side: targetSide, taps: line.targetTaps },
  ];
  for (const { end, tip, side, taps } of ends) {
    if (tip === undefined) continue;
    if (end.multiplicity !== undefined) shapes.push(...glyphShapes(glyphParts(end.multiplicity, tip, side), stroke, width));
    for (const tap of taps) shapes.push(...tapShapes(tip, tap, side, stroke, width));
  }
  const base = points[0];
  if (edge.kind === 'inheritance' && base !== undefined) {
    shapes.push({ kind: 'line', points: inheritanceTriangle(base, sourceSide), radius: 0, stroke, width, fill: 'canvas', isClosed: true });
  }
  return shapes;
}

function glyphShapes(parts: ReturnType<typeof glyphParts>, stroke: Colour, width: number): readonly Shape[] {
  return parts.map((part): Shape =>
    part.kind === 'ring'
      ? { kind: 'ring', centre: part.centre, radius: part.radius, stroke, width, fill: 'canvas' }
      : { kind: 'line', points: part.points, radius: 0, stroke, width },
  );
}

/** From the line, behind its glyph, to a further row of a composite join. */
function tapShapes(tip: Point, y: number, side: Side, stroke: Colour, width: number): readonly Shape[] {
  const out = tip.x + (side === 'right' ? 1 : -1) * (GLYPH_LENGTH + 4);
  return [
    { kind: 'line', points: [{ x: out, y: tip.y }, { x: out, y }, { x: tip.x, y }], radius: 4, stroke, width },
    { kind: 'ring', centre: { x: tip.x + (side === 'right' ? 3.5 : -3.5), y }, radius: 2.6, stroke, width: 1, fill: stroke },
  ];
}

export const LABEL = { lineHeight: 16, paddingX: 8, paddingY: 5 } as const;

export function labelShapes({ box, lines }: SceneLabel, edge: DiagramEdge): readonly Shape[] {
  const stroke = lineColour(edge, false);
  return [
    { kind: 'box', box, radius: 4, fill: 'canvas', stroke: stroke === 'line' ? 'cardBorder' : stroke, strokeWidth: 1 },
    ...lines.map((text, index): Shape => ({
      kind: 'text',
      at: { x: box.x + box.width / 2, y: box.y + LABEL.paddingY + LABEL.lineHeight * (index + 0.5) },
      text,
      role: 'label',
      colour: index === 0 && lines.length > 1 ? 'text' : 'muted',
      align: 'centre',
    })),
  ];
}
