/** The bar of a comparison: with what, what is different, and the changes one by one. */
import type { ChangeKind, EntityChange } from '../../server/src/protocol/diagramRequests';
import type { PanelComparison } from '../../server/src/protocol/messages';
import { iconButton, textButton } from './controls';
import { element } from './dom';

export interface CompareBarEvents {
  /** A change was chosen: its card is shown, with the member. */
  readonly chosen: (entity: string, member: string | undefined) => void;
  /** Only what changed, or all of it. */
  readonly onlyChanges: (isWanted: boolean) => void;
  readonly closed: () => void;
}

const SIGNS: Readonly<Record<ChangeKind, string>> = { added: '+', removed: '−', changed: '~' };

export class CompareBar {
  readonly element = element('section', { className: 'bar compare-bar', attributes: { 'aria-label': 'Comparison' } });
  readonly #title = element('strong');
  readonly #only = element('input', { attributes: { type: 'checkbox' } });
  readonly #list = element('div', { className: 'changes' });
  readonly #toggle = textButton('List', () => this.#setListed(this.#list.hidden !== false));

  constructor(private readonly events: CompareBarEvents) {
    this.#only.addEventListener('change', () => events.onlyChanges(this.#only.checked));
    const row = element('div', { className: 'row-of-controls', children: [this.#title, element('label', { children: [this.#only, 'Only what changed'] }), this.#toggle, element('div', { className: 'spring' }), iconButton('close', 'Stop comparing', () => events.closed())] });
    this.element.append(row, this.#list);
    this.element.hidden = true;
    this.#setListed(false);
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  show(comparison: PanelComparison | undefined, isOnlyChanges: boolean): void {
    this.element.hidden = comparison === undefined;
    if (comparison === undefined) return;
    const { label, summary, difference } = comparison;
    this.#title.textContent = `Compared with ${label}: ${summary}`;
    this.#only.checked = isOnlyChanges;
    const { entities, tables, problems } = difference;
    const entries = [...entities, ...tables].map((change) => this.#entry(change));
    const problemEntries = [...problems.added.map((text) => line('added', `problem, ${text}`)), ...problems.removed.map((text) => line('removed', `problem, ${text}`))];
    this.#list.replaceChildren(...entries, ...problemEntries);
    this.#toggle.hidden = entries.length + problemEntries.length === 0;
  }

  #entry(change: EntityChange): HTMLElement {
    const members = [...change.columns, ...change.relationships];
    const details = change.kind === 'changed' ? members.map((member) => this.#button(member.kind, `${member.key}${member.words.length === 0 ? '' : ` · ${member.words.join(' · ')}`}`, change.id, member.key)) : [];
    return element('div', { className: 'change', children: [this.#button(change.kind, `${change.name}${change.words.length === 0 ? '' : ` · ${change.words.join(' · ')}`}`, change.id, undefined), ...details] });
  }

  #button(kind: ChangeKind, text: string, entity: string, member: string | undefined): HTMLElement {
    const made = element('button', { className: `${kind}${member === undefined ? '' : ' member'}`, attributes: { type: 'button' }, children: [element('span', { className: 'sign', text: SIGNS[kind], attributes: { 'aria-label': kind } }), ` ${text}`] });
    made.addEventListener('click', () => this.events.chosen(entity, member));
    return made;
  }

  #setListed(isListed: boolean): void {
    this.#list.hidden = !isListed;
    this.#toggle.setAttribute('aria-expanded', String(isListed));
  }
}

function line(kind: ChangeKind, text: string): HTMLElement {
  return element('div', { className: kind, children: [element('span', { className: 'sign', text: SIGNS[kind], attributes: { 'aria-label': kind } }), ` ${text}`] });
}
