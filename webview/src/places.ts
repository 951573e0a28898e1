/** Where the cards stand: the whole schema stays as it is through changes, and as the user has put it; a focus view is laid out each time. */
import { distancesFrom, edgesByEntity } from '../../server/src/core/diagram/focus';
import type { Point, Size } from '../../server/src/core/diagram/picture/geometry';
import { layoutInColumns, layoutWithLabels, place, sceneOf, type Placed, type Prepared } from '../../server/src/core/diagram/picture/scene';
import type { MeasureText } from '../../server/src/core/diagram/picture/text';
import type { Diagram } from '../../server/src/protocol/messages';
import { post } from './api';
import { READABLE_ZOOM } from './camera';
import { ElkLayouter } from './elkLayout';
import { centreOfView, type ViewState } from './viewState';

/** Below this width a focus view leads to one side only. */
const ONE_SIDED_PX = 760;
/** With more lines than this at one entity, a picture with a label on each is far taller than any window. */
const CROWDED = 24;
/** More changed entities than these are laid out by their groups. */
const MOST_LAYERED = 60;
/** Widest label on a line, by the room there is. */
const LABEL_WIDTH = { narrow: 165, wide: 330 } as const;

export class Places {
  readonly #elk: ElkLayouter;
  #whole: Placed | undefined;
  readonly #byUser = new Map<string, Point>();
  #isWarm = false;

  constructor(elkWorkerUrl: string) {
    this.#elk = new ElkLayouter(elkWorkerUrl);
  }

  get isTouched(): boolean {
    return this.#byUser.size > 0;
  }

  /** What the extension has saved; what was moved since then counts more. */
  takeSaved(positions: Readonly<Record<string, Point>>): void {
    for (const [id, point] of Object.entries(positions)) if (!this.#byUser.has(id)) this.#byUser.set(id, point);
  }

  async of(prepared: Prepared, view: ViewState, room: Size, measure: MeasureText): Promise<Placed> {
    const aspect = room.height === 0 ? 1.5 : Math.max(0.4, room.width / room.height);
    if (view.kind === 'whole') {
      const placed = this.#wholePlaces(prepared, room, { aspect, measure });
      this.#remember(placed);
      return placed;
    }
    if (prepared.diagram.entities.length === 0) return { positions: new Map(), routes: new Map() };
    if (isCrowded(prepared.diagram)) return layoutInColumns(prepared, aspect);
    const isNarrow = room.width < ONE_SIDED_PX;
    const centre = centreOfView(view);
    if (centre === undefined && prepared.diagram.entities.length > MOST_LAYERED) return layoutWithLabels(prepared, { aspect, measure });
    const distances = isNarrow && centre !== undefined ? distancesFrom(prepared.diagram.edges, centre, prepared.diagram.entities.length) : undefined;
    try {
      return await this.#elk.layout(prepared, { measure, maxLabelWidth: isNarrow ? LABEL_WIDTH.narrow : LABEL_WIDTH.wide, distances });
    } catch (error) {
      post({ type: 'error', message: `Focus layout: ${error instanceof Error ? error.message : String(error)}` });
      return layoutWithLabels(prepared, { aspect, measure });
    }
  }

  /** Positions came from elsewhere, and count more than what was here. */
  replaceSaved(positions: Readonly<Record<string, Point>>): void {
    this.#byUser.clear();
    this.takeSaved(positions);
  }

  /** A card of the whole schema was put somewhere. */
  put(entity: string, centre: Point, placed: Placed): void {
    this.#remember(placed);
    this.#byUser.set(entity, centre);
    post({ type: 'savePositions', positions: Object.fromEntries(this.#byUser) });
  }

  /** Lays the whole schema out again next time, around what the user has put somewhere. */
  forgetLayout(): void {
    this.#whole = undefined;
  }

  /** Lays the whole schema out again next time, and forgets where the user has put cards. */
  forgetAll(): void {
    this.#whole = undefined;
    this.#byUser.clear();
    post({ type: 'savePositions', positions: {} });
  }

  /** The first focus view waits less when its layout has been loaded while nothing else was to do. */
  warmUp(): void {
    if (this.#isWarm) return;
    this.#isWarm = true;
    requestIdleCallback(() => void this.#elk.warm().catch(() => undefined));
  }

  /** Cards that a filter hides keep their places. */
  #remember(placed: Placed): void {
    this.#whole = { ...placed, positions: new Map([...(this.#whole?.positions ?? []), ...placed.positions]) };
  }

  /** Known cards stay where they are; what the layout drew stays as long as it fits. */
  #wholePlaces(prepared: Prepared, room: Size, options: { readonly aspect: number; readonly measure: MeasureText }): Placed {
    const previous = this.#whole;
    const base = previous ?? freshLayout(prepared, room, options);
    if (previous === undefined && this.#byUser.size === 0) return base;
    const known = new Map([...base.positions, ...this.#byUser]);
    return { ...base, positions: place(prepared, known, options).positions };
  }
}

/** Whether one entity has so many neighbours that they need more than a column a side. */
function isCrowded({ edges }: Diagram): boolean {
  return [...edgesByEntity(edges).values()].some((own) => own.length > CROWDED);
}

/** With join conditions on the lines, where all is readable nevertheless. */
function freshLayout(prepared: Prepared, room: Size, options: { readonly aspect: number; readonly measure: MeasureText }): Placed {
  const labelled = layoutWithLabels(prepared, options);
  if ((labelled.labels?.size ?? 0) === 0) return labelled;
  const { bounds } = sceneOf(prepared, labelled, { showGroups: true });
  const isReadable = Math.min(room.width / Math.max(1, bounds.width), room.height / Math.max(1, bounds.height)) >= READABLE_ZOOM.wide;
  return isReadable ? labelled : layoutWithLabels(prepared, { ...options, hasLabels: false });
}
