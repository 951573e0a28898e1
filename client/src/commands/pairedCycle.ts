import type { TextDocumentPosition, WireLocation } from '../../../server/src/protocol/messages';

export interface CycleStep {
  readonly location: WireLocation;
  /** Number of the paired side, from 1; undefined at the place where the cycle began. */
  readonly number: number | undefined;
  readonly count: number;
}

/**
 * A relationship with several paired sides: one key press after the other visits each of them, then the place where it began. The cycle
 * ends as soon as the cursor is somewhere else.
 */
export class PairedCycle {
  #places: readonly WireLocation[] = [];
  #current = 0;

  /** The first paired side. `origin` is where the cursor was. */
  begin(origin: TextDocumentPosition, sides: readonly WireLocation[]): CycleStep | undefined {
    const { position, textDocument } = origin;
    const here = { start: position, end: position };
    this.#places = [{ uri: textDocument.uri, range: here, selection: here }, ...sides];
    this.#current = 0;
    return this.#step();
  }

  /** The place after the one that the last step led to; undefined when the cursor is not there. */
  continueFrom(cursor: TextDocumentPosition): CycleStep | undefined {
    const place = this.#places[this.#current];
    return place !== undefined && isAt(cursor, place) ? this.#step() : undefined;
  }

  #step(): CycleStep | undefined {
    const count = this.#places.length - 1;
    this.#current = (this.#current + 1) % this.#places.length;
    const location = this.#places[this.#current];
    return location === undefined ? undefined : { location, number: this.#current === 0 ? undefined : this.#current, count };
  }
}

function isAt({ textDocument, position }: TextDocumentPosition, { uri, selection: { start, end } }: WireLocation): boolean {
  return textDocument.uri === uri && position.line === start.line && start.character <= position.character && position.character <= end.character;
}
