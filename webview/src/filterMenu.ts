/** The list of what can be hidden: kinds of lines, groups, and the entities that are hidden. */
import { isFiltering, LINE_KINDS, lineKindOf, NO_FILTER, type DiagramFilter, type LineKind } from '../../server/src/core/diagram/part';
import type { Diagram } from '../../server/src/protocol/messages';
import { textButton } from './controls';
import { element } from './dom';
import { counted, nameOf } from './words';

const LINE_WORDS: Readonly<Record<LineKind, string>> = {
  oneToMany: 'One to many',
  oneToOne: 'One to one',
  manyToMany: 'Many to many',
  readOnly: 'Read only',
  inheritance: 'Inheritance',
  foreignKey: 'Foreign keys without a relationship',
};

export class FilterMenu {
  readonly element = element('section', { className: 'bar filter-menu', attributes: { 'aria-label': 'What is hidden' } });

  constructor(private readonly changed: (filter: DiagramFilter) => void, private readonly closed: () => void) {
    this.element.hidden = true;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.closed();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  open(whole: Diagram, filter: DiagramFilter): void {
    this.element.hidden = false;
    this.show(whole, filter);
    this.element.querySelector<HTMLElement>('input')?.focus();
  }

  close(): void {
    this.element.hidden = true;
  }

  show(whole: Diagram, filter: DiagramFilter): void {
    if (!this.isOpen) return;
    const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.name : undefined;
    const kinds = new Set(whole.edges.map(lineKindOf));
    const groups = whole.groups.map(({ id, label }) => ({ id, label, count: whole.entities.filter(({ group }) => group === id).length }));
    this.element.replaceChildren(
      fieldset('Lines', LINE_KINDS.filter((kind) => kinds.has(kind)).map((kind) => this.#checkbox(`line ${kind}`, LINE_WORDS[kind], !filter.lines.includes(kind), () => this.changed({ ...filter, lines: toggled(filter.lines, kind) })))),
      fieldset('Packages', groups.map(({ id, label, count }) => this.#checkbox(`group ${id}`, `${label} (${count})`, !filter.groups.includes(id), () => this.changed({ ...filter, groups: toggled(filter.groups, id) })))),
      fieldset(filter.entities.length === 0 ? 'No entity is hidden by itself: H hides the selected one' : 'Hidden entities', filter.entities.map((id) => this.#checkbox(`entity ${id}`, nameOf(whole, id), false, () => this.changed({ ...filter, entities: toggled(filter.entities, id) })))),
      element('div', { className: 'row-of-controls', children: [...(isFiltering(filter) ? [textButton('Show everything', () => this.changed(NO_FILTER))] : []), textButton('Close', () => this.closed())] }),
    );
    if (focused !== undefined) this.element.querySelector<HTMLElement>(`input[name=${CSS.escape(focused)}]`)?.focus();
  }

  #checkbox(name: string, label: string, isChecked: boolean, changed: () => void): HTMLElement {
    const box = element('input', { attributes: { type: 'checkbox', name } });
    box.checked = isChecked;
    box.addEventListener('change', changed);
    return element('label', { children: [box, label] });
  }
}

/** `3 hidden`, for the button that opens the list; undefined for nothing. */
export function filterWords({ entities, groups, lines }: DiagramFilter): string | undefined {
  const parts = [
    ...(entities.length === 0 ? [] : [counted(entities.length, 'entity', 'entities')]),
    ...(groups.length === 0 ? [] : [counted(groups.length, 'package', 'packages')]),
    ...(lines.length === 0 ? [] : [counted(lines.length, 'kind of line', 'kinds of lines')]),
  ];
  return parts.length === 0 ? undefined : `${parts.join(', ')} hidden`;
}

function toggled<T>(items: readonly T[], item: T): readonly T[] {
  return items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
}

function fieldset(title: string, children: readonly HTMLElement[]): HTMLElement {
  return element('fieldset', { children: [element('legend', { text: title }), ...children] });
}
