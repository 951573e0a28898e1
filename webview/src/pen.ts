/** Draws the shapes of `core/diagram/picture/drawing.ts` on a canvas, in the colours and fonts of the theme. */
import type { Colour, Palette, Shape } from '../../server/src/core/diagram/picture/drawing';
import type { Point } from '../../server/src/core/diagram/picture/geometry';
import { FONTS } from '../../server/src/core/diagram/picture/text';
import type { Theme } from './theme';

export class Pen {
  /** Setting a font is dear even when it is the same. */
  #font = '';

  constructor(
    readonly context: CanvasRenderingContext2D,
    readonly theme: Theme,
    readonly zoom: number,
  ) {
    context.textBaseline = 'middle';
    context.lineCap = 'butt';
  }

  get palette(): Palette {
    return this.theme.palette;
  }

  setFont(font: string): void {
    if (font === this.#font) return;
    this.#font = font;
    this.context.font = font;
  }

  drawAll(shapes: readonly Shape[]): void {
    for (const shape of shapes) this.draw(shape);
  }

  draw(shape: Shape): void {
    const { context, palette } = this;
    switch (shape.kind) {
      case 'box': this.#box(shape); return;
      case 'line':
        context.beginPath();
        tracePoints(context, shape.points, shape.radius, shape.isClosed ?? false);
        if (shape.fill !== undefined) {
          context.fillStyle = paintOf(palette, shape.fill);
          context.fill();
        }
        this.#stroke(shape.stroke, shape.width, shape.dash);
        return;
      case 'ring':
        context.beginPath();
        context.arc(shape.centre.x, shape.centre.y, shape.radius, 0, 2 * Math.PI);
        context.fillStyle = paintOf(palette, shape.fill);
        context.fill();
        this.#stroke(shape.stroke, shape.width);
        return;
      case 'text':
        this.setFont(shape.sizePx === undefined ? this.theme.fonts[shape.role] : this.theme.fonts[shape.role].replace(`${FONTS[shape.role].sizePx}px`, `${shape.sizePx}px`));
        context.textAlign = shape.align === 'centre' ? 'center' : shape.align;
        context.fillStyle = paintOf(palette, shape.colour);
        context.fillText(shape.text, shape.at.x, shape.at.y);
        return;
    }
  }

  #box({ box, radius, corners, fill, fillAlpha = 1, stroke, strokeWidth = 1, strokeAlpha = 1 }: Extract<Shape, { kind: 'box' }>): void {
    const { context, palette } = this;
    const alpha = context.globalAlpha;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, corners === 'top' ? [radius, radius, 0, 0] : radius);
    if (fill !== undefined) {
      context.globalAlpha = alpha * fillAlpha;
      context.fillStyle = paintOf(palette, fill);
      context.fill();
    }
    if (stroke !== undefined) {
      context.globalAlpha = alpha * strokeAlpha;
      this.#stroke(stroke, strokeWidth);
    }
    context.globalAlpha = alpha;
  }

  #stroke(colour: Colour, width: number, dash?: readonly number[]): void {
    const { context } = this;
    if (dash !== undefined) context.setLineDash([...dash]);
    context.lineWidth = width;
    context.strokeStyle = paintOf(this.palette, colour);
    context.stroke();
    if (dash !== undefined) context.setLineDash([]);
  }
}

export function paintOf(palette: Palette, colour: Colour): string {
  return typeof colour === 'string' ? palette[colour] : (palette.groups[colour.group % palette.groups.length] ?? palette.text);
}

/** Adds a line with rounded bends to the path. */
export function tracePoints(context: CanvasRenderingContext2D, points: readonly Point[], radius: number, isClosed: boolean): void {
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
