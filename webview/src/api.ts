/** The door to the extension: the messages of `server/src/protocol/messages.ts`, and the state VS Code keeps for a panel. */
import type { FromWebview, ToWebview } from '../../server/src/protocol/messages';
import { isToWebview } from '../../server/src/protocol/messages';
import type { ViewState } from './viewState';

/** What a panel finds again after a reload. */
export interface PanelState {
  readonly view: ViewState;
  readonly viewport?: { readonly zoom: number; readonly pan: { readonly x: number; readonly y: number } };
}

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromWebview): void {
  api.postMessage(message);
}

export function onMessage(handle: (message: ToWebview) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isToWebview(data)) handle(data);
  });
}

export function saveState(state: PanelState): void {
  api.setState(state);
}

export function savedState(): PanelState | undefined {
  const state = api.getState();
  if (typeof state !== 'object' || state === null || !('view' in state)) return undefined;
  const { view } = state;
  if (typeof view !== 'object' || view === null || !('kind' in view)) return undefined;
  if (view.kind === 'whole') return { view: { kind: 'whole' } };
  if (view.kind === 'focus' && 'entity' in view && typeof view.entity === 'string' && 'depth' in view && typeof view.depth === 'number') {
    return { view: { kind: 'focus', entity: view.entity, depth: view.depth } };
  }
  return undefined;
}
