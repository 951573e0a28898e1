/** The door to the extension: the messages of `server/src/protocol/messages.ts`, and the state VS Code keeps for a panel. */
import type { FromWebview, ToWebview } from '../../server/src/protocol/messages';
import { isToWebview } from '../../server/src/protocol/messages';
import { readPanelState, type PanelState } from './panelState';

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
  return readPanelState(api.getState());
}
