/** Paints a scene on a canvas: what is in view, in the detail that the zoom allows. */
import { CARD } from '../../server/src/core/diagram/picture/cards';
import type { Colour, Palette, Shape } from '../../server/src/core/diagram/picture/drawing';
import { cardShapes, groupShape, groupTitle, labelShapes, lineColour, lineShapes } from '../../server/src/core/diagram/picture/drawing';
import { boundsOfPoints, overlaps, type Box, type Point } from '../../server/src/core/diagram/picture/geometry';
import type { Scene, SceneCard, SceneGroup, SceneLabel, SceneLine } from '../../server/src/core/diagram/picture/scene';
import { FONTS } from '../../server/src/core/diagram/picture/text';
import type { Theme } from './theme';

export interface Viewport {
  readonly zoom: number;
  readonly pan: Point;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
}

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

/** From these zooms up: full rows, names with key bars, names; below, blocks. */
export const DETAIL = { rows: 0.55, bars: 0.3, names: 0.1 } as const;

export function visibleBox({ zoom, pan, width, height }: Viewport): Box {
  return { x: -pan.x / zoom, y: -pan.y / zoom, width: width / zoom, height: height / zoom };
}

export function paint(context: CanvasRenderingContext2D, scene: Scene, viewport: Viewport, emphasis: Emphasis, theme: Theme, pixelRatio: number): void {
  const { zoom, pan } = viewport;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(pixelRatio * zoom, 0, 0, pixelRatio * zoom, pixelRatio * pan.x, pixelRatio * pan.y);
  context.textBaseline = 'middle';
  context.lineCap = 'butt';
  const view = visibleBox(viewport);
  const pen: Pen = { context, theme, zoom };
  for (const group of scene.groups) {
    if (!overlaps(group.box, view)) continue;
    draw(pen, groupShape(group));
    paintTitle(pen, group);
  }
  const lines = scene.lines.filter((line) => overlaps(boundsOfPoints(line.points), view, 30));
  paintLines(pen, lines, emphasis);
  for (const [id, card] of scene.cards) {
    if (!overlaps(card.box, view)) continue;
    context.globalAlpha = emphasis.related === undefined || emphasis.related.has(id) ? 1 : 0.38;
    paintCard(pen, card, { isFocus: emphasis.focus === id, isSelected: emphasis.selected.has(id) }, emphasis);
  }
  context.globalAlpha = 1;
  for (const line of lines) if (emphasis.edges.has(line.edge.id)) paintLine(pen, line, true);
  if (zoom < DETAIL.bars) return;
  for (const line of lines) {
    const label = line.label ?? emphasis.labels.get(line.edge.id);
    if (label === undefined) continue;
    context.globalAlpha = emphasis.related === undefined || emphasis.edges.size === 0 || emphasis.edges.has(line.edge.id) ? 1 : 0.38;
    for (const shape of labelShapes(label, line.edge)) draw(pen, shape);
  }
  context.globalAlpha = 1;
}

interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly theme: Theme;
  readonly zoom: number;
}

function paintLines(pen: Pen, lines: readonly SceneLine[], emphasis: Emphasis): void {
  const { context, zoom } = pen;
  const rest = lines.filter(({ edge }) => !emphasis.edges.has(edge.id));
  const alphaOf = (line: SceneLine) => (emphasis.related !== undefined ? 0.16 : line.crossesGroups && !emphasis.showCrossGroup ? 0.17 : 1);
  for (const line of rest) {
    context.globalAlpha = alphaOf(line);
    if (zoom >= DETAIL.bars) paintLine(pen, line, false);
  }
  if (zoom < DETAIL.bars) paintFarLines(pen, rest, alphaOf);
  context.globalAlpha = 1;
}

/** Far out, lines of one look are one path. */
function paintFarLines({ context, theme, zoom }: Pen, lines: readonly SceneLine[], alphaOf: (line: SceneLine) => number): void {
  const looks = new Map<string, SceneLine[]>();
  for (const line of lines) {
    const key = `${alphaOf(line) * (zoom < DETAIL.names ? 0.55 : 0.8)} ${paintOf(theme.palette, lineColour(line.edge, false))}`;
    const look = looks.get(key);
    if (look) look.push(line);
    else looks.set(key, [line]);
  }
  context.lineWidth = 1 / zoom;
  context.setLineDash([]);
  for (const [key, members] of looks) {
    const space = key.indexOf(' ');
    context.globalAlpha = Number(key.slice(0, space));
    context.strokeStyle = key.slice(space + 1);
    context.beginPath();
    for (const { points } of members) tracePoints(context, points, 0, false);
    context.stroke();
  }
}

function paintLine(pen: Pen, line: SceneLine, isEmphasised: boolean): void {
  for (const shape of lineShapes(line, { isEmphasised })) draw(pen, shape);
}

function paintCard(pen: Pen, card: SceneCard, state: { readonly isFocus: boolean; readonly isSelected: boolean }, emphasis: Emphasis): void {
  if (pen.zoom >= DETAIL.rows) {
    if (!pen.theme.isHighContrast) paintShadow(pen, card.box);
    const shapes = cardShapes(card, state);
    for (const shape of shapes) draw(pen, shape);
    if (emphasis.hoveredRow?.entity === card.card.entity.id) paintHoveredRow(pen, card.box, emphasis.hoveredRow.y);
    return;
  }
  if (pen.zoom >= DETAIL.names) paintSmallCard(pen, card, state);
  else paintBlock(pen, card, state.isFocus || state.isSelected);
}

function paintShadow({ context, theme }: Pen, { x, y, width, height }: Box): void {
  context.fillStyle = theme.palette.text;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.05;
  context.beginPath();
  context.roundRect(x - 2, y - 1, width + 4, height + 5, CARD.cornerRadius + 2);
  context.fill();
  context.globalAlpha = alpha;
}

function paintHoveredRow({ context, theme }: Pen, box: Box, y: number): void {
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.16;
  context.fillStyle = theme.palette.focus;
  context.fillRect(box.x + 1, box.y + y - CARD.rowHeight / 2, box.width - 2, CARD.rowHeight);
  context.globalAlpha = alpha;
}

/** The name as large as the card lets it be, and bars for keys. */
function paintSmallCard(pen: Pen, { card, box, group }: SceneCard, { isFocus, isSelected }: { readonly isFocus: boolean; readonly isSelected: boolean }): void {
  const { context, theme, zoom } = pen;
  const { palette } = theme;
  const hasBars = zoom >= DETAIL.bars;
  const head = hasBars ? card.headHeight : box.height;
  draw(pen, { kind: 'box', box, radius: CARD.cornerRadius, fill: 'card' });
  draw(pen, { kind: 'box', box: { ...box, height: head }, radius: CARD.cornerRadius, ...(hasBars ? { corners: 'top' } : {}), fill: 'head' });
  draw(pen, { kind: 'box', box: { ...box, height: 4 }, radius: 2, corners: 'top', fill: card.entity.kind === 'table' ? 'muted' : { group } });
  const problem = card.entity.problems.find(({ severity }) => severity === 'error') === undefined ? undefined : palette.error;
  paintSmallTitle(pen, card.title, { ...box, height: head });
  if (hasBars) {
    const alpha = context.globalAlpha;
    for (const row of card.rows) {
      const y = box.y + row.y - 3;
      const isKey = row.column.isPrimaryKey || row.column.isForeignKey;
      context.globalAlpha = alpha * (isKey ? 0.75 : 0.22);
      context.fillStyle = row.column.isPrimaryKey ? palette.key : row.column.isForeignKey ? palette.foreignKey : palette.muted;
      context.fillRect(box.x + CARD.sidePadding, y, Math.min(box.width - 2 * CARD.sidePadding, row.name.length * 6.5), 6);
    }
    context.globalAlpha = alpha;
  }
  context.lineWidth = (isFocus || isSelected ? 2.5 : 1) / Math.min(1, zoom * 1.6);
  context.strokeStyle = isFocus || isSelected ? palette.focus : (problem ?? palette.cardBorder);
  context.setLineDash([]);
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, CARD.cornerRadius);
  context.stroke();
}

/** The name, in one size on all cards if it fits; a long one on two lines before it gets smaller. */
function paintSmallTitle({ context, theme, zoom }: Pen, title: string, { x, y, width, height }: Box): void {
  context.font = theme.fonts.title;
  const { sizePx } = FONTS.title;
  const wanted = Math.min(Math.max(1, 11.5 / zoom / sizePx), (height * 0.7) / sizePx);
  const scaleOf = (lines: readonly string[]) => {
    const widest = Math.max(1, ...lines.map((line) => context.measureText(line).width));
    return Math.min(wanted, (width - 8) / widest, (height * 0.86) / (lines.length * sizePx * 1.15));
  };
  const one = [title];
  const two = halvesOf(title);
  const lines = scaleOf(two) > scaleOf(one) * 1.1 ? two : one;
  const scale = scaleOf(lines);
  context.save();
  context.translate(x + width / 2, y + height / 2 + 1);
  context.scale(scale, scale);
  context.textAlign = 'center';
  context.fillStyle = theme.palette.text;
  for (const [index, line] of lines.entries()) context.fillText(line, 0, (index - (lines.length - 1) / 2) * sizePx * 1.15);
  context.restore();
}

/** Broken before the capital or after the underscore nearest to the middle. */
function halvesOf(title: string): readonly string[] {
  const breaks = [...title.matchAll(/[a-z0-9](?=[A-Z])|_(?=\w)/g)].map(({ index }) => index + 1);
  const middle = breaks.sort((a, b) => Math.abs(a - title.length / 2) - Math.abs(b - title.length / 2))[0];
  return middle === undefined ? [title] : [title.slice(0, middle), title.slice(middle)];
}

function paintBlock({ context, theme, zoom }: Pen, { box, group, card }: SceneCard, isStrong: boolean): void {
  const { palette } = theme;
  const hasError = card.entity.problems.some(({ severity }) => severity === 'error');
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * (isStrong || hasError ? 1 : 0.62);
  context.fillStyle = isStrong ? palette.focus : hasError ? palette.error : paintOf(palette, { group });
  context.fillRect(box.x, box.y, box.width, box.height);
  if (theme.isHighContrast) {
    context.lineWidth = 1 / zoom;
    context.strokeStyle = palette.text;
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
  context.globalAlpha = alpha;
}

/** A group's name: readable from far as well, as wide as its box at most. */
function paintTitle(pen: Pen, group: SceneGroup): void {
  const { context, theme, zoom } = pen;
  context.font = theme.fonts.group;
  const widest = ((group.box.width - group.titleHeight * 0.6) / context.measureText(group.label).width) * FONTS.group.sizePx;
  const sizePx = Math.min(Math.max(FONTS.group.sizePx, 13.5 / zoom), widest, group.titleHeight * 0.9);
  if (sizePx * zoom >= 4) draw(pen, groupTitle(group, Math.round(sizePx * 10) / 10));
}

export function paintOf(palette: Palette, colour: Colour): string {
  return typeof colour === 'string' ? palette[colour] : (palette.groups[colour.group % palette.groups.length] ?? palette.text);
}

function draw({ context, theme }: Pen, shape: Shape): void {
  const { palette } = theme;
  const alpha = context.globalAlpha;
  switch (shape.kind) {
    case 'box': {
      const { box, radius, corners } = shape;
      context.beginPath();
      context.roundRect(box.x, box.y, box.width, box.height, corners === 'top' ? [radius, radius, 0, 0] : radius);
      if (shape.fill !== undefined) {
        context.globalAlpha = alpha * (shape.fillAlpha ?? 1);
        context.fillStyle = paintOf(palette, shape.fill);
        context.fill();
      }
      if (shape.stroke !== undefined) {
        context.globalAlpha = alpha * (shape.strokeAlpha ?? 1);
        context.setLineDash([]);
        context.lineWidth = shape.strokeWidth ?? 1;
        context.strokeStyle = paintOf(palette, shape.stroke);
        context.stroke();
      }
      context.globalAlpha = alpha;
      return;
    }
    case 'line':
      context.beginPath();
      tracePoints(context, shape.points, shape.radius, shape.isClosed ?? false);
      if (shape.fill !== undefined) {
        context.fillStyle = paintOf(palette, shape.fill);
        context.fill();
      }
      context.setLineDash(shape.dash === undefined ? [] : [...shape.dash]);
      context.lineWidth = shape.width;
      context.strokeStyle = paintOf(palette, shape.stroke);
      context.stroke();
      return;
    case 'ring':
      context.beginPath();
      context.arc(shape.centre.x, shape.centre.y, shape.radius, 0, 2 * Math.PI);
      context.fillStyle = paintOf(palette, shape.fill);
      context.fill();
      context.setLineDash([]);
      context.lineWidth = shape.width;
      context.strokeStyle = paintOf(palette, shape.stroke);
      context.stroke();
      return;
    case 'text':
      context.font = shape.sizePx === undefined ? theme.fonts[shape.role] : theme.fonts[shape.role].replace(`${FONTS[shape.role].sizePx}px`, `${shape.sizePx}px`);
      context.textAlign = shape.align === 'centre' ? 'center' : shape.align;
      context.fillStyle = paintOf(palette, shape.colour);
      context.fillText(shape.text, shape.at.x, shape.at.y);
      return;
  }
}

function tracePoints(context: CanvasRenderingContext2D, points: readonly Point[], radius: number, isClosed: boolean): void {
  const first = points[0];
  if (first === undefined) return;
  context.moveTo(first.x, first.y);
  for (let index = 1; index < points.length; index += 1) {
    const point = points[index];
    const next = points[index + 1];
    const before = points[index - 1];
    if (point === undefined) continue;
    if (radius === 0 || next === undefined || before === undefined) context.lineTo(point.x, point.y);
    else context.arcTo(point.x, point.y, next.x, next.y, Math.min(radius, spanOf(before, point) / 2, spanOf(point, next) / 2));
  }
  if (isClosed) context.closePath();
}

function spanOf(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}
