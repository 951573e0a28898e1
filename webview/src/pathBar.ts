/** The bar for a path: its two ends, which of the ways, and the statement that walks it. */
import type { EntityPath } from '../../server/src/protocol/diagramRequests';
import type { Diagram } from '../../server/src/protocol/messages';
import { iconButton, textButton } from './controls';
import { element } from './dom';
import { counted } from './words';

export interface PathBarEvents {
  /** Both ends, or another way, were chosen. */
  readonly chosen: (from: string, to: string, choice: number) => void;
  readonly copied: (select: string) => void;
  readonly closed: () => void;
}

export class PathBar {
  readonly element = element('section', { className: 'bar path-bar', attributes: { 'aria-label': 'Path between two entities' } });
  readonly #from = entityChoice('From', 'From…');
  readonly #to = entityChoice('To', 'To…');
  readonly #ways = element('select', { attributes: { 'aria-label': 'Way' } });
  readonly #swap = textButton('⇄', () => this.#choose(this.#to.value, this.#from.value));
  readonly #copy = textButton('Copy select()', () => {
    const select = this.#paths?.[this.#ways.selectedIndex]?.select;
    if (select !== undefined) this.events.copied(select);
  });
  readonly #words = element('ol', { className: 'path-words', attributes: { 'aria-live': 'polite' } });
  readonly #statement = element('pre', { attributes: { tabindex: '0', 'aria-label': 'The statement that walks the path' } });
  #paths: readonly EntityPath[] | undefined;

  constructor(private readonly events: PathBarEvents) {
    this.#swap.title = 'Turn around';
    this.#swap.setAttribute('aria-label', 'Turn around');
    const row = element('div', { className: 'row-of-controls', children: [this.#from, this.#swap, this.#to, this.#ways, element('div', { className: 'spring' }), this.#copy, iconButton('close', 'Close the path', () => events.closed())] });
    this.element.append(row, element('div', { className: 'path-text', children: [this.#words, this.#statement] }));
    this.element.hidden = true;
    for (const end of [this.#from, this.#to]) end.addEventListener('change', () => this.#choose(this.#from.value, this.#to.value));
    this.#ways.addEventListener('change', () => this.events.chosen(this.#from.value, this.#to.value, this.#ways.selectedIndex));
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.events.closed();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Whether a card that is chosen now becomes the other end. */
  get waitsForEnd(): boolean {
    return this.isOpen && (this.#from.value === '') !== (this.#to.value === '');
  }

  open(diagram: Diagram, from: string | undefined): void {
    this.element.hidden = false;
    this.setEntities(diagram);
    this.#from.value = from ?? '';
    this.#to.value = '';
    this.#show(undefined, 0);
    (from === undefined ? this.#from : this.#to).focus();
  }

  close(): void {
    this.element.hidden = true;
    this.#paths = undefined;
  }

  setEntities(diagram: Diagram): void {
    if (!this.isOpen) return;
    const entities = diagram.entities.filter(({ kind }) => kind === 'entity').map(({ id, name }) => ({ id, name }));
    const names = entities.map(({ name }) => name);
    const options = entities
      .map(({ id, name }) => ({ id, label: names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${id})` }))
      .sort((a, b) => a.label.localeCompare(b.label));
    for (const end of [this.#from, this.#to]) {
      const { value } = end;
      const [empty] = end.options;
      end.replaceChildren(...(empty === undefined ? [] : [empty]), ...options.map(({ id, label }) => element('option', { text: label, attributes: { value: id } })));
      end.value = options.some(({ id }) => id === value) ? value : '';
    }
  }

  /** A card was chosen while one end was missing. */
  takeEnd(entity: string): void {
    const missing = this.#from.value === '' ? this.#from : this.#to;
    missing.value = entity;
    this.#choose(this.#from.value, this.#to.value);
  }

  /** Shows the ends of a path whose ways are looked for, or known. */
  show(diagram: Diagram, from: string, to: string, paths: readonly EntityPath[] | undefined, choice: number): void {
    if (!this.isOpen) {
      this.element.hidden = false;
      this.setEntities(diagram);
    }
    this.#from.value = from;
    this.#to.value = to;
    this.#show(paths, choice);
  }

  #choose(from: string, to: string): void {
    this.#from.value = from;
    this.#to.value = to;
    if (from !== '' && to !== '') this.events.chosen(from, to, 0);
  }

  #show(paths: readonly EntityPath[] | undefined, choice: number): void {
    this.#paths = paths;
    const path = paths?.[choice];
    const label = ({ steps }: EntityPath) => {
      const joins = steps.filter(({ kind }) => kind === 'relationship' || kind === 'foreignKey');
      return `${counted(joins.length, 'join', 'joins')}: ${joins.map((step) => step.relationship?.key ?? 'foreign key').join(', ') || 'none'}`;
    };
    this.#ways.replaceChildren(...(paths ?? []).map((each, index) => element('option', { text: `${index + 1} of ${paths?.length ?? 0} · ${label(each)}`, attributes: { value: String(index) } })));
    this.#ways.hidden = (paths?.length ?? 0) < 2;
    this.#ways.selectedIndex = choice;
    const isMissing = this.#from.value === '' || this.#to.value === '';
    const note = isMissing ? 'Choose both ends here, or on the picture.' : paths === undefined ? 'Looking for ways…' : 'Nothing joins the two.';
    this.#words.replaceChildren(...(path === undefined ? [element('li', { className: 'note', text: note })] : path.steps.map(({ words }) => element('li', { text: words }))));
    this.#statement.hidden = path === undefined;
    this.#statement.replaceChildren(element('code', { text: path?.select ?? path?.reason ?? '' }));
    this.#copy.hidden = path?.select === undefined;
    this.#swap.hidden = isMissing;
  }
}

function entityChoice(label: string, placeholder: string): HTMLSelectElement {
  return element('select', { attributes: { 'aria-label': label }, children: [element('option', { text: placeholder, attributes: { value: '' } })] });
}
