/** What the panel can do beyond showing a part of the schema: history, hiding, paths, comparisons, and relating two entities. */
import { expanding, NO_FILTER, type DiagramFilter } from '../../server/src/core/diagram/part';
import type { EntityPath } from '../../server/src/protocol/diagramRequests';
import type { Diagram, PanelComparison, ToWebview } from '../../server/src/protocol/messages';
import { post } from './api';
import { CompareBar } from './compareBar';
import { Connect } from './connect';
import { element } from './dom';
import { filterWords, FilterMenu } from './filterMenu';
import { ViewHistory, type Showing } from './history';
import { PathBar } from './pathBar';
import type { GraphView } from './view';
import { WHOLE, type ViewState } from './viewState';

/** What the features ask of the panel. */
export interface FeatureHost {
  readonly whole: () => Diagram;
  readonly view: () => ViewState;
  readonly graph: () => GraphView;
  readonly selectedEntity: () => string | undefined;
  /** Shows something else; the features have noted it. */
  readonly show: (view: ViewState) => void;
  /** Shows the same, made anew. */
  readonly refresh: () => void;
  /** Points something out, in focus where it is not on show. */
  readonly pointOut: (entity: string, member: string | undefined) => void;
  readonly say: (words: string) => void;
  /** Buttons and bars have changed. */
  readonly changed: () => void;
  readonly returnFocus: () => void;
}

interface KnownPaths {
  readonly from: string;
  readonly to: string;
  /** The question that is out; undefined once it is answered. */
  readonly asked: number | undefined;
  readonly paths: readonly EntityPath[] | undefined;
}

export class Features {
  readonly connect: Connect;
  /** Between the toolbar and the picture. */
  readonly bars: HTMLElement;
  readonly #history = new ViewHistory();
  readonly #pathBar: PathBar;
  readonly #filterMenu: FilterMenu;
  readonly #compareBar: CompareBar;
  #filter: DiagramFilter;
  #comparison: PanelComparison | undefined;
  #paths: KnownPaths | undefined;
  #questions = 0;
  #isFollowing = true;

  constructor(private readonly host: FeatureHost, filter: DiagramFilter) {
    this.#filter = filter;
    this.#pathBar = new PathBar({
      chosen: (from, to, choice) => this.host.show({ kind: 'path', from, to, choice }),
      copied: (text) => {
        post({ type: 'copy', text });
        this.host.say('The statement is copied');
      },
      closed: () => this.closePath(),
    });
    this.#filterMenu = new FilterMenu((changed) => this.#setFilter(changed), () => this.toggleFilter());
    this.#compareBar = new CompareBar({
      chosen: (entity, member) => this.host.pointOut(entity, member),
      onlyChanges: (isWanted) => this.host.show(isWanted ? { kind: 'changes' } : WHOLE),
      closed: () => post({ type: 'stopComparing' }),
    });
    this.connect = new Connect(() => host.graph(), {
      related: (from, to) => post({ type: 'createRelationship', from, to }),
      said: (words) => host.say(words),
    });
    this.bars = element('div', { className: 'bars', children: [this.#compareBar.element, this.#pathBar.element, this.#filterMenu.element] });
  }

  get filter(): DiagramFilter {
    return this.#filter;
  }

  /** For the toolbar. */
  get state() {
    return {
      canGoBack: this.#history.canGoBack,
      canGoForward: this.#history.canGoForward,
      hidden: filterWords(this.#filter),
      isFilterOpen: this.#filterMenu.isOpen,
      isPathOpen: this.#pathBar.isOpen,
      isComparing: this.#comparison !== undefined,
      isFollowing: this.#isFollowing,
    };
  }

  /** A new diagram of the same models, or of others. */
  diagramReceived({ diagram, comparison, kept }: Extract<ToWebview, { type: 'diagram' }>): void {
    const isNew = comparison !== undefined && this.#comparison === undefined;
    this.#comparison = comparison;
    this.#isFollowing = kept?.isFollowing ?? this.#isFollowing;
    // Ways are looked for again; those that are known stay on show until then.
    if (this.#paths !== undefined) this.#paths = { ...this.#paths, asked: undefined };
    if (this.#paths !== undefined && this.host.view().kind === 'path') this.#ask(this.#paths.from, this.#paths.to);
    this.#pathBar.setEntities(diagram);
    if (isNew && comparison.difference.entities.length + comparison.difference.tables.length > 0) this.host.show({ kind: 'changes' });
  }

  pathsReceived(id: number, paths: readonly EntityPath[]): void {
    if (this.#paths?.asked !== id) return;
    this.#paths = { ...this.#paths, asked: undefined, paths };
    this.host.refresh();
  }

  followReceived(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
    this.host.changed();
  }

  setFollowing(isFollowing: boolean): void {
    post({ type: 'follow', isFollowing });
    this.followReceived(isFollowing);
  }

  /** The way that a view has chosen, as far as it is known; asks for it where it is not. */
  pathOf(view: ViewState): EntityPath | undefined {
    if (view.kind !== 'path') return undefined;
    if (this.#paths?.from !== view.from || this.#paths.to !== view.to) this.#ask(view.from, view.to);
    return this.#paths?.paths?.[view.choice] ?? this.#paths?.paths?.[0];
  }

  /** A view is on show: notes it in the history, and brings the bars in line with it. */
  shown(view: ViewState, whole: Diagram): void {
    this.#history.visit({ view, filter: this.#filter });
    this.#filterMenu.show(whole, this.#filter);
    this.#compareBar.show(this.#comparison, view.kind === 'changes');
    if (view.kind === 'path') this.#pathBar.show(whole, view.from, view.to, this.#paths?.paths, view.choice);
    else if (!this.#pathBar.waitsForEnd) this.#pathBar.close();
  }

  /** An entity was chosen on the picture or in a list. */
  selected(entity: string | undefined): void {
    this.connect.offer(this.host.whole(), entity);
    if (entity !== undefined && this.#pathBar.waitsForEnd && this.host.whole().entities.some(({ id, kind }) => id === entity && kind === 'entity')) this.#pathBar.takeEnd(entity);
  }

  goInHistory(steps: -1 | 1): void {
    const showing: Showing | undefined = this.#history.go(steps);
    if (showing === undefined) return;
    this.#filter = showing.filter;
    this.host.show(showing.view);
  }

  // ------------------------------------------------------------- hiding

  hide(entity: string | undefined): void {
    if (entity === undefined || this.#filter.entities.includes(entity)) return;
    const view = this.host.view();
    this.#filter = { ...this.#filter, entities: [...this.#filter.entities, entity] };
    // Without what it is about, a view is another one.
    if ((view.kind === 'focus' && view.entity === entity) || view.kind === 'path') this.host.show(WHOLE);
    else this.host.refresh();
  }

  showHidden(): void {
    this.#setFilter(NO_FILTER);
  }

  expand(entity: string | undefined): void {
    const view = this.host.view();
    if (entity === undefined || view.kind === 'path') return;
    const expanded = expanding(this.host.whole(), view, this.#filter, entity);
    this.#filter = expanded.filter;
    this.host.show(expanded.view);
  }

  toggleFilter(): void {
    if (this.#filterMenu.isOpen) {
      this.#filterMenu.close();
      this.host.returnFocus();
    } else {
      this.#filterMenu.open(this.host.whole(), this.#filter);
    }
    this.host.changed();
  }

  #setFilter(filter: DiagramFilter): void {
    this.#filter = filter;
    this.host.refresh();
  }

  // ------------------------------------------------------------- paths, comparison, relating

  togglePath(): void {
    if (this.#pathBar.isOpen) this.closePath();
    else this.#pathBar.open(this.host.whole(), this.host.selectedEntity());
    this.host.changed();
  }

  openPath(from: string): void {
    this.#pathBar.open(this.host.whole(), from);
    this.host.changed();
  }

  closePath(): void {
    this.#pathBar.close();
    const view = this.host.view();
    if (view.kind === 'path') this.host.show({ kind: 'focus', entity: view.from, depth: 1, expanded: [] });
    this.host.changed();
    this.host.returnFocus();
  }

  compare(): void {
    post({ type: 'compare' });
  }

  relate(entity: string | undefined): void {
    if (entity === undefined) return this.host.say('Select an entity first');
    this.host.returnFocus();
    this.connect.choose(this.host.whole(), entity);
  }

  /** Enter, while the other end of a new relationship is chosen; whether that was so. */
  finishRelating(): boolean {
    const entity = this.host.selectedEntity();
    if (!this.connect.isChoosing || entity === undefined) return false;
    this.connect.finish(entity);
    return true;
  }

  /** Escape leaves what is under way first; whether something was. */
  leave(): boolean {
    if (this.connect.isChoosing) this.connect.cancel();
    else if (this.#pathBar.isOpen) this.closePath();
    else if (this.#filterMenu.isOpen) this.toggleFilter();
    else return false;
    return true;
  }

  #ask(from: string, to: string): void {
    this.#questions += 1;
    const known = this.#paths?.from === from && this.#paths.to === to ? this.#paths.paths : undefined;
    this.#paths = { from, to, asked: this.#questions, paths: known };
    post({ type: 'findPaths', id: this.#questions, from, to });
  }
}
