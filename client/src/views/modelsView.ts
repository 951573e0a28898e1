import type { Command, Event, TreeDataProvider, TreeView } from 'vscode';
import { Disposable, EventEmitter, MarkdownString, Range, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, commands, l10n, window } from 'vscode';
import type { WireModelTreeNode } from '../../../server/src/protocol/messages';
import type { RelationshipsClient } from '../languageClient';
import { NO_FILTER, filterNodes, isFiltering, type ModelsFilter } from './filterNodes';

export const MODELS_VIEW = 'sqlalchemyRelationships.models';

/** A line of the view; commands of its context menu get it as their argument. */
export interface ModelItem {
  readonly node: WireModelTreeNode;
  /** Of the workspace folder. */
  readonly uri: string;
  readonly parent: ModelItem | undefined;
  readonly children: readonly ModelItem[];
}

/** The tree of modules, entities, their members and problems. Asks the server when it is seen, and again after each change of the graph. */
export class ModelsView implements Disposable, TreeDataProvider<ModelItem> {
  readonly #client: RelationshipsClient;
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<ModelItem>;
  readonly #subscriptions: Disposable;
  /** What is shown; undefined until the server is asked. */
  #roots: Promise<readonly ModelItem[]> | undefined;
  #filter = NO_FILTER;

  constructor(client: RelationshipsClient) {
    this.#client = client;
    this.#view = window.createTreeView(MODELS_VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = Disposable.from(this.#view, this.#changed, client.onGraphChanged(() => this.#refresh()), client.onStatus(() => this.#showProblems()));
  }

  get onDidChangeTreeData(): Event<undefined> {
    return this.#changed.event;
  }

  get filter(): ModelsFilter {
    return this.#filter;
  }

  setFilter(filter: ModelsFilter): void {
    this.#filter = filter;
    void commands.executeCommand('setContext', 'sqlalchemyRelationships.modelsFiltered', isFiltering(filter));
    void commands.executeCommand('setContext', 'sqlalchemyRelationships.modelsOnlyProblems', filter.onlyProblems);
    this.#refresh();
  }

  async askForFilter(): Promise<void> {
    const name = await window.showInputBox({ prompt: l10n.t('Part of the name of a module, class, column or relationship'), value: this.#filter.name });
    if (name !== undefined) this.setFilter({ ...this.#filter, name: name.trim() });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async getChildren(item?: ModelItem): Promise<ModelItem[]> {
    return [...(item?.children ?? (await this.#load()))];
  }

  getParent(item: ModelItem): ModelItem | undefined {
    return item.parent;
  }

  getTreeItem({ node, uri, children }: ModelItem): TreeItem {
    const item = new TreeItem(node.label, stateOf(node, children));
    item.id = `${uri} ${node.id}`;
    item.description = descriptionOf(node);
    item.tooltip = new MarkdownString(node.tooltip ?? node.description ?? node.label);
    item.iconPath = iconOf(node);
    item.contextValue = node.entity === undefined || node.kind === 'problem' ? node.kind : `${node.kind} inDiagram`;
    item.command = openCommand(node);
    return item;
  }

  /** Selects an entity, or its relationship, for which a filter that hides it is taken away; false when it is not in the tree. */
  async reveal(entity: string, member: string | undefined): Promise<boolean> {
    if (await this.#revealShown(entity, member)) return true;
    if (!isFiltering(this.#filter)) return false;
    this.setFilter(NO_FILTER);
    return this.#revealShown(entity, member);
  }

  async #revealShown(entity: string, member: string | undefined): Promise<boolean> {
    const items = (await this.#load()).flatMap(withDescendants).filter(({ node }) => node.entity === entity);
    const found = items.find(({ node }) => member !== undefined && node.member === member) ?? items.find(({ node }) => node.kind === 'entity' || node.kind === 'table');
    if (found === undefined) return false;
    await this.#view.reveal(found, { select: true, focus: true, expand: true });
    return true;
  }

  #load(): Promise<readonly ModelItem[]> {
    this.#roots ??= this.#ask();
    return this.#roots;
  }

  async #ask(): Promise<readonly ModelItem[]> {
    const folders = (await this.#client.modelTree())?.folders ?? [];
    const shown = folders.map((folder) => ({ ...folder, nodes: filterNodes(folder.nodes, this.#filter) })).filter(({ nodes }) => nodes.length > 0);
    this.#view.message = this.#messageOf(shown.length > 0);
    if (shown.length < 2) return shown.flatMap(({ uri, nodes }) => nodes.map((node) => itemOf(node, uri, undefined)));
    return shown.map(({ name, uri, nodes }) => {
      const problems = nodes.reduce((total, node) => total + node.problems, 0);
      return itemOf({ id: 'folder', label: name, kind: 'module', problems, children: nodes }, uri, undefined);
    });
  }

  #messageOf(hasLines: boolean): string | undefined {
    const { name, onlyProblems } = this.#filter;
    if (!isFiltering(this.#filter)) return undefined;
    if (!hasLines) return name === '' ? l10n.t('No model has a problem.') : l10n.t('No model matches “{0}”.', name);
    const parts = [...(name === '' ? [] : [`“${name}”`]), ...(onlyProblems ? [l10n.t('with problems')] : [])];
    return l10n.t('Shown: {0}', parts.join(', '));
  }

  #refresh(): void {
    this.#roots = undefined;
    this.#changed.fire(undefined);
  }

  #showProblems(): void {
    const problems = this.#client.status?.problems ?? 0;
    this.#view.badge = problems === 0 ? undefined : { value: problems, tooltip: problemsText(problems) };
  }
}

function openCommand({ location }: WireModelTreeNode): Command | undefined {
  if (location === undefined) return undefined;
  const { start, end } = location.selection;
  const selection = new Range(start.line, start.character, end.line, end.character);
  return { command: 'vscode.open', title: l10n.t('Open Code'), arguments: [Uri.parse(location.uri), { selection }] };
}

function itemOf(node: WireModelTreeNode, uri: string, parent: ModelItem | undefined): ModelItem {
  const children: ModelItem[] = [];
  const item: ModelItem = { node, uri, parent, children };
  children.push(...node.children.map((child) => itemOf(child, uri, item)));
  return item;
}

function withDescendants(item: ModelItem): readonly ModelItem[] {
  return [item, ...item.children.flatMap(withDescendants)];
}

function stateOf(node: WireModelTreeNode, children: readonly ModelItem[]): TreeItemCollapsibleState {
  if (children.length === 0) return TreeItemCollapsibleState.None;
  return node.kind === 'module' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function descriptionOf({ kind, description, problems }: WireModelTreeNode): string {
  const count = kind === 'problem' || problems === 0 ? [] : [problemsText(problems)];
  return [...(description === undefined || description === '' ? [] : [description]), ...count].join(' · ');
}

function problemsText(problems: number): string {
  return problems === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', problems);
}

const ICONS: Readonly<Record<WireModelTreeNode['kind'], string>> = {
  module: 'symbol-namespace',
  entity: 'symbol-class',
  column: 'symbol-field',
  relationship: 'references',
  table: 'table',
  problem: 'warning',
};

function iconOf({ kind, problems }: WireModelTreeNode): ThemeIcon {
  return new ThemeIcon(ICONS[kind], problems === 0 ? undefined : new ThemeColor('list.warningForeground'));
}
