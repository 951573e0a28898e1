/** Paints a part of a scene on a canvas, in the detail that the zoom allows. */
import { CARD } from '../../server/src/core/diagram/picture/cards';
import { groupShape, groupTitle, labelShapes, lineColour, lineShapes, type Colour, type Shape } from '../../server/src/core/diagram/picture/drawing';
import { boundsOfPoints, overlaps, type Box } from '../../server/src/core/diagram/picture/geometry';
import type { Scene, SceneGroup, SceneLabel, SceneLine } from '../../server/src/core/diagram/picture/scene';
import { FONTS } from '../../server/src/core/diagram/picture/text';
import { DETAIL, paintCard } from './paintCards';
import { paintOf, tracePoints, type Pen } from './pen';
import { remembered } from './remembered';

/** What stands out. `related` are the entities that stay bright while the rest steps back; undefined for all. */
export interface Emphasis {
  readonly focus: string | undefined;
  readonly selected: ReadonlySet<string>;
  readonly related: ReadonlySet<string> | undefined;
  readonly edges: ReadonlySet<string>;
  readonly labels: ReadonlyMap<string, SceneLabel>;
  readonly showCrossGroup: boolean;
  readonly hoveredRow: { readonly entity: string; readonly y: number } | undefined;
}

/** How strong what steps back still is; nothing is faint where the theme is one of high contrast. */
const STEPPED_BACK = { usual: { cards: 0.38, lines: 0.16, betweenGroups: 0.17 }, highContrast: { cards: 0.6, lines: 0.45, betweenGroups: 0.5 } } as const;
/** Glyphs lie beside the points of a line, and so do the further rows of a composite key. */
const LINE_MARGIN = 30;
const TAP_MARGIN = 600;

const plainLine = remembered((line: SceneLine): readonly Shape[] => lineShapes(line, { isEmphasised: false }));

/** Paints what touches `view`, a box of the model; the canvas is clean there, and transformed to the model's coordinates. */
export function paint(pen: Pen, scene: Scene, view: Box, emphasis: Emphasis): void {
  const { context, zoom } = pen;
  const faint = faintIn(pen);
  for (const group of scene.groups) {
    if (!overlaps(group.box, view)) continue;
    pen.draw(groupShape(group));
    paintTitle(pen, group);
  }
  const lines = scene.lines.filter((line) => passes(line, view));
  paintLines(pen, lines, emphasis);
  for (const [id, card] of scene.cards) {
    if (!overlaps(card.box, view, 6)) continue;
    const isBright = emphasis.related === undefined || emphasis.related.has(id);
    if (!isBright) paintGround(pen, card.box);
    context.globalAlpha = isBright ? 1 : faint.cards;
    paintCard(pen, card, { isFocus: emphasis.focus === id, isSelected: emphasis.selected.has(id), hoveredRow: emphasis.hoveredRow?.entity === id ? emphasis.hoveredRow.y : undefined });
  }
  context.globalAlpha = 1;
  for (const line of lines) if (emphasis.edges.has(line.edge.id)) pen.drawAll(lineShapes(line, { isEmphasised: true }));
  if (zoom >= DETAIL.bars) paintLabels(pen, scene.lines, view, emphasis);
}

/** Whether something of a line is in view. The bounds of one that goes far hold much that it never comes near. */
function passes({ bounds, points, sourceTaps, targetTaps }: SceneLine, view: Box): boolean {
  if (sourceTaps.length + targetTaps.length > 0) return overlaps(bounds, view, TAP_MARGIN);
  if (!overlaps(bounds, view, LINE_MARGIN)) return false;
  for (let index = 1; index < points.length; index += 1) {
    const from = points[index - 1];
    const to = points[index];
    if (from !== undefined && to !== undefined && overlaps(boundsOfPoints([from, to]), view, LINE_MARGIN)) return true;
  }
  return false;
}

function paintLines(pen: Pen, lines: readonly SceneLine[], { edges, related, showCrossGroup }: Emphasis): void {
  const { context, zoom } = pen;
  const faint = faintIn(pen);
  const rest = lines.filter(({ edge }) => !edges.has(edge.id));
  const alphaOf = ({ crossesGroups }: SceneLine) => (related !== undefined ? faint.lines : crossesGroups && !showCrossGroup ? faint.betweenGroups : 1);
  if (zoom < DETAIL.bars) return paintFarLines(pen, rest, alphaOf);
  for (const line of rest) {
    context.globalAlpha = alphaOf(line);
    pen.drawAll(plainLine(line));
  }
  context.globalAlpha = 1;
}

/** Far out, lines of one look are one path. */
function paintFarLines({ context, palette, zoom }: Pen, lines: readonly SceneLine[], alphaOf: (line: SceneLine) => number): void {
  const looks = new Map<number, Map<Colour, SceneLine[]>>();
  for (const line of lines) {
    const alpha = alphaOf(line);
    const colour = lineColour(line.edge, false);
    let colours = looks.get(alpha);
    if (colours === undefined) looks.set(alpha, (colours = new Map<Colour, SceneLine[]>()));
    const members = colours.get(colour);
    if (members) members.push(line);
    else colours.set(colour, [line]);
  }
  context.lineWidth = 1 / zoom;
  for (const [alpha, colours] of looks) {
    context.globalAlpha = alpha * (zoom < DETAIL.names ? 0.55 : 0.8);
    for (const [colour, members] of colours) {
      context.strokeStyle = paintOf(palette, colour);
      context.beginPath();
      for (const { points } of members) tracePoints(context, points, 0, false);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function faintIn({ theme }: Pen): (typeof STEPPED_BACK)['usual' | 'highContrast'] {
  return theme.isHighContrast ? STEPPED_BACK.highContrast : STEPPED_BACK.usual;
}

/** What steps back covers the lines behind it nevertheless: they would strike its words through. */
function paintGround(pen: Pen, box: Box): void {
  pen.context.globalAlpha = 1;
  pen.draw({ kind: 'box', box, radius: CARD.cornerRadius, fill: 'canvas' });
}

/** A label lies on its line, or where there was room for it. */
function paintLabels(pen: Pen, lines: readonly SceneLine[], view: Box, { related, edges, labels }: Emphasis): void {
  for (const line of lines) {
    const label = line.label ?? labels.get(line.edge.id);
    if (label === undefined || !overlaps(label.box, view, 2)) continue;
    const isBright = related === undefined || edges.size === 0 || edges.has(line.edge.id);
    if (!isBright) paintGround(pen, label.box);
    pen.context.globalAlpha = isBright ? 1 : faintIn(pen).cards;
    pen.drawAll(labelShapes(label, line.edge));
  }
  pen.context.globalAlpha = 1;
}

/** A group's name: readable from far as well, as wide as its box at most. */
function paintTitle(pen: Pen, group: SceneGroup): void {
  const { context, theme, zoom } = pen;
  pen.setFont(theme.fonts.group);
  const widest = ((group.box.width - group.titleHeight * 0.6) / context.measureText(group.label).width) * FONTS.group.sizePx;
  const sizePx = Math.min(Math.max(FONTS.group.sizePx, 13.5 / zoom), widest, group.titleHeight * 0.9);
  if (sizePx * zoom >= 4) pen.draw(groupTitle(group, Math.round(sizePx * 10) / 10));
}
