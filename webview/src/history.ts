/** What was on show before, and after going back: as in a browser. */
import type { DiagramFilter } from '../../server/src/core/diagram/part';
import type { ViewState } from './viewState';

export interface Showing {
  readonly view: ViewState;
  readonly filter: DiagramFilter;
}

const LONGEST = 100;

export class ViewHistory {
  #entries: readonly Showing[] = [];
  #at = -1;

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#entries.length - 1;
  }

  /** Something else is on show; what lay ahead is forgotten. The same again changes nothing. */
  visit(showing: Showing): void {
    if (isSame(this.#entries[this.#at], showing)) return;
    this.#entries = [...this.#entries.slice(0, this.#at + 1), showing].slice(-LONGEST);
    this.#at = this.#entries.length - 1;
  }

  /** undefined where there is nothing before, or after. */
  go(steps: -1 | 1): Showing | undefined {
    const found = this.#entries[this.#at + steps];
    if (found !== undefined) this.#at += steps;
    return found;
  }
}

function isSame(a: Showing | undefined, b: Showing): boolean {
  return a !== undefined && JSON.stringify([a.view, a.filter]) === JSON.stringify([b.view, b.filter]);
}

