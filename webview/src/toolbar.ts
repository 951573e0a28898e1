/** The bar above the picture. Below 800 px what is seldom needed moves into the overflow menu. */
import { checkbox, dropdown, iconButton, setPressed, setValue, textField } from './controls';
import { element } from './dom';
import type { SearchHit } from './search';

export interface ToolbarEvents {
  readonly outlineToggled: () => void;
  readonly searched: (query: string) => readonly SearchHit[];
  readonly found: (hit: SearchHit, openCode: boolean) => void;
  readonly focusWanted: () => void;
  readonly wholeWanted: () => void;
  readonly depthChosen: (depth: number) => void;
  readonly columnsChosen: (columns: 'keys' | 'all') => void;
  readonly crossGroupToggled: (isShown: boolean) => void;
  readonly fitWanted: () => void;
  readonly zoomWanted: (factor: number) => void;
  readonly arrangeWanted: () => void;
  readonly legendToggled: () => void;
  readonly exportWanted: (format: ExportFormat) => void;
  readonly historyWanted: (steps: -1 | 1) => void;
  readonly filterToggled: () => void;
  readonly pathToggled: () => void;
  readonly compareWanted: () => void;
  readonly followToggled: (isFollowing: boolean) => void;
  readonly shareWanted: () => void;
}

export type ExportFormat = 'svg' | 'png' | TextFormat;
/** What goes to the clipboard. */
export type TextFormat = 'mermaid' | 'dbml' | 'plantuml' | 'dot' | 'svgText';

const TEXT_FORMATS = [['mermaid', 'Mermaid'], ['dbml', 'DBML'], ['plantuml', 'PlantUML'], ['dot', 'DOT'], ['svgText', 'SVG']] as const;

export interface ToolbarState {
  readonly isOutlineShown: boolean;
  readonly isFocus: boolean;
  readonly isWhole: boolean;
  readonly canFocus: boolean;
  readonly depth: number;
  readonly columns: 'keys' | 'all';
  readonly hasGroups: boolean;
  readonly showCrossGroup: boolean;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** What is hidden, in words; undefined for nothing. */
  readonly hidden: string | undefined;
  readonly isFilterOpen: boolean;
  readonly isPathOpen: boolean;
  readonly isComparing: boolean;
  readonly isFollowing: boolean;
}

const DEPTHS = [1, 2, 3, 4, 5].map((depth) => ({ value: String(depth), label: depth === 1 ? '1 step' : `${depth} steps` }));
const COLUMNS = [{ value: 'keys', label: 'Keys only' }, { value: 'all', label: 'All columns' }];

export class Toolbar {
  readonly element = element('div', { className: 'toolbar', attributes: { role: 'toolbar', 'aria-label': 'Diagram' } });
  readonly #outline = iconButton('outline', 'Show or hide the list of entities', () => this.events.outlineToggled());
  readonly #focus = iconButton('focus', 'One entity and its neighbours (F)', () => this.events.focusWanted());
  readonly #whole = iconButton('whole', 'Whole schema (W)', () => this.events.wholeWanted());
  readonly #depth = dropdown('Steps from the entity in focus', DEPTHS, (value) => this.events.depthChosen(Number(value)));
  readonly #columns = dropdown('Columns on the cards', COLUMNS, (value) => this.events.columnsChosen(value === 'all' ? 'all' : 'keys'));
  readonly #crossGroup = checkbox('Lines between groups', (isChecked) => this.events.crossGroupToggled(isChecked));
  readonly #back = iconButton('back', 'Back (Alt+Left)', () => this.events.historyWanted(-1));
  readonly #forward = iconButton('forward', 'Forward (Alt+Right)', () => this.events.historyWanted(1));
  readonly #filter = iconButton('filter', 'What is hidden (L)', () => this.events.filterToggled());
  readonly #path = iconButton('path', 'Path between two entities (P)', () => this.events.pathToggled());
  readonly #compare = iconButton('compare', 'Compare with a git revision or with what is saved (C)', () => this.events.compareWanted());
  readonly #search = textField('Search entities, columns and relationships', 'Search (/)');
  readonly #results = element('div', { className: 'results', attributes: { role: 'listbox', 'aria-label': 'Search results', tabindex: '0' } });
  /** The result that the arrows are on: the toolkit's field cannot point at what lies outside of it. */
  readonly #said = element('div', { className: 'live', attributes: { role: 'status' } });
  readonly #menu = element('div', { className: 'menu', attributes: { role: 'menu', 'aria-label': 'More' } });
  readonly #more = iconButton('more', 'More', () => this.#toggleMenu());
  #hits: readonly SearchHit[] = [];
  #active = 0;
  #state: ToolbarState | undefined;

  constructor(private readonly events: ToolbarEvents) {
    this.#results.hidden = true;
    this.#menu.hidden = true;
    this.#more.setAttribute('aria-haspopup', 'menu');
    this.#more.setAttribute('aria-expanded', 'false');
    const field = element('div', { className: 'search', children: [this.#search, this.#results, this.#said] });
    const wide = element('div', { className: 'wide', children: [this.#depth, this.#columns, this.#crossGroup, this.#path, this.#compare] });
    const zoom = element('div', {
      className: 'zoom',
      children: [iconButton('zoomOut', 'Zoom out (-)', () => this.events.zoomWanted(1 / 1.25)), iconButton('zoomIn', 'Zoom in (+)', () => this.events.zoomWanted(1.25))],
    });
    this.element.append(
      this.#outline, element('div', { className: 'zoom', children: [this.#back, this.#forward] }), field, element('div', { className: 'switch', attributes: { role: 'group', 'aria-label': 'What is shown' }, children: [this.#focus, this.#whole] }),
      this.#filter, wide, element('div', { className: 'spring' }), zoom, iconButton('fit', 'Fit everything (0)', () => this.events.fitWanted()),
      element('div', { className: 'menu-place', children: [this.#more, this.#menu] }),
    );
    this.#listenToSearch(field);
    this.#listenToMenu();
  }

  show(state: ToolbarState): void {
    this.#state = state;
    setPressed(this.#outline, state.isOutlineShown);
    setPressed(this.#focus, state.isFocus);
    setPressed(this.#whole, state.isWhole);
    this.#focus.disabled = !state.canFocus && !state.isFocus;
    this.#depth.hidden = !state.isFocus;
    this.#crossGroup.hidden = !state.isWhole || !state.hasGroups;
    this.#back.disabled = !state.canGoBack;
    this.#forward.disabled = !state.canGoForward;
    setPressed(this.#filter, state.isFilterOpen || state.hidden !== undefined);
    this.#filter.title = `What is hidden (L)${state.hidden === undefined ? '' : `: ${state.hidden}`}`;
    setPressed(this.#path, state.isPathOpen);
    setPressed(this.#compare, state.isComparing);
    setValue(this.#depth, String(state.depth));
    setValue(this.#columns, state.columns);
    this.#crossGroup.checked = state.showCrossGroup;
  }

  focusSearch(): void {
    this.#search.focus();
  }

  #listenToSearch(field: HTMLElement): void {
    this.#search.addEventListener('input', () => this.#runSearch());
    field.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        this.#active = Math.max(0, Math.min(this.#hits.length - 1, this.#active + (event.key === 'ArrowDown' ? 1 : -1)));
        this.#showResults();
      } else if (event.key === 'Enter') {
        this.#choose(this.#hits[this.#active], event.ctrlKey || event.metaKey);
      } else if (event.key === 'Escape') {
        this.#closeSearch();
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    field.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !field.contains(relatedTarget)) this.#results.hidden = true;
    });
  }

  #runSearch(): void {
    this.#hits = this.events.searched(this.#search.value);
    this.#active = 0;
    this.#showResults();
  }

  #showResults(): void {
    const isAsked = this.#search.value.trim() !== '';
    this.#results.hidden = !isAsked;
    const active = this.#hits[this.#active];
    this.#said.textContent = !isAsked ? '' : active === undefined ? 'Nothing found' : `${active.label} ${active.description}, ${this.#active + 1} of ${this.#hits.length}`;
    const rows = this.#hits.map((hit, index) => {
      const row = element('div', {
        className: `result ${hit.kind}`,
        attributes: { role: 'option', 'aria-selected': String(index === this.#active) },
        children: [element('span', { className: 'label', text: hit.label }), element('span', { className: 'description', text: hit.description })],
      });
      row.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        this.#choose(hit, event.ctrlKey || event.metaKey);
      });
      return row;
    });
    this.#results.replaceChildren(...(rows.length > 0 ? rows : [element('div', { className: 'none', text: 'Nothing found', attributes: { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' } })]));
    rows[this.#active]?.scrollIntoView({ block: 'nearest' });
  }

  #choose(hit: SearchHit | undefined, openCode: boolean): void {
    if (hit === undefined) return;
    this.#closeSearch();
    this.events.found(hit, openCode);
  }

  #closeSearch(): void {
    this.#search.value = '';
    this.#hits = [];
    this.#results.hidden = true;
    this.#search.blur();
  }

  #listenToMenu(): void {
    this.#menu.addEventListener('keydown', (event) => {
      const items = [...this.#menu.querySelectorAll<HTMLElement>('button')];
      const at = items.findIndex((item) => item === document.activeElement);
      if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
      else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
      else if (event.key === 'Escape') this.#closeMenu();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    document.addEventListener('pointerdown', ({ target }) => {
      if (!this.#menu.hidden && target instanceof Node && !this.#menu.contains(target) && !this.#more.contains(target)) this.#closeMenu(false);
    });
  }

  #toggleMenu(): void {
    if (!this.#menu.hidden) return this.#closeMenu();
    const state = this.#state;
    if (state === undefined) return;
    const { events } = this;
    this.#menu.replaceChildren(
      ...(state.isFocus ? DEPTHS.map(({ value, label }) => this.#item(`Show ${label}`, () => events.depthChosen(Number(value)), { isChecked: Number(value) === state.depth, isNarrowOnly: true })) : []),
      this.#item('All columns', () => events.columnsChosen(state.columns === 'all' ? 'keys' : 'all'), { isChecked: state.columns === 'all', isNarrowOnly: true }),
      ...(state.hasGroups && state.isWhole ? [this.#item('Lines between groups', () => events.crossGroupToggled(!state.showCrossGroup), { isChecked: state.showCrossGroup, isNarrowOnly: true })] : []),
      this.#item('Back', () => events.historyWanted(-1), { isNarrowOnly: true }),
      this.#item('Forward', () => events.historyWanted(1), { isNarrowOnly: true }),
      this.#item('Path between two entities', () => events.pathToggled(), { isChecked: state.isPathOpen, isNarrowOnly: true }),
      this.#item('Compare with…', () => events.compareWanted(), { isChecked: state.isComparing, isNarrowOnly: true }),
      element('hr', { className: 'narrow-only' }),
      this.#item('Follow the cursor', () => events.followToggled(!state.isFollowing), { isChecked: state.isFollowing }),
      this.#item('Legend (?)', () => events.legendToggled()),
      this.#item('Arrange again', () => events.arrangeWanted()),
      this.#item('Share positions in a file…', () => events.shareWanted()),
      element('hr'),
      this.#item('Export as SVG…', () => events.exportWanted('svg')),
      this.#item('Export as PNG…', () => events.exportWanted('png')),
      ...TEXT_FORMATS.map(([format, name]) => this.#item(`Copy as ${name}`, () => events.exportWanted(format))),
    );
    this.#menu.hidden = false;
    this.#more.setAttribute('aria-expanded', 'true');
    [...this.#menu.querySelectorAll<HTMLElement>('button')].find((item) => item.offsetParent !== null)?.focus();
  }

  #item(text: string, chosen: () => void, { isChecked, isNarrowOnly = false }: { readonly isChecked?: boolean; readonly isNarrowOnly?: boolean } = {}): HTMLElement {
    const item = element('button', { className: `item${isNarrowOnly ? ' narrow-only' : ''}`, text, attributes: { type: 'button', role: isChecked === undefined ? 'menuitem' : 'menuitemcheckbox', tabindex: '-1' } });
    if (isChecked !== undefined) item.setAttribute('aria-checked', String(isChecked));
    item.addEventListener('click', () => {
      this.#closeMenu();
      chosen();
    });
    return item;
  }

  #closeMenu(returnFocus = true): void {
    this.#menu.hidden = true;
    this.#more.setAttribute('aria-expanded', 'false');
    if (returnFocus) this.#more.focus();
  }
}
