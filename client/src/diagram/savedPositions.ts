import type { Memento } from 'vscode';
import { Uri, workspace } from 'vscode';
import type { NodePositions } from '../../../server/src/protocol/messages';

/** Where the user put the cards, by workspace folder; kept with the workspace. */
export class SavedPositions {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  of(uri: string | undefined): NodePositions {
    return this.#state.get<NodePositions>(keyOf(uri), {});
  }

  async save(uri: string | undefined, positions: NodePositions): Promise<void> {
    await this.#state.update(keyOf(uri), positions);
  }
}

function keyOf(uri: string | undefined): string {
  const folder = uri === undefined ? workspace.workspaceFolders?.[0] : workspace.getWorkspaceFolder(Uri.parse(uri));
  return `diagram.positions:${folder?.uri.toString() ?? ''}`;
}
