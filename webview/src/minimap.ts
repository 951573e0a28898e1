/** A small picture of the whole scene with the part in view; a press or drag moves there. */
import { grow, type Box, type Point } from '../../server/src/core/diagram/picture/geometry';
import type { Scene } from '../../server/src/core/diagram/picture/scene';
import { element } from './dom';
import { paintOf } from './pen';
import { visibleBox, type Viewport } from './surface';
import type { Theme } from './theme';

const SIZE = { width: 168, height: 112 } as const;

export class Minimap {
  readonly #canvas = element('canvas');
  readonly #frame = element('div', { className: 'frame' });
  readonly element = element('div', { className: 'minimap', attributes: { 'aria-hidden': 'true' }, children: [this.#canvas, this.#frame] });
  #painted: { readonly scene: Scene; readonly theme: Theme; readonly fitted: Fitted } | undefined;

  constructor(wanted: (centre: Point) => void) {
    const move = (event: PointerEvent) => {
      const fitted = this.#painted?.fitted;
      if (event.buttons !== 1 || fitted === undefined) return;
      const { left, top, width } = this.element.getBoundingClientRect();
      const scale = fitted.scale * (width / SIZE.width);
      wanted({ x: fitted.all.x + (event.clientX - left) / scale, y: fitted.all.y + (event.clientY - top) / scale });
    };
    this.element.addEventListener('pointerdown', (event) => {
      this.element.setPointerCapture(event.pointerId);
      move(event);
    });
    this.element.addEventListener('pointermove', move);
  }

  /** Hidden while everything is in view anyway. */
  show(scene: Scene, viewport: Viewport, theme: Theme): void {
    const view = visibleBox(viewport);
    const isNeeded = scene.cards.size > 0 && !contains(grow(view, 8), scene.bounds) && viewport.width > 320;
    this.element.hidden = !isNeeded;
    if (!isNeeded) return;
    if (this.#painted?.scene !== scene || this.#painted.theme !== theme) this.#painted = { scene, theme, fitted: this.#paint(scene, theme) };
    const { all } = this.#painted.fitted;
    const { style } = this.#frame;
    style.left = `${((view.x - all.x) / all.width) * 100}%`;
    style.top = `${((view.y - all.y) / all.height) * 100}%`;
    style.width = `${(view.width / all.width) * 100}%`;
    style.height = `${(view.height / all.height) * 100}%`;
  }

  #paint(scene: Scene, theme: Theme): Fitted {
    const fitted = fittedTo(scene.bounds);
    const ratio = window.devicePixelRatio;
    this.#canvas.width = SIZE.width * ratio;
    this.#canvas.height = SIZE.height * ratio;
    const context = this.#canvas.getContext('2d');
    if (context === null) return fitted;
    const { all, scale } = fitted;
    context.setTransform(ratio * scale, 0, 0, ratio * scale, -ratio * scale * all.x, -ratio * scale * all.y);
    for (const { box, group } of scene.cards.values()) {
      context.fillStyle = paintOf(theme.palette, { group });
      context.fillRect(box.x, box.y, box.width, box.height);
    }
    return fitted;
  }
}

/** The box of the model that the small picture shows, and px of it a unit of the model. */
interface Fitted {
  readonly all: Box;
  readonly scale: number;
}

function fittedTo(bounds: Box): Fitted {
  const { x, y, width, height } = grow(bounds, Math.max(bounds.width, bounds.height) * 0.03);
  const scale = Math.min(SIZE.width / width, SIZE.height / height);
  const [wide, high] = [SIZE.width / scale, SIZE.height / scale];
  return { scale, all: { x: x - (wide - width) / 2, y: y - (high - height) / 2, width: wide, height: high } };
}

function contains(outer: Box, inner: Box): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}
