/** The panel: takes messages and input, decides what is shown, and keeps the parts in step. */
import type { Point } from '../../server/src/core/diagram/picture/geometry';
import { placeLabels } from '../../server/src/core/diagram/picture/labels';
import { prepare, sceneOf, type Placed, type Prepared, type SceneLabel } from '../../server/src/core/diagram/picture/scene';
import type { MeasureText } from '../../server/src/core/diagram/picture/text';
import type { Diagram, DiagramEdge, DiagramSettings, IndexState, KeptByPanel, ToWebview } from '../../server/src/protocol/messages';
import { post, savedState, saveState } from './api';
import { centreOn, fit, keepingInPlace, NARROW_PX } from './camera';
import { Details } from './details';
import { element } from './dom';
import { exportPicture } from './exportPicture';
import { Features } from './features';
import { Legend } from './legend';
import { listenToKeys, nearestCard, watchKeyboardUse, type Direction } from './keyboard';
import { measureWith } from './measure';
import { Minimap } from './minimap';
import { Outline } from './outline';
import type { Emphasis } from './paint';
import { watchSize } from './panelSize';
import { Places } from './places';
import { NO_FILTER } from '../../server/src/core/diagram/part';
import type { SavedViewport } from './panelState';
import { search, searchEntries, type SearchEntry } from './search';
import { edgesOf, isIn, relatedBy, selectionOf, subjectOf, type Selection } from './selection';
import { stateMessage } from './states';
import { onThemeChange, readTheme, type Theme } from './theme';
import { Toolbar, type ExportFormat } from './toolbar';
import { GraphView, type Hit } from './view';
import type { Viewport } from './surface';
import { afterRename, centreOfView, mostConnected, partOf, pictureName, showable, viewWords, WHOLE, type ViewState } from './viewState';
import { counted, entityWords, lineWords, nameOf } from './words';

/** While the picture is moved its place is not written down. */
const SAVE_STATE_AFTER_MS = 250;

const NOTHING: Diagram = { entities: [], edges: [], groups: [], notes: [] };
const NO_LABELS: ReadonlyMap<string, SceneLabel> = new Map();
/** Above this many entities cards list keys only, whatever the setting, until the user asks. */
const KEYS_ONLY_ABOVE = 20;
/** From this width up the outline is open from the start. */
const OUTLINE_FROM_PX = 1000;
/** In the whole schema, the conditions of so many lines can be told apart. */
const MOST_LABELS = 24;

export class Panel {
  readonly #root: HTMLElement;
  readonly #stage = element('div', { className: 'stage' });
  readonly #graph = element('div', { className: 'graph', attributes: { tabindex: '0', role: 'application', 'aria-label': 'Diagram. Arrow keys move between entities, Enter opens the code, F focuses, W shows the whole schema, N goes through lines, E shows hidden neighbours, H hides, L lists what is hidden, P finds a path, R relates, C compares, Alt with left or right goes back or forward.', 'aria-roledescription': 'diagram' } });
  readonly #caption = element('div', { className: 'caption' });
  readonly #live = element('div', { className: 'live', attributes: { 'aria-live': 'polite', role: 'status' } });
  readonly #message = element('div', { className: 'message', attributes: { role: 'status' } });
  readonly #tooltip = element('div', { className: 'tooltip', attributes: { 'aria-hidden': 'true' } });
  readonly #toolbar: Toolbar;
  readonly #outline: Outline;
  readonly #details: Details;
  readonly #minimap: Minimap;
  readonly #legend = new Legend(() => this.#graph.focus());
  readonly #view: GraphView;
  readonly #places: Places;
  #theme: Theme;
  #measure: MeasureText;
  #whole: Diagram = NOTHING;
  #state: IndexState = { kind: 'indexing', filesDone: 0, filesTotal: 0 };
  #settings: DiagramSettings = { columns: 'keys', depth: 1, foldAssociationTables: true };
  #columnsAsked: 'keys' | 'all' | undefined;
  readonly #features: Features;
  #viewState: ViewState | undefined = savedState()?.view;
  /** Where the picture stood before a reload; undefined once it stands there again. */
  #savedViewport: SavedViewport | undefined = savedState()?.viewport;
  #kept: KeptByPanel | undefined;
  #savingState: ReturnType<typeof setTimeout> | undefined;
  /** What was in view after the picture was fitted, to fit it again while nobody has moved it. */
  #fitted: Viewport | undefined;
  /** The entity whose lines the keyboard goes through. */
  #linesOf: string | undefined;
  #entries: readonly SearchEntry[] = [];
  #shown: Prepared = prepare(NOTHING, { columns: 'keys', measure: () => 0 });
  #placed: Placed = { positions: new Map(), routes: new Map() };
  /** What the picture was made for: while it stays the same, so does the viewport. */
  #pictureOf = '';
  #run = 0;
  #selected: Selection | undefined;
  #hoveredEdge: string | undefined;
  #hoveredRow: { readonly entity: string; readonly y: number } | undefined;
  #showCrossGroup = false;
  /** Of the panel, in px. */
  #width = 0;
  #isOutlineShown: boolean | undefined;
  #labels = NO_LABELS;

  constructor(root: HTMLElement, elkWorkerUrl: string) {
    this.#root = root;
    this.#theme = readTheme();
    this.#measure = measureWith(this.#theme);
    this.#places = new Places(elkWorkerUrl);
    this.#toolbar = this.#makeToolbar();
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
      relate: (entity) => this.#features.relate(entity),
      path: (entity) => this.#features.openPath(entity),
      hide: (entity) => this.#features.hide(entity),
      renamed: (entity, relationship, newName) => post({ type: 'renameRelationship', entity, relationship, newName }),
      deleted: (entity, relationship) => post({ type: 'deleteRelationship', entity, relationship }),
    });
    this.#features = this.#makeFeatures();
    this.#minimap = new Minimap((centre) => centreOn(this.#view, centre));
    const canvasPlace = element('div', { className: 'canvas-place', children: [this.#graph, this.#features.connect.element, this.#minimap.element, this.#caption, this.#legend.element, this.#message, this.#tooltip] });
    this.#tooltip.hidden = true;
    this.#minimap.element.hidden = true;
    this.#stage.append(this.#outline.element, canvasPlace, this.#details.element);
    root.append(this.#toolbar.element, this.#features.bars, this.#stage, this.#live);
    this.#view = new GraphView(this.#graph, this.#theme, this.#emphasis(new Set()), {
      hovered: (hit) => this.#hovered(hit),
      tapped: (hit) => this.#tapped(hit),
      doubleTapped: (hit, beside) => this.#doubleTapped(hit, beside),
      moved: (entity, centre, isDone) => this.#moved(entity, centre, isDone),
      viewportChanged: () => this.#viewportChanged(),
    });
    this.#listen();
    this.#showState();
  }

  receive(message: ToWebview): void {
    switch (message.type) {
      case 'diagram':
        this.#state = message.state;
        this.#settings = message.settings;
        this.#viewState = afterRename(this.#viewState, this.#whole, message.diagram);
        this.#whole = message.diagram;
        this.#entries = searchEntries(message.diagram);
        this.#places.takeSaved(message.positions);
        this.#kept = message.kept;
        this.#viewState ??= message.diagram.focus === undefined ? WHOLE : { kind: 'focus', entity: message.diagram.focus, depth: message.settings.depth, expanded: [] };
        this.#features.diagramReceived(message);
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
      case 'paths':
        this.#features.pathsReceived(message.id, message.paths);
        return;
      case 'positions':
        this.#places.replaceSaved(message.positions);
        void this.#refresh();
        return;
      case 'follow':
        this.#features.followReceived(message.isFollowing);
        return;
    }
  }

  // ------------------------------------------------------------- what is shown

  /** Shows an entity and its neighbours; `member` is the relationship or column to point out. */
  focus(entity: string, member?: string): void {
    const before = this.#viewState;
    const depth = before?.kind === 'focus' ? before.depth : this.#settings.depth;
    this.#selected = member === undefined ? undefined : selectionOf(this.#whole, entity, member);
    if (before?.kind === 'focus' && before.entity === entity) this.#selectionChanged();
    else this.#go({ kind: 'focus', entity, depth, expanded: [] });
  }

  showWhole(): void {
    if (this.#viewState?.kind === 'focus' && this.#selected === undefined) this.#selected = { kind: 'entity', entity: this.#viewState.entity };
    this.#go(WHOLE);
  }

  #go(view: ViewState): void {
    this.#viewState = view;
    void this.#refresh();
  }

  /** Shows where an entity is without changing what is on show. */
  #pointOut(entity: string, member: string | undefined): void {
    if (!this.#view.scene.cards.has(entity)) return;
    this.#select(selectionOf(this.#whole, entity, member));
    this.#view.reveal(entity);
  }

  async #refresh(): Promise<void> {
    const run = ++this.#run;
    this.#showState();
    const view = this.#currentView();
    const path = this.#features.pathOf(view);
    const part = partOf(this.#whole, view, this.#features.filter, path);
    const columns = this.#columnsFor(part);
    const prepared = prepare(part, { columns, measure: this.#measure });
    const placed = await this.#places.of(prepared, view, this.#view.viewport, this.#measure);
    if (run !== this.#run) return;
    const pictureOf = `${pictureName(view, path)} ${columns}`;
    const isNew = pictureOf !== this.#pictureOf;
    this.#features.shown(view, this.#whole);
    this.#pictureOf = pictureOf;
    this.#shown = prepared;
    this.#placed = placed;
    if (this.#selected !== undefined && !isIn(part, this.#selected)) this.#selected = undefined;
    const show = () => this.#view.setScene(sceneOf(prepared, placed, { showGroups: view.kind === 'whole' }));
    if (isNew) {
      show();
      if (this.#savedViewport === undefined) this.#fit({ animate: false, everything: false });
      else this.#view.moveTo(this.#savedViewport, false);
      this.#savedViewport = undefined;
    } else {
      keepingInPlace(this.#view, view, show);
    }
    this.#selectionChanged();
    this.#outline.show(part);
    this.#outline.select(centreOfView(view));
    this.#showToolbar();
    this.#showCaption(view, part);
    this.#saveState();
    this.#places.warmUp();
    post({ type: 'drawn', entities: [...this.#view.scene.cards.keys()], edges: this.#view.scene.lines.map(({ edge }) => edge.id) });
  }

  #makeFeatures(): Features {
    return new Features({
      whole: () => this.#whole,
      view: () => this.#currentView(),
      graph: () => this.#view,
      selectedEntity: () => this.#selectedEntity(),
      show: (view) => this.#go(view),
      refresh: () => void this.#refresh(),
      pointOut: (entity, member) => {
        if (this.#view.scene.cards.has(entity)) this.#pointOut(entity, member);
        else this.focus(entity, member);
      },
      say: (words) => {
        this.#live.textContent = words;
      },
      changed: () => this.#showToolbar(),
      returnFocus: () => this.#graph.focus(),
    }, savedState()?.filter ?? NO_FILTER);
  }

  #viewportChanged(): void {
    this.#showMinimap();
    this.#features.connect.follow();
    clearTimeout(this.#savingState);
    this.#savingState = setTimeout(() => this.#saveState(), SAVE_STATE_AFTER_MS);
  }

  #saveState(): void {
    if (this.#viewState === undefined || this.#whole.entities.length === 0) return;
    const { zoom, pan } = this.#view.viewport;
    saveState({ view: this.#viewState, filter: this.#features.filter, viewport: { zoom, pan: { ...pan } }, ...(this.#kept === undefined ? {} : { kept: { ...this.#kept, isFollowing: this.#features.state.isFollowing } }) });
  }

  #currentView(): ViewState {
    return showable(this.#whole, this.#viewState);
  }

  #columnsFor(part: Diagram): 'keys' | 'all' {
    return this.#columnsAsked ?? (part.entities.length > KEYS_ONLY_ABOVE ? 'keys' : this.#settings.columns);
  }

  #arrange(): void {
    this.#places.forgetAll();
    this.#pictureOf = '';
    void this.#refresh();
  }

  #fit(options: { readonly animate: boolean; readonly everything: boolean }): void {
    fit(this.#view, this.#currentView(), options);
    this.#fitted = options.animate ? undefined : this.#view.viewport;
    this.#showMinimap();
  }

  #setDepth(depth: number): void {
    if (this.#viewState?.kind !== 'focus') return;
    post({ type: 'setting', key: 'depth', value: depth });
    this.#go({ ...this.#viewState, depth });
  }

  #setColumns(columns: 'keys' | 'all'): void {
    this.#columnsAsked = columns;
    this.#places.forgetLayout();
    post({ type: 'setting', key: 'columns', value: columns });
    void this.#refresh();
  }

  // ------------------------------------------------------------- input

  #makeToolbar(): Toolbar {
    return new Toolbar({
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
      fitWanted: () => this.#fit({ animate: true, everything: true }),
      zoomWanted: (factor) => this.#view.zoomBy(factor),
      arrangeWanted: () => this.#arrange(),
      legendToggled: () => this.#legend.toggle(this.#theme),
      exportWanted: (format) => this.#export(format),
      historyWanted: (steps) => this.#features.goInHistory(steps),
      filterToggled: () => this.#features.toggleFilter(),
      pathToggled: () => this.#features.togglePath(),
      compareWanted: () => this.#features.compare(),
      followToggled: (isFollowing) => this.#features.setFollowing(isFollowing),
      shareWanted: () => post({ type: 'sharePositions' }),
    });
  }

  #listen(): void {
    watchKeyboardUse(this.#root);
    listenToKeys(this.#graph, {
      move: (direction) => this.#moveSelection(direction),
      open: (beside) => {
        if (this.#features.finishRelating()) return;
        const subject = subjectOf(this.#whole, this.#selected);
        if (subject?.kind === 'edge') return this.#openLine(subject.edge, beside);
        const entity = this.#selectedEntity();
        if (entity !== undefined) this.#open(entity, undefined, beside);
      },
      focus: () => this.#focusOnSelection(),
      whole: () => this.showWhole(),
      fit: () => this.#fit({ animate: true, everything: true }),
      zoom: (factor) => this.#view.zoomBy(factor),
      outline: () => this.#toggleOutline(),
      history: (steps) => this.#features.goInHistory(steps),
      hide: () => this.#features.hide(this.#selectedEntity()),
      showHidden: () => this.#features.showHidden(),
      expand: () => this.#features.expand(this.#selectedEntity()),
      filter: () => this.#features.toggleFilter(),
      path: () => this.#features.togglePath(),
      relate: () => this.#features.relate(this.#selectedEntity()),
      compare: () => this.#features.compare(),
      rename: () => this.#details.element.querySelector<HTMLElement>('.rename')?.click(),
      remove: () => this.#details.element.querySelector<HTMLElement>('.delete')?.click(),
      nextLine: (steps) => this.#moveToLine(steps),
      escape: () => {
        if (this.#features.leave()) return;
        if (this.#selected !== undefined) this.#select(undefined);
        else if (this.#viewState !== undefined && this.#viewState.kind !== 'whole') this.showWhole();
      },
      search: () => this.#toolbar.focusSearch(),
      legend: () => this.#legend.toggle(this.#theme),
    });
    onThemeChange(() => this.#themeChanged());
    watchSize(this.#stage, this.#graph, {
      changed: () => this.#applySize(),
      changedMuch: () => {
        if (this.#whole.entities.length === 0) return;
        this.#pictureOf = '';
        if (!this.#places.isTouched) this.#places.forgetLayout();
        void this.#refresh().then(() => this.#view.fadeIn());
      },
      pictureChanged: () => {
        const { zoom, pan } = this.#view.viewport;
        const isUntouched = this.#fitted !== undefined && zoom === this.#fitted.zoom && pan.x === this.#fitted.pan.x && pan.y === this.#fitted.pan.y;
        const height = this.#fitted?.height;
        this.#view.resize();
        // A bar above the picture has opened or closed.
        if (isUntouched && this.#view.viewport.height !== height) this.#fit({ animate: false, everything: false });
        this.#showMinimap();
      },
    });
    this.#applySize();
  }

  #hovered(hit: Hit): void {
    const edge = hit.kind === 'line' ? hit.line.edge.id : undefined;
    this.#features.connect.offer(this.#whole, hit.kind === 'card' ? hit.entity : this.#selectedEntity());
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
    else if (hit.kind === 'more') this.#features.expand(hit.entity);
    else this.#select({ kind: 'entity', entity: hit.entity, ...(hit.column === undefined ? {} : { member: hit.column }) });
  }

  #doubleTapped(hit: Hit, beside: boolean): void {
    if (hit.kind === 'card') this.#open(hit.entity, hit.column, beside);
    if (hit.kind === 'line') this.#openLine(hit.line.edge, beside);
  }

  #openLine({ source, target }: DiagramEdge, beside: boolean): void {
    const end = source.relationship === undefined ? target : source;
    this.#open(end.entity, end.relationship, beside);
  }

  #moved(entity: string, centre: Point, isDone: boolean): void {
    const view = this.#currentView();
    this.#placed = { ...this.#placed, positions: new Map(this.#placed.positions).set(entity, centre) };
    this.#view.setScene(sceneOf(this.#shown, this.#placed, { showGroups: view.kind === 'whole' }));
    this.#labels = NO_LABELS;
    if (!isDone) return;
    this.#updateEmphasis();
    if (view.kind === 'whole') this.#places.put(entity, centre, this.#placed);
  }

  #open(entity: string, member: string | undefined, beside: boolean): void {
    post({ type: 'open', entity, beside, ...(member === undefined ? {} : { member }) });
  }

  #export(format: ExportFormat): void {
    const view = this.#currentView();
    const focus = view.kind === 'focus' ? view.entity : undefined;
    void exportPicture(format, { name: focus === undefined ? 'schema' : nameOf(this.#whole, focus), diagram: this.#shown.diagram, scene: this.#view.scene, labels: this.#labels, focus, theme: this.#theme });
  }

  // ------------------------------------------------------------- selection

  #moveSelection(direction: Direction): void {
    const next = nearestCard(this.#view.scene.cards, this.#selectedEntity(), direction);
    if (next !== undefined) this.#select({ kind: 'entity', entity: next });
  }

  /** To the next line of the entity that was selected last. */
  #moveToLine(steps: -1 | 1): void {
    if (this.#selected?.kind !== 'edge') this.#linesOf = this.#selectedEntity();
    const lines = this.#shown.diagram.edges.filter(({ source, target }) => this.#linesOf === undefined || source.entity === this.#linesOf || target.entity === this.#linesOf);
    const selected = this.#selected;
    const at = selected?.kind === 'edge' ? lines.findIndex(({ id }) => id === selected.id) : steps === 1 ? -1 : lines.length;
    const next = lines[(at + steps + lines.length) % Math.max(1, lines.length)];
    if (next !== undefined) this.#select({ kind: 'edge', id: next.id });
  }

  #focusOnSelection(): void {
    const entity = this.#selectedEntity() ?? this.#whole.focus ?? mostConnected(this.#whole);
    if (entity !== undefined) this.focus(entity);
  }

  #selectedEntity(): string | undefined {
    if (this.#selected?.kind === 'entity') return this.#selected.entity;
    if (this.#selected === undefined && this.#viewState?.kind === 'focus') return this.#viewState.entity;
    return undefined;
  }

  #chooseFromOutline(entity: string): void {
    if (this.#viewState?.kind === 'focus' && !this.#view.scene.cards.has(entity)) return this.focus(entity);
    this.#select({ kind: 'entity', entity });
    if (this.#width < NARROW_PX) this.#toggleOutline();
  }

  #select(selected: Selection | undefined): void {
    this.#selected = selected;
    this.#selectionChanged();
    if (selected?.kind === 'entity' && selected.member === undefined) this.#features.selected(selected.entity);
  }

  #selectionChanged(): void {
    const subject = subjectOf(this.#whole, this.#selected);
    this.#features.connect.offer(this.#whole, this.#selectedEntity());
    if (subject === undefined) this.#details.hide();
    else this.#details.show(this.#whole, subject);
    if (subject?.kind === 'edge') this.#live.textContent = lineWords(this.#whole, subject.edge);
    if (subject?.kind === 'entity') {
      this.#outline.select(subject.entity);
      this.#view.reveal(subject.entity);
      const entity = this.#whole.entities.find(({ id }) => id === subject.entity);
      if (entity !== undefined) this.#live.textContent = entityWords(this.#whole, entity);
    }
    this.#showToolbar();
    this.#updateEmphasis();
  }

  // ------------------------------------------------------------- how it looks

  #updateEmphasis(): void {
    const { diagram } = this.#shown;
    const edges = new Set(edgesOf(diagram, this.#selected));
    if (this.#hoveredEdge !== undefined) edges.add(this.#hoveredEdge);
    const isLabelled = edges.size > 0 && ((this.#viewState !== undefined && this.#viewState.kind !== 'whole') || edges.size <= MOST_LABELS);
    this.#labels = isLabelled ? placeLabels(this.#view.scene, edges, this.#measure) : NO_LABELS;
    this.#view.setEmphasis(this.#emphasis(edges));
  }

  #emphasis(edges: ReadonlySet<string>): Emphasis {
    const selected = this.#selected;
    const view = this.#viewState;
    return {
      focus: view?.kind === 'focus' ? view.entity : undefined,
      selected: new Set(selected?.kind === 'entity' ? [selected.entity] : []),
      related: selected === undefined ? undefined : relatedBy(this.#shown.diagram.edges, edges, selected),
      edges,
      labels: this.#labels,
      showCrossGroup: this.#showCrossGroup || (view !== undefined && view.kind !== 'whole'),
      hoveredRow: this.#hoveredRow,
    };
  }

  #themeChanged(): void {
    const before = this.#theme;
    this.#theme = readTheme();
    this.#view.setTheme(this.#theme);
    this.#legend.paint(this.#theme);
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
      isWhole: view.kind === 'whole',
      canFocus: this.#whole.entities.length > 0,
      depth: view.kind === 'focus' ? view.depth : this.#settings.depth,
      columns: this.#columnsFor(this.#shown.diagram),
      hasGroups: this.#whole.groups.length > 1,
      showCrossGroup: this.#showCrossGroup,
      ...this.#features.state,
    });
  }

  #showCaption(view: ViewState, part: Diagram): void {
    const words = viewWords(this.#whole, view, this.#features.filter, part);
    this.#caption.textContent = words + (part.notes.length === 0 ? '' : ` · ${counted(part.notes.length, 'note', 'notes')}`);
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
    return this.#isOutlineShown ?? this.#width >= OUTLINE_FROM_PX;
  }

  #toggleOutline(): void {
    this.#isOutlineShown = !this.#outlineIsShown();
    this.#applySize();
    if (this.#isOutlineShown) this.#outline.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  #applySize(): void {
    this.#width = this.#stage.clientWidth;
    this.#root.classList.toggle('narrow', this.#width < NARROW_PX);
    this.#outline.element.hidden = !this.#outlineIsShown();
    this.#view.resize();
    this.#showToolbar();
    this.#showMinimap();
  }
}
