import type { Disposable, TextEditorSelectionChangeEvent } from 'vscode';
import { window } from 'vscode';
import type { EntityAtResult } from '../../../server/src/protocol/messages';
import type { RelationshipsClient } from '../languageClient';
import { positionIn } from '../languageClient';

/** Tells which entity, and which relationship, the editor's cursor stands in, whenever that is another. */
export class CursorFollower implements Disposable {
  readonly #client: RelationshipsClient;
  readonly #onFound: (found: EntityAtResult) => void;
  readonly #subscription: Disposable;
  #last = '';
  /** Counts questions, so that an answer that was overtaken is dropped. */
  #asked = 0;

  constructor(client: RelationshipsClient, onFound: (found: EntityAtResult) => void) {
    this.#client = client;
    this.#onFound = onFound;
    this.#subscription = window.onDidChangeTextEditorSelection((change) => void this.#follow(change));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #follow({ textEditor, selections }: TextEditorSelectionChangeEvent): Promise<void> {
    const [selection] = selections;
    if (textEditor.document.languageId !== 'python' || selection === undefined) return;
    const question = ++this.#asked;
    const found = await this.#client.entityAt(positionIn(textEditor.document.uri, selection.active));
    if (question !== this.#asked || found === undefined) return;
    const name = `${found.entity}.${found.relationship ?? ''}`;
    if (name === this.#last) return;
    this.#last = name;
    this.#onFound(found);
  }
}
