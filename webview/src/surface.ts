/**
 * The canvas of the picture. What it shows already is moved when the view moves, and only the strips that come into view are painted;
 * while the zoom changes, a picture that takes long to paint is stretched, and painted when the zoom rests.
 */
import { grow, type Box, type Point } from '../../server/src/core/diagram/picture/geometry';
import type { Scene } from '../../server/src/core/diagram/picture/scene';
import { paint, type Emphasis } from './paint';
import { Pen } from './pen';
import type { Theme } from './theme';

export interface Viewport {
  readonly zoom: number;
  readonly pan: Point;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
}

/** The box of the model that is in view. */
export function visibleBox({ zoom, pan, width, height }: Viewport): Box {
  return { x: -pan.x / zoom, y: -pan.y / zoom, width: width / zoom, height: height / zoom };
}

/** What is painted. */
export interface Picture {
  readonly scene: Scene;
  readonly emphasis: Emphasis;
  readonly theme: Theme;
}

/** What the pixels show: whole device px, so that moving them is exact. */
interface Shown {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A picture that is painted faster than this is never stretched. */
const FAST_MS = 7;
/** Stretched further than this it would be too blurred, or leave too much empty. */
const MOST_STRETCHED = 1.5;
/** The zoom rests when it has not changed for so long. */
const REST_MS = 90;

export class Surface {
  readonly canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  /** The pixels of the last full painting, while they are stretched. */
  readonly #kept = document.createElement('canvas');
  #keptShown: Shown | undefined;
  #shown: Shown | undefined;
  #costMs = 0;
  #resting: number | undefined;

  constructor(private readonly repaintWanted: () => void) {
    this.canvas.className = 'scene';
    this.canvas.setAttribute('aria-hidden', 'true');
    const context = this.canvas.getContext('2d');
    if (context === null) throw new Error('This window cannot draw on a canvas');
    this.#context = context;
  }

  /** The picture has changed: all is painted the next time. */
  invalidate(): void {
    this.#shown = undefined;
    this.#keptShown = undefined;
  }

  show(picture: Picture, viewport: Viewport): void {
    this.#resize(viewport);
    const wanted = this.#wanted(viewport);
    const { canvas } = this;
    const shown = this.#shown;
    if (shown === undefined || shown.scale !== wanted.scale) {
      if (!this.#stretch(wanted)) this.#paintAll(picture, wanted);
      return;
    }
    const dx = wanted.x - shown.x;
    const dy = wanted.y - shown.y;
    if (dx === 0 && dy === 0) return;
    if (Math.abs(dx) >= canvas.width / 2 || Math.abs(dy) >= canvas.height / 2) return this.#paintAll(picture, wanted);
    this.#moveBy(dx, dy);
    this.#shown = wanted;
    if (dx !== 0) this.#paintPart(picture, wanted, { x: dx > 0 ? 0 : canvas.width + dx, y: 0, width: Math.abs(dx), height: canvas.height });
    if (dy !== 0) this.#paintPart(picture, wanted, { x: 0, y: dy > 0 ? 0 : canvas.height + dy, width: canvas.width, height: Math.abs(dy) });
  }

  /** Paints boxes of the model again, where they are in view. */
  repaint(picture: Picture, boxes: Iterable<Box>): void {
    const shown = this.#shown;
    if (shown === undefined) return;
    this.#keptShown = undefined;
    for (const box of boxes) {
      const { x, y, width, height } = grow(box, 8);
      const left = Math.max(0, Math.floor(x * shown.scale + shown.x));
      const top = Math.max(0, Math.floor(y * shown.scale + shown.y));
      const right = Math.min(this.canvas.width, Math.ceil((x + width) * shown.scale + shown.x));
      const bottom = Math.min(this.canvas.height, Math.ceil((y + height) * shown.scale + shown.y));
      if (left < right && top < bottom) this.#paintPart(picture, shown, { x: left, y: top, width: right - left, height: bottom - top });
    }
  }

  #resize({ width, height }: Viewport): void {
    const { canvas } = this;
    const wide = Math.round(width * window.devicePixelRatio);
    const high = Math.round(height * window.devicePixelRatio);
    if (canvas.width === wide && canvas.height === high) return;
    canvas.width = wide;
    canvas.height = high;
    this.invalidate();
  }

  #wanted({ zoom, pan }: Viewport): Shown {
    const ratio = window.devicePixelRatio;
    return { scale: zoom * ratio, x: Math.round(pan.x * ratio), y: Math.round(pan.y * ratio) };
  }

  #moveBy(dx: number, dy: number): void {
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.globalCompositeOperation = 'copy';
    context.drawImage(this.canvas, dx, dy);
    context.globalCompositeOperation = 'source-over';
  }

  #paintAll(picture: Picture, wanted: Shown): void {
    const start = performance.now();
    this.#keptShown = undefined;
    this.#shown = wanted;
    this.#paintPart(picture, wanted, { x: 0, y: 0, width: this.canvas.width, height: this.canvas.height });
    this.#costMs = performance.now() - start;
  }

  /** `part` in px of the canvas. */
  #paintPart({ scene, emphasis, theme }: Picture, { scale, x, y }: Shown, part: Box): void {
    const context = this.#context;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(part.x, part.y, part.width, part.height);
    context.clip();
    context.clearRect(part.x, part.y, part.width, part.height);
    context.setTransform(scale, 0, 0, scale, x, y);
    const view = { x: (part.x - x) / scale, y: (part.y - y) / scale, width: part.width / scale, height: part.height / scale };
    paint(new Pen(context, theme, scale / window.devicePixelRatio), scene, view, emphasis);
    context.restore();
  }

  /** Shows what was painted last at another zoom; false where it is to be painted. */
  #stretch(wanted: Shown): boolean {
    if (this.#shown !== undefined && this.#keptShown === undefined && this.#costMs > FAST_MS) this.#keep(this.#shown);
    const kept = this.#keptShown;
    if (kept === undefined) return false;
    const factor = wanted.scale / kept.scale;
    if (factor > MOST_STRETCHED || factor < 1 / MOST_STRETCHED) return false;
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.drawImage(this.#kept, wanted.x - kept.x * factor, wanted.y - kept.y * factor, this.#kept.width * factor, this.#kept.height * factor);
    this.#shown = undefined;
    window.clearTimeout(this.#resting);
    this.#resting = window.setTimeout(() => {
      this.invalidate();
      this.repaintWanted();
    }, REST_MS);
    return true;
  }

  #keep(shown: Shown): void {
    this.#kept.width = this.canvas.width;
    this.#kept.height = this.canvas.height;
    this.#kept.getContext('2d')?.drawImage(this.canvas, 0, 0);
    this.#keptShown = shown;
  }
}
