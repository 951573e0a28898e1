/** The room the panel has, and when it has changed so much that the picture is to be made for it again. */

export interface SizeEvents {
  /** Every change of size. */
  readonly changed: () => void;
  /** The room has changed much since the picture was made. */
  readonly changedMuch: () => void;
  /** The room for the picture alone: opening the details narrows it, which is no reason to lay it out again. */
  readonly pictureChanged: () => void;
}

const MUCH = 0.2;

export function watchSize(stage: HTMLElement, graph: HTMLElement, events: SizeEvents): void {
  let madeFor = 0;
  new ResizeObserver(() => {
    events.changed();
    const width = stage.clientWidth;
    // A panel in the background has no size; it is laid out when it comes to the front.
    if (width === 0 || Math.abs(width - madeFor) < madeFor * MUCH) return;
    madeFor = width;
    events.changedMuch();
  }).observe(stage);
  new ResizeObserver(() => events.pictureChanged()).observe(graph);
}
