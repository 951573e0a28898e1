/** Cards as far as the zoom allows: rows, names with bars for keys, names, blocks. */
import { CARD, CHANGE_SIGNS } from '../../server/src/core/diagram/picture/cards';
import { cardBorder, cardShapes, type Shape } from '../../server/src/core/diagram/picture/drawing';
import type { Box } from '../../server/src/core/diagram/picture/geometry';
import type { SceneCard } from '../../server/src/core/diagram/picture/scene';
import { FONTS } from '../../server/src/core/diagram/picture/text';
import { paintOf, type Pen } from './pen';
import { remembered } from './remembered';

/** From these zooms up: full rows, names with key bars, names; below, blocks. */
export const DETAIL = { rows: 0.55, bars: 0.3, names: 0.1 } as const;

export interface CardState {
  readonly isFocus: boolean;
  readonly isSelected: boolean;
  /** Height of the row under the mouse. */
  readonly hoveredRow: number | undefined;
}

const plainShapes = remembered((card: SceneCard): readonly Shape[] => cardShapes(card, { isFocus: false, isSelected: false }));

export function paintCard(pen: Pen, card: SceneCard, state: CardState): void {
  if (pen.zoom < DETAIL.names) return paintBlock(pen, card, state.isFocus || state.isSelected);
  if (pen.zoom < DETAIL.rows) return paintSmallCard(pen, card, state);
  if (!pen.theme.isHighContrast) paintShadow(pen, card.box);
  pen.drawAll(state.isFocus || state.isSelected ? cardShapes(card, state) : plainShapes(card));
  if (state.hoveredRow !== undefined) paintHoveredRow(pen, card.box, state.hoveredRow);
}

function paintShadow({ context, palette }: Pen, { x, y, width, height }: Box): void {
  context.fillStyle = palette.text;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.05;
  context.beginPath();
  context.roundRect(x - 2, y - 1, width + 4, height + 5, CARD.cornerRadius + 2);
  context.fill();
  context.globalAlpha = alpha;
}

function paintHoveredRow({ context, palette }: Pen, box: Box, y: number): void {
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.16;
  context.fillStyle = palette.focus;
  context.fillRect(box.x + 1, box.y + y - CARD.rowHeight / 2, box.width - 2, CARD.rowHeight);
  context.globalAlpha = alpha;
}

/** The name as large as the card lets it be, and bars for keys. */
function paintSmallCard(pen: Pen, { card, box, group }: SceneCard, { isFocus, isSelected }: CardState): void {
  const { zoom } = pen;
  const hasBars = zoom >= DETAIL.bars;
  const head = hasBars ? card.headHeight : box.height;
  const isStrong = isFocus || isSelected;
  const { change } = card.entity;
  pen.draw({ kind: 'box', box, radius: CARD.cornerRadius, fill: 'card' });
  pen.draw({ kind: 'box', box: { ...box, height: head }, radius: CARD.cornerRadius, ...(hasBars ? { corners: 'top' } : {}), fill: 'head' });
  pen.draw({ kind: 'box', box: { ...box, height: 4 }, radius: 2, corners: 'top', fill: card.entity.kind === 'table' ? 'muted' : { group } });
  paintSmallTitle(pen, change === undefined ? card.title : `${CHANGE_SIGNS[change]} ${card.title}`, { ...box, height: head });
  if (hasBars) paintBars(pen, card, box);
  pen.draw({
    kind: 'box', box, radius: CARD.cornerRadius, strokeWidth: (isStrong || change !== undefined ? 2.5 : 1) / Math.min(1, zoom * 1.6),
    stroke: isStrong ? 'focus' : cardBorder(card.entity),
  });
}

function paintBars({ context, palette }: Pen, { rows }: SceneCard['card'], box: Box): void {
  const alpha = context.globalAlpha;
  for (const { column, name, y } of rows) {
    context.globalAlpha = alpha * (column.isPrimaryKey || column.isForeignKey ? 0.75 : 0.22);
    context.fillStyle = column.isPrimaryKey ? palette.key : column.isForeignKey ? palette.foreignKey : palette.muted;
    context.fillRect(box.x + CARD.sidePadding, box.y + y - 3, Math.min(box.width - 2 * CARD.sidePadding, name.length * 6.5), 6);
  }
  context.globalAlpha = alpha;
}

/** The name, in one size on all cards if it fits; a long one on two lines before it gets smaller. */
function paintSmallTitle(pen: Pen, title: string, { x, y, width, height }: Box): void {
  const { context, theme, zoom } = pen;
  pen.setFont(theme.fonts.title);
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
  const before = context.getTransform();
  context.translate(x + width / 2, y + height / 2 + 1);
  context.scale(scale, scale);
  context.textAlign = 'center';
  context.fillStyle = theme.palette.text;
  for (const [index, line] of lines.entries()) context.fillText(line, 0, (index - (lines.length - 1) / 2) * sizePx * 1.15);
  context.setTransform(before);
}

/** Broken before the capital or after the underscore nearest to the middle. */
function halvesOf(title: string): readonly string[] {
  const breaks = [...title.matchAll(/[a-z0-9](?=[A-Z])|_(?=\w)/g)].map(({ index }) => index + 1);
  const middle = breaks.sort((a, b) => Math.abs(a - title.length / 2) - Math.abs(b - title.length / 2))[0];
  return middle === undefined ? [title] : [title.slice(0, middle), title.slice(middle)];
}

function paintBlock({ context, palette, theme, zoom }: Pen, { box, group, card }: SceneCard, isStrong: boolean): void {
  const border = cardBorder(card.entity);
  const colour = border === 'cardBorder' ? { group } : border;
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * (isStrong || border !== 'cardBorder' ? 1 : 0.62);
  context.fillStyle = paintOf(palette, isStrong ? 'focus' : colour);
  context.fillRect(box.x, box.y, box.width, box.height);
  if (theme.isHighContrast) {
    context.lineWidth = 1 / zoom;
    context.strokeStyle = palette.text;
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
  context.globalAlpha = alpha;
}
