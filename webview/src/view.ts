/**
 * The graph on screen. Cytoscape keeps the viewport, the gestures and the (invisible) cards as nodes; a canvas of our own shows the scene
 * whenever Cytoscape renders. A line under the mouse, like a row, is arithmetic on the scene.
 */
import cytoscape from 'cytoscape';
import { rowAt } from '../../server/src/core/diagram/picture/cards';
import { boundsOfPoints, overlaps, type Box, type Point } from '../../server/src/core/diagram/picture/geometry';
import { centreOf } from '../../server/src/core/diagram/picture/placement';
import { distanceToRoute } from '../../server/src/core/diagram/picture/routing';
import type { Scene, SceneLine } from '../../server/src/core/diagram/picture/scene';
import { DETAIL, paint, visibleBox, type Emphasis, type Viewport } from './paint';
import type { Theme } from './theme';

export type Hit =
  | { readonly kind: 'card'; readonly entity: string; readonly column?: string; readonly rowY?: number }
  | { readonly kind: 'line'; readonly line: SceneLine }
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
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #scene: Scene = { groups: [], cards: new Map(), lines: [], bounds: { x: 0, y: 0, width: 0, height: 0 } };
  #emphasis: Emphasis;
  #theme: Theme;

  constructor(
    private readonly container: HTMLElement,
    theme: Theme,
    emphasis: Emphasis,
    private readonly events: ViewEvents,
  ) {
    this.#theme = theme;
    this.#emphasis = emphasis;
    this.cy = cytoscape({
      container,
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      boxSelectionEnabled: false,
      autounselectify: true,
      style: [{ selector: 'node', style: { shape: 'rectangle', width: 'data(width)', height: 'data(height)', opacity: 0, 'overlay-opacity': 0 } }],
    });
    this.#canvas = document.createElement('canvas');
    this.#canvas.className = 'scene';
    this.#canvas.setAttribute('aria-hidden', 'true');
    container.append(this.#canvas);
    const context = this.#canvas.getContext('2d');
    if (context === null) throw new Error('This window cannot draw on a canvas');
    this.#context = context;
    this.#listen();
  }

  get viewport(): Viewport {
    return { zoom: this.cy.zoom(), pan: this.cy.pan(), width: this.container.clientWidth, height: this.container.clientHeight };
  }

  get scene(): Scene {
    return this.#scene;
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.repaint();
  }

  setEmphasis(emphasis: Emphasis): void {
    this.#emphasis = emphasis;
    this.repaint();
  }

  /** Shows a scene; the viewport stays. */
  setScene(scene: Scene): void {
    this.#scene = scene;
    this.cy.batch(() => {
      const gone = this.cy.nodes().filter((node) => !scene.cards.has(node.id()));
      this.cy.remove(gone);
      const added: cytoscape.ElementDefinition[] = [];
      for (const [id, { box }] of scene.cards) {
        const node = this.cy.getElementById(id);
        const data = { id, width: box.width, height: box.height };
        if (node.empty()) added.push({ group: 'nodes', data, position: centreOf(box) });
        else node.data(data).position(centreOf(box));
      }
      this.cy.add(added);
    });
    this.repaint();
  }

  /** Replaces lines and cards while a card is dragged: Cytoscape has moved its node already. */
  updateScene(scene: Scene): void {
    this.#scene = scene;
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

  moveTo(viewport: { readonly zoom: number; readonly pan: Point }, animate: boolean): void {
    this.cy.stop();
    if (animate && !window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.cy.animate({ zoom: viewport.zoom, pan: { ...viewport.pan } }, { duration: 180, easing: 'ease-out' });
    } else {
      this.cy.viewport({ zoom: viewport.zoom, pan: { ...viewport.pan } });
    }
  }

  /** Moves as little as needed to bring a card into view. */
  reveal(entity: string): void {
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
    this.cy.resize();
    this.repaint();
  }

  repaint(): void {
    this.cy.forceRender();
  }

  /** What is at a point of the model. Cards lie above lines; rows are there only where they are drawn. */
  hitAt(point: Point): Hit {
    for (const [entity, { box, card }] of this.#scene.cards) {
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
      if (!overlaps(boundsOfPoints(line.points), { ...point, width: 0, height: 0 }, reach)) continue;
      const own = distanceToRoute(point, line.points);
      if (own > distance) continue;
      nearest = line;
      distance = own;
    }
    return nearest === undefined ? { kind: 'ground' } : { kind: 'line', line: nearest };
  }

  #listen(): void {
    const { cy } = this;
    cy.on('render', () => this.#paint());
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

  #paint(): void {
    const { width, height } = this.viewport;
    const pixelRatio = window.devicePixelRatio;
    if (this.#canvas.width !== Math.round(width * pixelRatio) || this.#canvas.height !== Math.round(height * pixelRatio)) {
      this.#canvas.width = Math.round(width * pixelRatio);
      this.#canvas.height = Math.round(height * pixelRatio);
    }
    paint(this.#context, this.#scene, this.viewport, this.#emphasis, this.#theme, pixelRatio);
  }
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

