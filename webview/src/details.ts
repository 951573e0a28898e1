/** The words about what is selected: the same as in the hover, asked of the language server. */
import type { Diagram, DiagramEdge, DiagramProblem } from '../../server/src/protocol/messages';
import { element } from './dom';
import { iconButton, textButton } from './controls';
import { relationshipControls, type EditRelationshipEvents } from './editRelationship';
import { renderMarkdown } from './markdown';
import { lineWords, nameOf } from './words';

export type DetailsSubject = { readonly kind: 'entity'; readonly entity: string; readonly member?: string } | { readonly kind: 'edge'; readonly edge: DiagramEdge };

export interface DetailsEvents extends EditRelationshipEvents {
  readonly open: (entity: string, member: string | undefined) => void;
  readonly focus: (entity: string) => void;
  readonly explain: (id: number, entity: string, member: string | undefined) => void;
  readonly relate: (entity: string) => void;
  readonly path: (entity: string) => void;
  readonly hide: (entity: string) => void;
  readonly closed: () => void;
}

export class Details {
  readonly element = element('section', { className: 'details', attributes: { 'aria-label': 'Details' } });
  #nextId = 1;
  readonly #waiting = new Map<number, HTMLElement>();

  constructor(private readonly events: DetailsEvents) {
    this.element.hidden = true;
  }

  hide(): void {
    this.element.hidden = true;
    this.#waiting.clear();
  }

  show(diagram: Diagram, subject: DetailsSubject): void {
    this.#waiting.clear();
    this.element.hidden = false;
    const title = subject.kind === 'edge' ? lineWords(diagram, subject.edge) : `${nameOf(diagram, subject.entity)}${subject.member === undefined ? '' : `.${subject.member}`}`;
    const body = element('div', { className: 'words' });
    const head = element('header', { children: [element('h2', { text: title }), iconButton('close', 'Close details', () => this.events.closed())] });
    this.element.replaceChildren(head, body);
    if (subject.kind === 'entity') this.#showEntity(diagram, subject, body);
    else this.#showEdge(diagram, subject.edge, body);
  }

  /** The answer to an `explain` message; answers that came too late are dropped. */
  explained(id: number, markdown: string): void {
    this.#waiting.get(id)?.replaceChildren(renderMarkdown(markdown));
    this.#waiting.delete(id);
  }

  #showEntity(diagram: Diagram, { entity, member }: { readonly entity: string; readonly member?: string }, body: HTMLElement): void {
    const found = diagram.entities.find(({ id }) => id === entity);
    body.append(...problemList(found?.problems ?? []));
    if (found?.dynamic !== undefined) body.append(element('p', { className: 'note', text: `Decided at run time: ${found.dynamic}` }));
    body.append(this.#explanation(entity, member), this.#buttons(diagram, [{ entity, member }]));
  }

  #showEdge(diagram: Diagram, edge: DiagramEdge, body: HTMLElement): void {
    body.append(...problemList(edge.problems));
    if (edge.dynamic !== undefined) body.append(element('p', { className: 'note', text: `Decided at run time: ${edge.dynamic}` }));
    const named = [edge.source, edge.target].filter(({ relationship }) => relationship !== undefined);
    const first = named[0];
    if (first === undefined) {
      if (edge.kind === 'foreignKey') body.append(element('p', { text: 'A foreign key that no relationship uses.' }));
      if (edge.join.length > 0) body.append(element('pre', { children: [element('code', { text: edge.join.join('\nAND ') })] }));
    }
    for (const end of named) body.append(this.#explanation(end.entity, end.relationship));
    const ends = named.length > 0 ? named.map(({ entity, relationship }) => ({ entity, member: relationship })) : [edge.source, edge.target].map(({ entity }) => ({ entity, member: undefined }));
    body.append(this.#buttons(diagram, ends));
    if (edge.change === 'removed') return;
    for (const { entity, relationship } of named) if (relationship !== undefined) body.append(relationshipControls({ entity, relationship, label: `${nameOf(diagram, entity)}.${relationship}` }, this.events));
  }

  #explanation(entity: string, member: string | undefined): HTMLElement {
    const id = this.#nextId;
    this.#nextId += 1;
    const place = element('div', { className: 'explanation', attributes: { 'aria-live': 'polite' } });
    this.#waiting.set(id, place);
    this.events.explain(id, entity, member);
    return place;
  }

  #buttons(diagram: Diagram, ends: readonly { readonly entity: string; readonly member: string | undefined }[]): HTMLElement {
    const buttons = ends.flatMap(({ entity, member }) => {
      const name = nameOf(diagram, entity);
      return [
        textButton(`Open ${name}${member === undefined ? '' : `.${member}`}`, () => this.events.open(entity, member)),
        ...(member === undefined ? [textButton(`Focus ${name}`, () => this.events.focus(entity)), ...this.#entityButtons(diagram, entity)] : []),
      ];
    });
    return element('div', { className: 'buttons', children: buttons });
  }

  #entityButtons(diagram: Diagram, entity: string): readonly HTMLElement[] {
    const found = diagram.entities.find(({ id }) => id === entity);
    const hide = textButton('Hide', () => this.events.hide(entity));
    if (found?.kind !== 'entity' || found.change === 'removed') return [hide];
    return [textButton('Path to…', () => this.events.path(entity)), textButton('Relate to…', () => this.events.relate(entity)), hide];
  }
}

function problemList(problems: readonly DiagramProblem[]): readonly HTMLElement[] {
  return problems.map(({ severity, message, member }) => {
    const place = element('div', { className: `problem ${severity}`, attributes: { role: 'note' } });
    place.append(element('strong', { text: `${severity[0]?.toUpperCase() ?? ''}${severity.slice(1)}${member === undefined ? '' : ` · ${member}`}` }), renderMarkdown(message));
    return place;
  });
}
