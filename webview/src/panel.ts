/** The panel: takes messages and input, decides what is shown, and keeps the parts in step. */
import { focusOn, edgesByEntity, otherEnd, distancesFrom } from '../../server/src/core/diagram/focus';
import type { Point } from '../../server/src/core/diagram/picture/geometry';
import { placeLabels } from '../../server/src/core/diagram/picture/labels';
import { centreOf } from '../../server/src/core/diagram/picture/placement';
import { layoutWithLabels, place, prepare, sceneOf, type Placed, type Prepared, type SceneLabel } from '../../server/src/core/diagram/picture/scene';
import type { MeasureText } from '../../server/src/core/diagram/picture/text';
import { exportMermaid } from '../../server/src/core/export/mermaid';
import { svgOfScene } from '../../server/src/core/export/svg';
import type { Diagram, DiagramSettings, IndexState, ToWebview } from '../../server/src/protocol/messages';
import { post, savedState, saveState, type ViewState } from './api';
import { Details, type DetailsSubject } from './details';
import { element } from './dom';
import { ElkLayouter } from './elkLayout';
import { pngOf } from './exportPng';
import { Minimap } from './minimap';
import { Outline } from './outline';
import type { Emphasis } from './paint';
import { search, searchEntries, type SearchEntry } from './search';
import { stateMessage } from './states';
import { onThemeChange, readTheme, type Theme } from './theme';
import { Toolbar, type ExportFormat } from './toolbar';
import { GraphView, type Hit } from './view';
import { counted, entityWords, lineWords, nameOf } from './words';

const NOTHING: Diagram = { entities: [], edges: [], groups: [], notes: [] };
const NARROW_PX = 800;
/** Above this many entities cards list keys only, whatever the setting, until the user asks. */
const KEYS_ONLY_ABOVE = 20;
/** Focus views are not made smaller than this to fit: rows stay readable, the rest is a drag away. */
const READABLE_ZOOM = { wide: 0.62, narrow: 0.66 } as const;

type Selection = { readonly kind: 'entity'; readonly entity: string; readonly member?: string } | { readonly kind: 'edge'; readonly id: string };

export class Panel {
  readonly #root: HTMLElement;
  readonly #stage = element('div', { className: 'stage' });
  readonly #graph = element('div', { className: 'graph', attributes: { tabindex: '0', role: 'application', 'aria-label': 'Diagram. Arrow keys move between entities, Enter opens the code, F focuses, W shows the whole schema.', 'aria-roledescription': 'diagram' } });
  readonly #caption = element('div', { className: 'caption' });
  readonly #live = element('div', { className: 'live', attributes: { 'aria-live': 'polite', role: 'status' } });
  readonly #message = element('div', { className: 'message', attributes: { role: 'status' } });
  readonly #tooltip = element('div', { className: 'tooltip', attributes: { 'aria-hidden': 'true' } });
  readonly #toolbar: Toolbar;
  readonly #outline: Outline;
  readonly #details: Details;
  readonly #minimap: Minimap;
  readonly #view: GraphView;
  readonly #elk: ElkLayouter;
  #theme: Theme;
  #measure: MeasureText;
  #whole: Diagram = NOTHING;
  #state: IndexState = { kind: 'indexing', filesDone: 0, filesTotal: 0 };
  #settings: DiagramSettings = { columns: 'keys', depth: 1, foldAssociationTables: true };
  #columnsAsked: 'keys' | 'all' | undefined;
  #viewState: ViewState | undefined = savedState()?.view;
  #entries: readonly SearchEntry[] = [];
  #shown: Prepared = prepare(NOTHING, { columns: 'keys', measure: () => 0 });
  #placed: Placed = { positions: new Map(), routes: new Map() };
  /** Of the whole schema: where its cards are, and which of them the user put there. */
  #wholePlaced: Placed | undefined;
  readonly #userPositions = new Map<string, Point>();
  /** What the picture was made for: while it stays the same, so does the viewport. */
  #pictureOf = '';
  #run = 0;
  #isWarm = false;
  #selected: Selection | undefined;
  #hoveredEdge: string | undefined;
  #hoveredRow: { readonly entity: string; readonly y: number } | undefined;
  #showCrossGroup = false;
  #isOutlineShown: boolean | undefined;
  #labels: ReadonlyMap<string, SceneLabel> = new Map();

  constructor(root: HTMLElement, elkWorkerUrl: string) {
    this.#root = root;
    this.#theme = readTheme();
    this.#measure = measureWith(this.#theme);
    this.#elk = new ElkLayouter(elkWorkerUrl);
    this.#toolbar = new Toolbar({
      outlineToggled: () => this.#toggleOutline(),
      searched: (query) => search(this.#entries, query, 40),
      found: ({ entity, member }, openCode) => (openCode ? this.#open(entity, member, false) : this.focus(entity, member)),
      focusWanted: () => this.#focusOnSelection(),
      wholeWanted: () => this.showWhole(),
      depthChosen: (depth) => this.#setDepth(depth),
      columnsChosen: (columns) => this.#setColumns(columns),
      crossGroupToggled: (isShown) => {
        this.#showCrossGroup = isShown;
        this.#updateEmphasis();
      },
      fitWanted: () => this.#fit(true, true),
      zoomWanted: (factor) => this.#view.zoomBy(factor),
      arrangeWanted: () => this.#arrange(),
      exportWanted: (format) => void this.#export(format),
    });
    this.#outline = new Outline({
      chosen: (entity) => this.#chooseFromOutline(entity),
      opened: (entity, member) => this.#open(entity, member, false),
      left: () => this.#graph.focus(),
    });
    this.#details = new Details({
      open: (entity, member) => this.#open(entity, member, false),
      focus: (entity) => this.focus(entity),
      explain: (id, entity, member) => post({ type: 'explain', id, entity, ...(member === undefined ? {} : { member }) }),
      closed: () => this.#select(undefined),
    });
    this.#minimap = new Minimap((centre) => this.#centreOn(centre));
    const canvasPlace = element('div', { className: 'canvas-place', children: [this.#graph, this.#minimap.element, this.#caption, this.#message, this.#tooltip] });
    this.#tooltip.hidden = true;
    this.#minimap.element.hidden = true;
    this.#stage.append(this.#outline.element, canvasPlace, this.#details.element);
    root.append(this.#toolbar.element, this.#stage, this.#live);
    this.#view = new GraphView(this.#graph, this.#theme, this.#emphasis(), {
      hovered: (hit) => this.#hovered(hit),
      tapped: (hit) => this.#tapped(hit),
      doubleTapped: (hit, beside) => this.#doubleTapped(hit, beside),
      moved: (entity, centre, isDone) => this.#moved(entity, centre, isDone),
      viewportChanged: () => this.#showMinimap(),
    });
    this.#graph.addEventListener('keydown', (event) => this.#keyPressed(event));
    // A press of the mouse puts the focus on the picture too, and needs no frame to be seen.
    document.addEventListener('pointerdown', () => root.classList.remove('keyboard'), { capture: true });
    document.addEventListener('keydown', () => root.classList.add('keyboard'), { capture: true });
    document.addEventListener('keydown', (event) => {
      if (event.key === '/' && !isTyping(event)) {
        event.preventDefault();
        this.#toolbar.focusSearch();
      }
    });
    onThemeChange(() => this.#themeChanged());
    this.#watchSize();
    this.#showState();
  }

  receive(message: ToWebview): void {
    switch (message.type) {
      case 'diagram':
        this.#state = message.state;
        this.#settings = message.settings;
        this.#followRename(message.diagram);
        this.#whole = message.diagram;
        this.#entries = searchEntries(message.diagram);
        for (const [id, point] of Object.entries(message.positions)) if (!this.#userPositions.has(id)) this.#userPositions.set(id, point);
        this.#viewState ??= message.diagram.focus === undefined ? { kind: 'whole' } : { kind: 'focus', entity: message.diagram.focus, depth: message.settings.depth };
        void this.#refresh();
        return;
      case 'focus':
        if (message.entity === null) this.showWhole();
        else if (message.isFromCursor === true && this.#viewState?.kind === 'whole') this.#pointOut(message.entity, message.relationship);
        else this.focus(message.entity, message.relationship);
        return;
      case 'state':
        this.#state = message.state;
        this.#showState();
        return;
      case 'explanation':
        this.#details.explained(message.id, message.markdown);
        return;
    }
  }

  /** Shows an entity and its neighbours; `member` is the relationship or column to point out. */
  focus(entity: string, member?: string): void {
    const depth = this.#viewState?.kind === 'focus' ? this.#viewState.depth : this.#settings.depth;
    const isSame = this.#viewState?.kind === 'focus' && this.#viewState.entity === entity;
    this.#viewState = { kind: 'focus', entity, depth };
    this.#selected = member === undefined ? undefined : (this.#edgeOf(entity, member) ?? { kind: 'entity', entity, member });
    if (isSame) this.#selectionChanged();
    else void this.#refresh();
  }

  /** A class that is renamed while it is in focus stays in focus: it is the new entity with the same table. */
  #followRename(next: Diagram): void {
    const view = this.#viewState;
    if (view?.kind !== 'focus' || next.entities.some(({ id }) => id === view.entity)) return;
    const before = this.#whole.entities.find(({ id }) => id === view.entity);
    const known = new Set(this.#whole.entities.map(({ id }) => id));
    const renamed = next.entities.find(({ id, module, table }) => !known.has(id) && module === before?.module && table !== undefined && table === before.table);
    if (renamed !== undefined) this.#viewState = { ...view, entity: renamed.id };
  }

  /** Shows where an entity is without changing what is on show. */
  #pointOut(entity: string, member: string | undefined): void {
    if (!this.#view.scene.cards.has(entity)) return;
    this.#select((member === undefined ? undefined : this.#edgeOf(entity, member)) ?? { kind: 'entity', entity });
    this.#view.reveal(entity);
  }

  showWhole(): void {
    if (this.#viewState?.kind === 'focus' && this.#selected === undefined) this.#selected = { kind: 'entity', entity: this.#viewState.entity };
    this.#viewState = { kind: 'whole' };
    void this.#refresh();
  }

  // ------------------------------------------------------------- what is shown

  async #refresh(): Promise<void> {
    const run = ++this.#run;
    this.#showState();
    const view = this.#currentView();
    const part = view.kind === 'whole' ? this.#whole : focusOn(this.#whole, view.entity, view.depth);
    const prepared = prepare(part, { columns: this.#columnsFor(part), measure: this.#measure });
    const placed = await this.#placesFor(prepared, view);
    if (run !== this.#run) return;
    const pictureOf = `${view.kind === 'whole' ? 'whole' : `${view.entity} ${view.depth}`} ${this.#columnsFor(part)}`;
    const isNew = pictureOf !== this.#pictureOf;
    const before = this.#anchorCard(view);
    this.#pictureOf = pictureOf;
    this.#shown = prepared;
    this.#placed = placed;
    if (view.kind === 'whole') this.#wholePlaced = placed;
    this.#dropStaleSelection();
    this.#view.setScene(sceneOf(prepared, placed, { showGroups: view.kind === 'whole' }));
    if (isNew) this.#fit(false, false);
    else this.#keepInPlace(view, before);
    this.#selectionChanged();
    this.#outline.show(view.kind === 'whole' ? this.#whole : part);
    this.#outline.select(view.kind === 'focus' ? view.entity : undefined);
    this.#showToolbar();
    this.#showCaption(view, part);
    saveState({ view });
    this.#warmUp();
    post({ type: 'drawn', entities: [...this.#view.scene.cards.keys()], edges: this.#view.scene.lines.map(({ edge }) => edge.id) });
  }

  /** The first focus view waits less when its layout has been loaded while nothing else was to do. */
  #warmUp(): void {
    if (this.#isWarm) return;
    this.#isWarm = true;
    requestIdleCallback(() => void this.#elk.warm().catch(() => undefined));
  }

  /** A focus on something that is gone falls back to the whole schema. */
  #currentView(): ViewState {
    const view = this.#viewState ?? { kind: 'whole' };
    return view.kind === 'focus' && !this.#whole.entities.some(({ id }) => id === view.entity) ? { kind: 'whole' } : view;
  }

  #columnsFor(part: Diagram): 'keys' | 'all' {
    return this.#columnsAsked ?? (part.entities.length > KEYS_ONLY_ABOVE ? 'keys' : this.#settings.columns);
  }

  async #placesFor(prepared: Prepared, view: ViewState): Promise<Placed> {
    const { width, height } = this.#view.viewport;
    const aspect = height === 0 ? 1.5 : Math.max(0.4, width / height);
    if (view.kind === 'whole') return this.#wholePlaces(prepared, aspect);
    if (prepared.diagram.entities.length === 0) return { positions: new Map(), routes: new Map() };
    const isNarrow = width < 760;
    const distances = isNarrow ? distancesFrom(prepared.diagram.edges, view.entity, view.depth) : undefined;
    try {
      return await this.#elk.layout(prepared, { measure: this.#measure, maxLabelWidth: isNarrow ? 165 : 330, distances });
    } catch (error) {
      post({ type: 'error', message: `Focus layout: ${error instanceof Error ? error.message : String(error)}` });
      return layoutWithLabels(prepared, { aspect, measure: this.#measure });
    }
  }

  /** Known cards stay where they are; what the layout drew stays as long as it fits. */
  #wholePlaces(prepared: Prepared, aspect: number): Placed {
    const previous = this.#wholePlaced;
    const options = { aspect, measure: this.#measure };
    const base = previous ?? this.#freshLayout(prepared, aspect);
    if (previous === undefined && this.#userPositions.size === 0) return base;
    const known = new Map([...base.positions, ...this.#userPositions]);
    return { ...base, positions: place(prepared, known, options).positions };
  }

  /** With join conditions on the lines, where all is readable nevertheless. */
  #freshLayout(prepared: Prepared, aspect: number): Placed {
    const options = { aspect, measure: this.#measure };
    const labelled = layoutWithLabels(prepared, options);
    const { bounds } = sceneOf(prepared, labelled, { showGroups: true });
    const { width, height } = this.#view.viewport;
    const isReadable = Math.min(width / Math.max(1, bounds.width), height / Math.max(1, bounds.height)) >= READABLE_ZOOM.wide;
    return isReadable || (labelled.labels?.size ?? 0) === 0 ? labelled : layoutWithLabels(prepared, { ...options, hasLabels: false });
  }

  #arrange(): void {
    this.#wholePlaced = undefined;
    this.#userPositions.clear();
    this.#pictureOf = '';
    post({ type: 'savePositions', positions: {} });
    void this.#refresh();
  }

  /** Where the card in focus is on screen, so that a live update does not move it. */
  #anchorCard(view: ViewState): Point | undefined {
    const id = view.kind === 'focus' ? view.entity : undefined;
    const card = id === undefined ? undefined : this.#view.scene.cards.get(id);
    return card === undefined ? undefined : centreOf(card.box);
  }

  #keepInPlace(view: ViewState, before: Point | undefined): void {
    const after = this.#anchorCard(view);
    if (before === undefined || after === undefined) return;
    const { zoom, pan } = this.#view.viewport;
    this.#view.moveTo({ zoom, pan: { x: pan.x + (before.x - after.x) * zoom, y: pan.y + (before.y - after.y) * zoom } }, false);
  }

  #fit(animate: boolean, everything: boolean): void {
    const { scene } = this.#view;
    const view = this.#currentView();
    const isFocus = view.kind === 'focus' && !everything;
    const focusCard = view.kind === 'focus' ? scene.cards.get(view.entity) : undefined;
    const isNarrow = this.#view.viewport.width < NARROW_PX;
    this.#view.fit(scene.bounds, {
      padding: isNarrow ? 12 : 28,
      minZoom: isFocus ? (isNarrow ? READABLE_ZOOM.narrow : READABLE_ZOOM.wide) : 0,
      maxZoom: 1.1,
      ...(focusCard === undefined ? {} : { centre: centreOf(focusCard.box) }),
      animate,
    });
    this.#showMinimap();
  }

  #centreOn(centre: Point): void {
    const { zoom, width, height } = this.#view.viewport;
    this.#view.moveTo({ zoom, pan: { x: width / 2 - centre.x * zoom, y: height / 2 - centre.y * zoom } }, false);
  }

  // ------------------------------------------------------------- input

  #hovered(hit: Hit): void {
    const edge = hit.kind === 'line' ? hit.line.edge.id : undefined;
    const row = hit.kind === 'card' && hit.rowY !== undefined ? { entity: hit.entity, y: hit.rowY } : undefined;
    if (edge === this.#hoveredEdge && row?.entity === this.#hoveredRow?.entity && row?.y === this.#hoveredRow?.y) return;
    this.#hoveredEdge = edge;
    this.#hoveredRow = row;
    this.#graph.classList.toggle('pointing', hit.kind !== 'ground');
    this.#tooltip.hidden = hit.kind !== 'line';
    if (hit.kind === 'line') this.#tooltip.replaceChildren(element('strong', { text: lineWords(this.#whole, hit.line.edge) }), ...hit.line.edge.join.map((condition) => element('div', { text: condition })));
    this.#updateEmphasis();
  }

  #tapped(hit: Hit): void {
    this.#graph.focus({ preventScroll: true });
    if (hit.kind === 'ground') this.#select(undefined);
    else if (hit.kind === 'line') this.#select({ kind: 'edge', id: hit.line.edge.id });
    else this.#select({ kind: 'entity', entity: hit.entity, ...(hit.column === undefined ? {} : { member: hit.column }) });
  }

  #doubleTapped(hit: Hit, beside: boolean): void {
    if (hit.kind === 'card') this.#open(hit.entity, hit.column, beside);
    if (hit.kind !== 'line') return;
    const end = hit.line.edge.source.relationship === undefined ? hit.line.edge.target : hit.line.edge.source;
    this.#open(end.entity, end.relationship, beside);
  }

  #moved(entity: string, centre: Point, isDone: boolean): void {
    const positions = new Map(this.#placed.positions).set(entity, centre);
    this.#placed = { ...this.#placed, positions };
    const view = this.#currentView();
    this.#view.updateScene(sceneOf(this.#shown, this.#placed, { showGroups: view.kind === 'whole' }));
    this.#labels = new Map();
    if (!isDone) return;
    this.#updateEmphasis();
    if (view.kind !== 'whole') return;
    this.#wholePlaced = this.#placed;
    this.#userPositions.set(entity, centre);
    post({ type: 'savePositions', positions: Object.fromEntries(this.#userPositions) });
  }

  #keyPressed(event: KeyboardEvent): void {
    if (event.altKey || isTyping(event)) return;
    const entity = this.#selectedEntity();
    switch (event.key) {
      case 'ArrowLeft': case 'ArrowRight': case 'ArrowUp': case 'ArrowDown': this.#moveSelection(event.key); break;
      case 'Enter': if (entity !== undefined) this.#open(entity, undefined, event.ctrlKey || event.metaKey); break;
      case ' ': case 'f': case 'F': this.#focusOnSelection(); break;
      case 'w': case 'W': this.showWhole(); break;
      case '0': this.#fit(true, true); break;
      case '+': case '=': this.#view.zoomBy(1.25); break;
      case '-': this.#view.zoomBy(0.8); break;
      case 'o': case 'O': this.#toggleOutline(); break;
      case 'Escape': if (this.#selected !== undefined) this.#select(undefined); else if (this.#viewState?.kind === 'focus') this.showWhole(); break;
      default: return;
    }
    event.preventDefault();
  }

  /** To the nearest card in that direction; sideways distance counts double. */
  #moveSelection(key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'): void {
    const { cards } = this.#view.scene;
    const current = this.#selectedEntity();
    const from = current === undefined ? undefined : cards.get(current);
    if (from === undefined) {
      const first = cards.keys().next().value;
      if (first !== undefined) this.#select({ kind: 'entity', entity: first });
      return;
    }
    const start = centreOf(from.box);
    let best: string | undefined;
    let bestCost = Infinity;
    for (const [id, { box }] of cards) {
      const centre = centreOf(box);
      const dx = centre.x - start.x;
      const dy = centre.y - start.y;
      const [ahead, aside] = { ArrowLeft: [-dx, dy], ArrowRight: [dx, dy], ArrowUp: [-dy, dx], ArrowDown: [dy, dx] }[key];
      if (ahead === undefined || aside === undefined || ahead < 5 || id === current) continue;
      const cost = ahead + 2 * Math.abs(aside);
      if (cost >= bestCost) continue;
      best = id;
      bestCost = cost;
    }
    if (best === undefined) return;
    this.#select({ kind: 'entity', entity: best });
  }

  #focusOnSelection(): void {
    const entity = this.#selectedEntity() ?? this.#whole.focus ?? this.#mostConnected();
    if (entity !== undefined) this.focus(entity);
  }

  /** Where to begin when nothing is chosen. */
  #mostConnected(): string | undefined {
    const edges = edgesByEntity(this.#whole.edges);
    return [...this.#whole.entities].sort((a, b) => (edges.get(b.id)?.length ?? 0) - (edges.get(a.id)?.length ?? 0))[0]?.id;
  }

  #selectedEntity(): string | undefined {
    if (this.#selected?.kind === 'entity') return this.#selected.entity;
    if (this.#selected === undefined && this.#viewState?.kind === 'focus') return this.#viewState.entity;
    return undefined;
  }

  #edgeOf(entity: string, member: string): { readonly kind: 'edge'; readonly id: string } | undefined {
    const edge = this.#whole.edges.find(({ source, target }) => [source, target].some((end) => end.entity === entity && end.relationship === member));
    return edge === undefined ? undefined : { kind: 'edge', id: edge.id };
  }

  #chooseFromOutline(entity: string): void {
    if (this.#viewState?.kind === 'focus' && !this.#view.scene.cards.has(entity)) return this.focus(entity);
    this.#select({ kind: 'entity', entity });
    if (this.#stage.clientWidth < NARROW_PX) this.#toggleOutline();
  }

  #select(selected: Selection | undefined): void {
    this.#selected = selected;
    this.#selectionChanged();
  }

  #dropStaleSelection(): void {
    const selected = this.#selected;
    if (selected?.kind === 'entity' && !this.#shown.cards.has(selected.entity)) this.#selected = undefined;
    if (selected?.kind === 'edge' && !this.#shown.diagram.edges.some(({ id }) => id === selected.id)) this.#selected = undefined;
  }

  #selectionChanged(): void {
    const subject = this.#subject();
    if (subject === undefined) this.#details.hide();
    else this.#details.show(this.#whole, subject);
    if (this.#selected?.kind === 'entity') this.#outline.select(this.#selected.entity);
    if (subject?.kind === 'entity') this.#view.reveal(subject.entity);
    this.#announce(subject);
    this.#showToolbar();
    this.#updateEmphasis();
  }

  #subject(): DetailsSubject | undefined {
    const selected = this.#selected;
    if (selected === undefined) return undefined;
    if (selected.kind === 'entity') return selected;
    const edge = this.#whole.edges.find(({ id }) => id === selected.id);
    return edge === undefined ? undefined : { kind: 'edge', edge };
  }

  #announce(subject: DetailsSubject | undefined): void {
    if (subject?.kind === 'edge') this.#live.textContent = lineWords(this.#whole, subject.edge);
    const entity = subject?.kind === 'entity' ? this.#whole.entities.find(({ id }) => id === subject.entity) : undefined;
    if (entity !== undefined) this.#live.textContent = entityWords(this.#whole, entity);
  }

  #open(entity: string, member: string | undefined, beside: boolean): void {
    post({ type: 'open', entity, beside, ...(member === undefined ? {} : { member }) });
  }

  #setDepth(depth: number): void {
    if (this.#viewState?.kind !== 'focus') return;
    this.#viewState = { ...this.#viewState, depth };
    post({ type: 'setting', key: 'depth', value: depth });
    void this.#refresh();
  }

  #setColumns(columns: 'keys' | 'all'): void {
    this.#columnsAsked = columns;
    this.#wholePlaced = undefined;
    post({ type: 'setting', key: 'columns', value: columns });
    void this.#refresh();
  }

  // ------------------------------------------------------------- how it looks

  #updateEmphasis(): void {
    const edges = this.#emphasisedEdges();
    const wanted = this.#viewState?.kind === 'focus' ? edges : edges.size <= 24 ? edges : new Set<string>();
    this.#labels = wanted.size === 0 ? new Map() : placeLabels(this.#view.scene, wanted, this.#measure);
    this.#view.setEmphasis(this.#emphasis());
  }

  #emphasisedEdges(): ReadonlySet<string> {
    const edges = new Set<string>();
    if (this.#hoveredEdge !== undefined) edges.add(this.#hoveredEdge);
    const selected = this.#selected;
    if (selected?.kind === 'edge') edges.add(selected.id);
    if (selected?.kind === 'entity') {
      const own = this.#shown.diagram.edges.filter(({ source, target }) => source.entity === selected.entity || target.entity === selected.entity);
      const ofMember = own.filter(({ source, target }) => [source, target].some((end) => end.entity === selected.entity && end.columns.includes(selected.member ?? '')));
      for (const { id } of ofMember.length > 0 ? ofMember : own) edges.add(id);
    }
    return edges;
  }

  #emphasis(): Emphasis {
    const selected = this.#selected;
    const edges = this.#emphasisedEdges();
    const view = this.#viewState;
    const related = selected === undefined ? undefined : new Set(selected.kind === 'entity' ? [selected.entity] : []);
    if (related !== undefined) {
      for (const edge of this.#shown.diagram.edges) {
        if (!edges.has(edge.id)) continue;
        related.add(edge.source.entity);
        related.add(otherEnd(edge, edge.source.entity));
      }
    }
    return {
      focus: view?.kind === 'focus' ? view.entity : undefined,
      selected: new Set(selected?.kind === 'entity' ? [selected.entity] : []),
      related,
      edges,
      labels: this.#labels,
      showCrossGroup: this.#showCrossGroup || view?.kind === 'focus',
      hoveredRow: this.#hoveredRow,
    };
  }

  #themeChanged(): void {
    const before = this.#theme;
    this.#theme = readTheme();
    this.#view.setTheme(this.#theme);
    this.#showMinimap();
    if (before.fontFamily === this.#theme.fontFamily && before.monospaceFamily === this.#theme.monospaceFamily) return;
    this.#measure = measureWith(this.#theme);
    void this.#refresh();
  }

  #showMinimap(): void {
    this.#minimap.show(this.#view.scene, this.#view.viewport, this.#theme);
  }

  #showToolbar(): void {
    const view = this.#currentView();
    this.#toolbar.show({
      isOutlineShown: this.#outlineIsShown(),
      isFocus: view.kind === 'focus',
      canFocus: this.#whole.entities.length > 0,
      depth: view.kind === 'focus' ? view.depth : this.#settings.depth,
      columns: this.#columnsFor(this.#shown.diagram),
      hasGroups: this.#whole.groups.length > 1,
      showCrossGroup: this.#showCrossGroup,
    });
  }

  #showCaption(view: ViewState, part: Diagram): void {
    const all = this.#whole.entities.length;
    const shown = part.entities.length;
    const words = view.kind === 'whole'
      ? `Whole schema: ${counted(all, 'entity', 'entities')}`
      : `${nameOf(this.#whole, view.entity)} ${shown === 1 ? 'alone, joined to nothing' : `and ${counted(shown - 1, 'neighbour', 'neighbours')}`}${shown === all ? '' : ` · ${all - shown} of ${all} not shown`}`;
    const notes = part.notes.length === 0 ? '' : ` · ${counted(part.notes.length, 'note', 'notes')}`;
    this.#caption.textContent = words + notes;
    this.#caption.title = part.notes.join('\n');
    this.#live.textContent = words;
  }

  #showState(): void {
    const message = stateMessage(this.#state, this.#whole.entities.length);
    this.#message.hidden = message === undefined;
    this.#root.classList.toggle('blank', this.#whole.entities.length === 0);
    this.#message.replaceChildren(...(message ?? []));
    this.#caption.hidden = this.#whole.entities.length === 0;
  }

  #outlineIsShown(): boolean {
    return this.#isOutlineShown ?? this.#stage.clientWidth >= 1000;
  }

  #toggleOutline(): void {
    this.#isOutlineShown = !this.#outlineIsShown();
    this.#applySize();
    if (this.#isOutlineShown) this.#outline.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  #watchSize(): void {
    let fittedWidth = 0;
    new ResizeObserver(() => {
      this.#applySize();
      const width = this.#stage.clientWidth;
      // A panel in the background has no size; it is laid out when it comes to the front.
      if (width === 0 || Math.abs(width - fittedWidth) < fittedWidth * 0.2) return;
      fittedWidth = width;
      if (this.#whole.entities.length === 0) return;
      this.#pictureOf = '';
      if (this.#userPositions.size === 0) this.#wholePlaced = undefined;
      void this.#refresh();
    }).observe(this.#stage);
    // Opening the details narrows the picture; that is no reason to lay it out again.
    new ResizeObserver(() => {
      this.#view.resize();
      this.#showMinimap();
    }).observe(this.#graph);
    this.#applySize();
  }

  #applySize(): void {
    this.#root.classList.toggle('narrow', this.#stage.clientWidth < NARROW_PX);
    this.#outline.element.hidden = !this.#outlineIsShown();
    this.#view.resize();
    this.#showToolbar();
    this.#showMinimap();
  }

  async #export(format: ExportFormat): Promise<void> {
    const view = this.#currentView();
    const name = view.kind === 'focus' ? nameOf(this.#whole, view.entity) : 'schema';
    if (format === 'mermaid') return post({ type: 'copy', text: exportMermaid(this.#shown.diagram) });
    const { palette, fontFamily, monospaceFamily } = this.#theme;
    const svg = svgOfScene(this.#view.scene, { palette, fontFamily, monospaceFamily }, { focus: view.kind === 'focus' ? view.entity : undefined, labels: this.#labels });
    if (format === 'svg') return post({ type: 'export', format, name, content: svg });
    try {
      post({ type: 'export', format, name, content: await pngOf(svg) });
    } catch (error) {
      post({ type: 'error', message: `PNG export: ${error instanceof Error ? error.message : String(error)}` });
    }
  }
}

function measureWith(theme: Theme): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, role) => {
    const key = `${role} ${text}`;
    const found = known.get(key);
    if (found !== undefined || context === null) return found ?? 0;
    context.font = theme.fonts[role];
    const { width } = context.measureText(text);
    known.set(key, width);
    return width;
  };
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'VSCODE-TEXT-FIELD', 'VSCODE-DROPDOWN'].includes(target.tagName));
}
