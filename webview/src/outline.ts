/** The accessible twin of the picture: a tree of groups, entities, columns and relationships, with the keys of a tree. */
import type { Diagram, DiagramEntity } from '../../server/src/protocol/messages';
import { edgesByEntity } from '../../server/src/core/diagram/focus';
import { tagsOfColumn } from '../../server/src/core/diagram/picture/cards';
import { worst } from '../../server/src/core/diagram/picture/drawing';
import { element } from './dom';
import { relationshipWords } from './words';

export interface OutlineEvents {
  readonly chosen: (entity: string) => void;
  readonly opened: (entity: string, member: string | undefined) => void;
  readonly left: () => void;
}

interface Item {
  readonly label: string;
  readonly description: string;
  readonly entity?: string;
  readonly member?: string;
  /** The severest problem worth a mark; hints get none. */
  readonly problem: 'error' | 'warning' | undefined;
  readonly children: () => readonly Item[];
}

const PROBLEM_WORDS = { error: 'has errors', warning: 'has warnings' } as const;

export class Outline {
  readonly element = element('div', { className: 'outline', attributes: { role: 'tree', 'aria-label': 'Entities' } });
  #selected: string | undefined;

  constructor(private readonly events: OutlineEvents) {
    this.element.addEventListener('keydown', (event) => this.#keyPressed(event));
    this.element.addEventListener('click', (event) => this.#clicked(event));
    this.element.addEventListener('dblclick', (event) => {
      const row = rowOf(event.target);
      if (row?.dataset['entity'] !== undefined) this.events.opened(row.dataset['entity'], row.dataset['member']);
    });
  }

  /** Rebuilds the tree; what was unfolded stays so. */
  show(diagram: Diagram): void {
    const unfolded = new Set([...this.element.querySelectorAll<HTMLElement>('[role=treeitem][aria-expanded=true]')].map((row) => row.dataset['path'] ?? ''));
    const isFirst = this.element.childElementCount === 0;
    const items = itemsOf(diagram);
    this.element.replaceChildren(...items.map((item) => this.#row(item, 1, '', (path) => unfolded.has(path) || (isFirst && !path.includes('/') && diagram.entities.length <= 300))));
    const first = this.element.querySelector<HTMLElement>('[role=treeitem]');
    if (first !== null) first.tabIndex = 0;
    if (this.#selected !== undefined) this.select(this.#selected);
  }

  select(entity: string | undefined): void {
    this.#selected = entity;
    for (const row of this.element.querySelectorAll('[aria-selected=true]')) row.setAttribute('aria-selected', 'false');
    if (entity === undefined) return;
    const row = [...this.element.querySelectorAll<HTMLElement>('[role=treeitem]')].find(({ dataset }) => dataset['entity'] === entity && dataset['member'] === undefined);
    if (row === undefined) return;
    row.setAttribute('aria-selected', 'true');
    row.querySelector('.label')?.scrollIntoView({ block: 'nearest' });
  }

  #row(item: Item, level: number, parent: string, isUnfolded: (path: string) => boolean): HTMLElement {
    const path = parent === '' ? item.label : `${parent}/${item.label}`;
    const line = element('div', {
      className: 'line',
      children: [element('span', { className: 'twistie' }), element('span', { className: 'label', text: item.label }), ' ', element('span', { className: 'description', text: item.description })],
    });
    if (item.problem !== undefined) line.append(element('span', { className: `problem ${item.problem}`, text: '!', attributes: { title: PROBLEM_WORDS[item.problem] } }));
    const row = element('div', {
      className: `row level${level}`,
      attributes: { role: 'treeitem', tabindex: '-1', 'aria-level': String(level), 'aria-selected': 'false', 'aria-label': `${item.label} ${item.description}${item.problem === undefined ? '' : `, ${PROBLEM_WORDS[item.problem]}`}` },
      children: [line],
    });
    row.dataset['path'] = path;
    if (item.entity !== undefined) row.dataset['entity'] = item.entity;
    if (item.member !== undefined) row.dataset['member'] = item.member;
    const children = item.children;
    if (level < 3) {
      row.setAttribute('aria-expanded', 'false');
      row.addEventListener('unfold', (event) => {
        event.stopPropagation();
        if (row.querySelector(':scope > [role=group]') !== null) return;
        row.append(element('div', { attributes: { role: 'group' }, children: children().map((child) => this.#row(child, level + 1, path, isUnfolded)) }));
      });
      if (isUnfolded(path)) setUnfolded(row, true);
    }
    return row;
  }

  #clicked(event: MouseEvent): void {
    const row = rowOf(event.target);
    if (row === undefined) return;
    const isTwistie = event.target instanceof HTMLElement && event.target.classList.contains('twistie');
    if (isTwistie || row.dataset['entity'] === undefined) setUnfolded(row, row.getAttribute('aria-expanded') !== 'true');
    else this.events.chosen(row.dataset['entity']);
    this.#moveTo(row);
  }

  #keyPressed(event: KeyboardEvent): void {
    const row = rowOf(document.activeElement);
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...this.element.querySelectorAll<HTMLElement>('[role=treeitem]')].filter((other) => other.offsetParent !== null);
    const at = rows.indexOf(row);
    const isUnfolded = row.getAttribute('aria-expanded') === 'true';
    switch (event.key) {
      case 'ArrowDown': this.#moveTo(rows[at + 1]); break;
      case 'ArrowUp': this.#moveTo(rows[at - 1]); break;
      case 'Home': this.#moveTo(rows[0]); break;
      case 'End': this.#moveTo(rows[rows.length - 1]); break;
      case 'ArrowRight':
        if (row.hasAttribute('aria-expanded') && !isUnfolded) setUnfolded(row, true);
        else this.#moveTo(row.querySelector<HTMLElement>('[role=treeitem]') ?? undefined);
        break;
      case 'ArrowLeft':
        if (isUnfolded) setUnfolded(row, false);
        else this.#moveTo(row.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? undefined);
        break;
      case ' ':
        if (row.dataset['entity'] !== undefined) this.events.chosen(row.dataset['entity']);
        break;
      case 'Enter':
        if (row.dataset['entity'] !== undefined) this.events.opened(row.dataset['entity'], row.dataset['member']);
        else setUnfolded(row, !isUnfolded);
        break;
      case 'Escape': this.events.left(); break;
      default:
        if (event.key.length === 1 && /\w/.test(event.key)) this.#moveTo([...rows.slice(at + 1), ...rows.slice(0, at)].find(({ dataset }) => dataset['path']?.split('/').pop()?.toLowerCase().startsWith(event.key.toLowerCase())));
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #moveTo(row: HTMLElement | undefined): void {
    if (row === undefined) return;
    for (const other of this.element.querySelectorAll<HTMLElement>('[role=treeitem][tabindex="0"]')) other.tabIndex = -1;
    row.tabIndex = 0;
    row.focus();
  }
}

function rowOf(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof HTMLElement ? (target.closest<HTMLElement>('[role=treeitem]') ?? undefined) : undefined;
}

function setUnfolded(row: HTMLElement, isUnfolded: boolean): void {
  if (!row.hasAttribute('aria-expanded')) return;
  if (isUnfolded) row.dispatchEvent(new Event('unfold'));
  row.setAttribute('aria-expanded', String(isUnfolded));
}

function itemsOf(diagram: Diagram): readonly Item[] {
  const byGroup = new Map<string, DiagramEntity[]>();
  for (const entity of diagram.entities) byGroup.set(entity.group, [...(byGroup.get(entity.group) ?? []), entity]);
  const edges = edgesByEntity(diagram.edges);
  const entityItem = (entity: DiagramEntity): Item => ({
    label: entity.name,
    description: entity.kind === 'table' ? 'table' : (entity.table ?? ''),
    entity: entity.id,
    problem: worst(entity.problems),
    children: () => [
      ...(edges.get(entity.id) ?? []).map((edge): Item => {
        const member = edge.source.entity === entity.id ? edge.source.relationship : edge.target.relationship;
        const words = relationshipWords(diagram, edge, entity.id);
        return { label: member ?? words, description: member === undefined ? '' : words.slice(member.length + 2), entity: entity.id, ...(member === undefined ? {} : { member }), problem: worst(edge.problems), children: () => [] };
      }),
      ...entity.columns.map((column): Item => ({
        label: column.name,
        description: [...tagsOfColumn(column), column.type].join(' '),
        entity: entity.id,
        member: column.key,
        problem: worst(entity.problems.filter(({ member }) => member === column.key)),
        children: () => [],
      })),
    ],
  });
  return diagram.groups.flatMap(({ id, label }): Item[] => {
    const members = byGroup.get(id) ?? [];
    return members.length === 0 ? [] : [{ label, description: String(members.length), problem: worst(members.flatMap(({ problems }) => problems)), children: () => members.map(entityItem) }];
  });
}
