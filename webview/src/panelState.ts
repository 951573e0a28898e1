/** What a panel finds again after a reload, read with care: it may have been written by an older version. */
import { LINE_KINDS, NO_FILTER, type DiagramFilter, type LineKind } from '../../server/src/core/diagram/part';
import type { KeptByPanel } from '../../server/src/protocol/messages';
import type { ViewState } from './viewState';

export interface PanelState {
  readonly view: ViewState;
  readonly filter: DiagramFilter;
  readonly viewport?: SavedViewport;
  /** The extension's; it reads it when it restores the panel. */
  readonly kept?: KeptByPanel;
}

export interface SavedViewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

/** undefined where there is none, or none that can be read. */
export function readPanelState(state: unknown): PanelState | undefined {
  const view = readView(field(state, 'view'));
  if (view === undefined) return undefined;
  const viewport = readViewport(field(state, 'viewport'));
  return { view, filter: readFilter(field(state, 'filter')), ...(viewport === undefined ? {} : { viewport }) };
}

function readView(view: unknown): ViewState | undefined {
  const [kind, entity, depth, from, to, choice] = ['kind', 'entity', 'depth', 'from', 'to', 'choice'].map((name) => field(view, name));
  if (kind === 'whole' || kind === 'changes') return { kind };
  if (kind === 'focus' && typeof entity === 'string' && typeof depth === 'number') return { kind, entity, depth, expanded: texts(field(view, 'expanded')) };
  if (kind === 'path' && typeof from === 'string' && typeof to === 'string') return { kind, from, to, choice: typeof choice === 'number' ? choice : 0 };
  return undefined;
}

function readFilter(filter: unknown): DiagramFilter {
  const known: ReadonlySet<string> = new Set(LINE_KINDS);
  const isLineKind = (text: string): text is LineKind => known.has(text);
  return filter === undefined ? NO_FILTER : { entities: texts(field(filter, 'entities')), groups: texts(field(filter, 'groups')), lines: texts(field(filter, 'lines')).filter(isLineKind) };
}

function readViewport(viewport: unknown): SavedViewport | undefined {
  const [zoom, x, y] = [field(viewport, 'zoom'), field(field(viewport, 'pan'), 'x'), field(field(viewport, 'pan'), 'y')];
  return typeof zoom === 'number' && typeof x === 'number' && typeof y === 'number' ? { zoom, pan: { x, y } } : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
