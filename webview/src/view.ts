/**
 * The graph on screen. Cytoscape keeps the viewport and the gestures; a canvas of our own shows the scene whenever Cytoscape renders.
 * What is under the mouse is arithmetic on the scene; of the cards, Cytoscape knows only the one that is pressed, to drag it.
 */
import cytoscape from 'cytoscape';
import { rowAt } from '../../server/src/core/diagram/picture/cards';
import { moreBox } from '../../server/src/core/diagram/picture/drawing';
import { overlaps, type Box, type Point, type Size } from '../../server/src/core/diagram/picture/geometry';
import { centreOf } from '../../server/src/core/diagram/picture/placement';
import { distanceToRoute } from '../../server/src/core/diagram/picture/routing';
import type { Scene, SceneLine } from '../../server/src/core/diagram/picture/scene';
import type { Emphasis } from './paint';
import { DETAIL } from './paintCards';
import { Surface, visibleBox, type Picture, type Viewport } from './surface';
import type { Theme } from './theme';

export type Hit =
  | { readonly kind: 'card'; readonly entity: string; readonly column?: string; readonly rowY?: number }
  | { readonly kind: 'line'; readonly line: SceneLine }
  /** The badge that counts the neighbours left out. */
  | { readonly kind: 'more'; readonly entity: string }
  | { readonly kind: 'ground' };

export interface ViewEvents {
  readonly hovered: (hit: Hit) => void;
  readonly tapped: (hit: Hit) => void;
  readonly doubleTapped: (hit: Hit, beside: boolean) => void;
  /** While a card is dragged, and once more at the end. */
  readonly moved: (entity: string, centre: Point, isDone: boolean) => void;
  readonly viewportChanged: (viewport: Viewport) => void;
}

export const MIN_ZOOM = 0.015;
export const MAX_ZOOM = 2.5;

export class GraphView {
  readonly cy: cytoscape.Core;
  readonly #surface: Surface;
  #scene: Scene = { groups: [], cards: new Map(), lines: [], bounds: { x: 0, y: 0, width: 0, height: 0 } };
  #emphasis: Emphasis;
  /** Read once a change: asking the page for it makes the page lay itself out. */
  #size: Size;
  #theme: Theme;

  constructor(
    private readonly container: HTMLElement,
    theme: Theme,
    emphasis: Emphasis,
    private readonly events: ViewEvents,
  ) {
    this.#theme = theme;
    this.#emphasis = emphasis;
    this.#size = { width: container.clientWidth, height: container.clientHeight };
    this.cy = cytoscape({
      container,
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      boxSelectionEnabled: false,
      autounselectify: true,
      // It draws nothing: its canvases need no pixels.
      pixelRatio: 0.02,
      style: [{ selector: 'node', style: { shape: 'rectangle', width: 'data(width)', height: 'data(height)', opacity: 0, 'overlay-opacity': 0 } }],
    });
    this.#surface = new Surface(() => this.repaint());
    container.append(this.#surface.canvas);
    this.#listen();
  }

  get viewport(): Viewport {
    return { zoom: this.cy.zoom(), pan: this.cy.pan(), ...this.#size };
  }

  get scene(): Scene {
    return this.#scene;
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.repaint();
  }

  setEmphasis(emphasis: Emphasis): void {
    const before = this.#emphasis;
    this.#emphasis = emphasis;
    if (!looksSame(before, emphasis)) return this.repaint();
    const rows = [before.hoveredRow?.entity, emphasis.hoveredRow?.entity];
    this.#surface.repaint(this.#picture, rows.flatMap((id) => (id === undefined ? [] : [this.#scene.cards.get(id)?.box ?? []])).flat());
  }

  /** Shows a scene; the viewport stays. */
  setScene(scene: Scene): void {
    this.#scene = scene;
    this.cy.scratch('scene', scene);
    for (const node of this.cy.nodes()) {
      const card = scene.cards.get(node.id());
      if (card === undefined) node.remove();
      else if (!node.grabbed()) node.position(centreOf(card.box));
    }
    this.repaint();
  }

  /** Shows a box as large as fits, within limits; a box that does not fit is shown around `centre`. */
  fit(box: Box, options: { readonly padding: number; readonly minZoom: number; readonly maxZoom: number; readonly centre?: Point; readonly animate: boolean }): void {
    const { width, height } = this.viewport;
    if (width === 0 || height === 0 || box.width === 0) return;
    const whole = Math.min((width - 2 * options.padding) / box.width, (height - 2 * options.padding) / box.height);
    const zoom = Math.max(Math.min(whole, options.maxZoom), options.minZoom);
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const middle = zoom > whole + 0.001 && options.centre !== undefined ? keepUseful(options.centre, box, { width: width / zoom, height: height / zoom }) : centre;
    this.moveTo({ zoom, pan: { x: width / 2 - middle.x * zoom, y: height / 2 - middle.y * zoom } }, options.animate);
  }

  /** Lets a picture that has been arranged anew come up gently: at any size no dearer than the picture itself. */
  fadeIn(): void {
    if (!this.#moves) return;
    this.#surface.canvas.animate([{ opacity: 0.15 }, { opacity: 1 }], { duration: 180, easing: 'ease-out' });
  }

  /** Whether the user has nothing against movement. */
  get #moves(): boolean {
    return !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  moveTo(viewport: { readonly zoom: number; readonly pan: Point }, animate: boolean): void {
    this.cy.stop();
    if (animate && this.#moves) {
      this.cy.animate({ zoom: viewport.zoom, pan: { ...viewport.pan } }, { duration: 180, easing: 'ease-out' });
    } else {
      this.cy.viewport({ zoom: viewport.zoom, pan: { ...viewport.pan } });
    }
  }

  /** Moves as little as needed to bring a card into view. */
  reveal(entity: string): void {
    // The details may just have taken a part of the room.
    this.resize();
    const card = this.#scene.cards.get(entity);
    if (card === undefined) return;
    const view = visibleBox(this.viewport);
    const { box } = card;
    const { zoom, pan } = this.viewport;
    const margin = 16 / zoom;
    const dx = shiftInto(box.x - margin, box.width + 2 * margin, view.x, view.width);
    const dy = shiftInto(box.y - margin, box.height + 2 * margin, view.y, view.height);
    if (dx !== 0 || dy !== 0) this.moveTo({ zoom, pan: { x: pan.x + dx * zoom, y: pan.y + dy * zoom } }, true);
  }

  zoomBy(factor: number): void {
    const { width, height, zoom } = this.viewport;
    this.cy.zoom({ level: Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, zoom * factor)), renderedPosition: { x: width / 2, y: height / 2 } });
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.container;
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    this.cy.resize();
    this.repaint();
  }

  repaint(): void {
    this.#surface.invalidate();
    this.cy.forceRender();
  }

  get #picture(): Picture {
    return { scene: this.#scene, emphasis: this.#emphasis, theme: this.#theme };
  }

  /** What is at a point of the model. Cards lie above lines; rows are there only where they are drawn. */
  hitAt(point: Point): Hit {
    for (const [entity, { box, card }] of this.#scene.cards) {
      const more = card.entity.hiddenNeighbours;
      if (more !== undefined && this.cy.zoom() >= DETAIL.rows && overlaps(moreBox(box, more), { ...point, width: 0, height: 0 })) return { kind: 'more', entity };
      if (!overlaps(box, { ...point, width: 0, height: 0 })) continue;
      const row = this.cy.zoom() < DETAIL.rows ? undefined : rowAt(card, point.y - box.y);
      return row === undefined ? { kind: 'card', entity } : { kind: 'card', entity, column: row.column.key, rowY: row.y };
    }
    const reach = 7 / this.cy.zoom();
    let nearest: SceneLine | undefined;
    let distance = reach;
    for (const line of this.#scene.lines) {
      const label = line.label ?? this.#emphasis.labels.get(line.edge.id);
      if (label !== undefined && overlaps(label.box, { ...point, width: 0, height: 0 })) return { kind: 'line', line };
      if (!overlaps(line.bounds, { ...point, width: 0, height: 0 }, reach)) continue;
      const own = distanceToRoute(point, line.points);
      if (own > distance) continue;
      nearest = line;
      distance = own;
    }
    return nearest === undefined ? { kind: 'ground' } : { kind: 'line', line: nearest };
  }

  #listen(): void {
    const { cy } = this;
    cy.on('render', () => this.#surface.show(this.#picture, this.viewport));
    this.container.addEventListener('pointerdown', (event) => this.#takeCard(event), { capture: true });
    cy.on('viewport', () => this.events.viewportChanged(this.viewport));
    cy.on('mousemove', ({ position }: cytoscape.EventObject) => this.events.hovered(this.hitAt(position)));
    this.container.addEventListener('mouseleave', () => this.events.hovered({ kind: 'ground' }));
    cy.on('tap', ({ position }: cytoscape.EventObject) => this.events.tapped(this.hitAt(position)));
    cy.on('dbltap', ({ position, originalEvent }: cytoscape.EventObject) => {
      this.events.doubleTapped(this.hitAt(position), originalEvent instanceof MouseEvent && (originalEvent.ctrlKey || originalEvent.metaKey));
    });
    cy.on('drag', 'node', ({ target }: cytoscape.EventObjectNode) => this.events.moved(target.id(), { ...target.position() }, false));
    cy.on('dragfree', 'node', ({ target }: cytoscape.EventObjectNode) => this.events.moved(target.id(), { ...target.position() }, true));
  }

  /** Gives Cytoscape the card under the pointer, before it looks for what is pressed. */
  #takeCard({ clientX, clientY }: PointerEvent): void {
    const { left, top } = this.container.getBoundingClientRect();
    const { zoom, pan } = this.viewport;
    const hit = this.hitAt({ x: (clientX - left - pan.x) / zoom, y: (clientY - top - pan.y) / zoom });
    const card = hit.kind === 'card' ? this.#scene.cards.get(hit.entity) : undefined;
    this.cy.remove(this.cy.nodes());
    if (card !== undefined) this.cy.add({ group: 'nodes', data: { id: card.card.entity.id, width: card.box.width, height: card.box.height }, position: centreOf(card.box) });
  }
}

/** Whether two emphases differ at most in the row under the mouse. */
function looksSame(a: Emphasis, b: Emphasis): boolean {
  return a.focus === b.focus && a.showCrossGroup === b.showCrossGroup && a.labels === b.labels && isSame(a.selected, b.selected) && isSame(a.related, b.related) && isSame(a.edges, b.edges);
}

function isSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every((item) => b.has(item));
}

/** How far a stretch has to move to lie within the view; its start counts when it is longer than the view. */
function shiftInto(start: number, length: number, viewStart: number, viewLength: number): number {
  if (start < viewStart || length > viewLength) return viewStart - start;
  return Math.min(0, viewStart + viewLength - start - length);
}

/** The centre nearest to the wished one at which the view does not look past the box more than it must. */
function keepUseful(wished: Point, box: Box, view: { readonly width: number; readonly height: number }): Point {
  const along = (at: number, start: number, length: number, room: number) =>
    length <= room ? start + length / 2 : Math.max(start + room / 2 - 20, Math.min(start + length - room / 2 + 20, at));
  return { x: along(wished.x, box.x, box.width, view.width), y: along(wished.y, box.y, box.height, view.height) };
}

