/** A small picture of the whole scene with the part in view; a press or drag moves there. */
import { boundsOf, grow, type Box, type Point } from '../../server/src/core/diagram/picture/geometry';
import type { Scene } from '../../server/src/core/diagram/picture/scene';
import { element } from './dom';
import { paintOf, visibleBox, type Viewport } from './paint';
import type { Theme } from './theme';

const SIZE = { width: 168, height: 112 } as const;

export class Minimap {
  readonly element = element('canvas', { className: 'minimap', attributes: { 'aria-hidden': 'true' } });
  #toModel: ((point: Point) => Point) | undefined;

  constructor(wanted: (centre: Point) => void) {
    const move = (event: PointerEvent) => {
      if (event.buttons !== 1 || this.#toModel === undefined) return;
      const { left, top } = this.element.getBoundingClientRect();
      wanted(this.#toModel({ x: event.clientX - left, y: event.clientY - top }));
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
    const ratio = window.devicePixelRatio;
    this.element.width = SIZE.width * ratio;
    this.element.height = SIZE.height * ratio;
    const context = this.element.getContext('2d');
    if (context === null) return;
    const all = grow(boundsOf([scene.bounds]), Math.max(scene.bounds.width, scene.bounds.height) * 0.03);
    const scale = Math.min(SIZE.width / all.width, SIZE.height / all.height);
    const origin = { x: (SIZE.width - all.width * scale) / 2 - all.x * scale, y: (SIZE.height - all.height * scale) / 2 - all.y * scale };
    this.#toModel = (point) => ({ x: (point.x - origin.x) / scale, y: (point.y - origin.y) / scale });
    context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * origin.x, ratio * origin.y);
    for (const { box, group } of scene.cards.values()) {
      context.fillStyle = paintOf(theme.palette, { group });
      context.fillRect(box.x, box.y, box.width, box.height);
    }
    context.strokeStyle = theme.palette.focus;
    context.lineWidth = 1.5 / scale;
    context.strokeRect(view.x, view.y, view.width, view.height);
  }
}

function contains(outer: Box, inner: Box): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}
