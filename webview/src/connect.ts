/**
 * Relating two entities: from the handle on a card a line is drawn to another card; or, with the keyboard, the other end is chosen with the
 * arrow keys. The code is changed by the extension, which shows the change first.
 */
import type { Point } from '../../server/src/core/diagram/picture/geometry';
import type { Diagram } from '../../server/src/protocol/messages';
import { element } from './dom';
import type { GraphView } from './view';
import { nameOf } from './words';

export interface ConnectEvents {
  readonly related: (from: string, to: string) => void;
  /** Words for the live region; what is under the pointer, or what the keys do. */
  readonly said: (words: string) => void;
}

const HANDLE_PX = 20;

export class Connect {
  /** Over the picture: the handle, and the line while it is drawn. */
  readonly element = element('div', { className: 'connect' });
  readonly #handle = element('button', { className: 'connect-handle', text: '+', attributes: { type: 'button', tabindex: '-1', 'aria-hidden': 'true', title: 'Drag to another entity to relate the two (R)' } });
  readonly #line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
  readonly #drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #hint = element('div', { className: 'connect-hint' });
  /** The card that shows the handle. */
  #card: string | undefined;
  #from: string | undefined;
  #diagram: Diagram | undefined;

  constructor(private readonly graph: () => GraphView, private readonly events: ConnectEvents) {
    this.#drawing.setAttribute('aria-hidden', 'true');
    this.#drawing.append(this.#line);
    this.element.append(this.#drawing, this.#handle, this.#hint);
    this.#handle.hidden = true;
    this.#hint.hidden = true;
    this.#drawing.classList.add('connect-line');
    this.#drawing.toggleAttribute('hidden', true);
    this.#handle.addEventListener('pointerdown', (event) => this.#start(event));
    this.#handle.addEventListener('pointermove', (event) => this.#move(event));
    this.#handle.addEventListener('pointerup', (event) => this.#end(event));
    this.#handle.addEventListener('pointercancel', () => this.cancel());
  }

  /** Whether the other end is being chosen with the keyboard. */
  get isChoosing(): boolean {
    return this.#from !== undefined;
  }

  /** Puts the handle on a card; it stays where it is while a line is drawn. */
  offer(diagram: Diagram, entity: string | undefined): void {
    this.#diagram = diagram;
    if (this.#from !== undefined) return;
    const isEntity = entity !== undefined && diagram.entities.some(({ id, kind, change }) => id === entity && kind === 'entity' && change !== 'removed');
    this.#card = isEntity ? entity : undefined;
    this.follow();
  }

  /** After the picture has moved. */
  follow(): void {
    const box = this.#card === undefined ? undefined : this.graph().scene.cards.get(this.#card)?.box;
    this.#handle.hidden = box === undefined || this.graph().viewport.zoom < 0.3;
    if (box === undefined) return;
    const at = this.#toScreen({ x: box.x + box.width, y: box.y + 15 });
    this.#handle.style.left = `${at.x - HANDLE_PX / 2}px`;
    this.#handle.style.top = `${at.y - HANDLE_PX / 2}px`;
  }

  /** Starts choosing the other end with the keyboard. */
  choose(diagram: Diagram, from: string): void {
    this.#diagram = diagram;
    this.#from = from;
    this.#say(`Relate ${nameOf(diagram, from)} to… Arrow keys or search choose the other entity, Enter relates the two, Escape leaves`);
  }

  /** The other end was chosen with the keyboard. */
  finish(to: string): void {
    const from = this.#from;
    this.cancel();
    if (from !== undefined) this.events.related(from, to);
  }

  cancel(): void {
    this.#from = undefined;
    this.#hint.hidden = true;
    this.#drawing.toggleAttribute('hidden', true);
  }

  #start(event: PointerEvent): void {
    if (this.#card === undefined || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#handle.setPointerCapture(event.pointerId);
    this.#from = this.#card;
    const start = this.#inside(event);
    for (const end of ['1', '2']) {
      this.#line.setAttribute(`x${end}`, String(start.x));
      this.#line.setAttribute(`y${end}`, String(start.y));
    }
    this.#drawing.toggleAttribute('hidden', false);
  }

  #move(event: PointerEvent): void {
    if (this.#from === undefined || this.#diagram === undefined || !this.#handle.hasPointerCapture(event.pointerId)) return;
    const at = this.#inside(event);
    this.#line.setAttribute('x2', String(at.x));
    this.#line.setAttribute('y2', String(at.y));
    const to = this.#entityAt(at);
    const from = nameOf(this.#diagram, this.#from);
    this.#say(to === undefined ? `Relate ${from} to…` : to === this.#from ? `Relate ${from} to itself` : `Relate ${from} to ${nameOf(this.#diagram, to)}`);
  }

  #end(event: PointerEvent): void {
    const from = this.#from;
    const isMoved = this.#line.getAttribute('x1') !== this.#line.getAttribute('x2') || this.#line.getAttribute('y1') !== this.#line.getAttribute('y2');
    const to = this.#entityAt(this.#inside(event));
    this.cancel();
    if (from !== undefined && to !== undefined && isMoved) this.events.related(from, to);
  }

  #entityAt(at: Point): string | undefined {
    const { zoom, pan } = this.graph().viewport;
    const hit = this.graph().hitAt({ x: (at.x - pan.x) / zoom, y: (at.y - pan.y) / zoom });
    return hit.kind === 'card' && this.#diagram?.entities.some(({ id, kind }) => id === hit.entity && kind === 'entity') === true ? hit.entity : undefined;
  }

  #inside({ clientX, clientY }: PointerEvent): Point {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #toScreen({ x, y }: Point): Point {
    const { zoom, pan } = this.graph().viewport;
    return { x: x * zoom + pan.x, y: y * zoom + pan.y };
  }

  #say(words: string): void {
    this.#hint.hidden = false;
    if (this.#hint.textContent === words) return;
    this.#hint.textContent = words;
    this.events.said(words);
  }
}
