/** Packs boxes into a picture of a wished aspect ratio: skyline, bottom-left, several widths tried. */
import type { Box, Point, Size } from './geometry';

export interface Packing {
  /** Top left corners, parallel to the boxes given. */
  readonly places: readonly Point[];
  readonly size: Size;
}

const TRIED_RATIOS = [0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1, 1.1, 1.2, 1.35, 1.5, 1.7, 2, 2.4];

/** `aspect` is width by height of the room there is. `gap` is kept between boxes. */
export function packBoxes(boxes: readonly Size[], aspect: number, gap: number): Packing {
  if (boxes.length === 0) return { places: [], size: { width: 0, height: 0 } };
  const area = boxes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = Math.max(...boxes.map(({ width }) => width));
  const orders = [(box: Size) => box.height, (box: Size) => box.width, (box: Size) => box.width * box.height].map((weight) => orderBy(boxes, weight));
  let best: Packing | undefined;
  for (const ratio of TRIED_RATIOS) {
    const width = Math.max(widest, Math.sqrt(area * aspect) * ratio);
    for (const order of orders) {
      const packing = packIntoWidth(boxes, order, width, gap);
      if (best === undefined || fittedScale(packing.size, aspect) > fittedScale(best.size, aspect)) best = packing;
    }
  }
  return best ?? packIntoWidth(boxes, boxes.map((_, index) => index), widest, gap);
}

/** How large the packing can be shown in room of that aspect ratio and height 1. */
function fittedScale({ width, height }: Size, aspect: number): number {
  return Math.min(aspect / Math.max(1, width), 1 / Math.max(1, height));
}

interface SkylinePart {
  x: number;
  y: number;
  width: number;
}

/** Indexes of the boxes, heaviest first. */
function orderBy(boxes: readonly Size[], weight: (box: Size) => number): readonly number[] {
  const weights = boxes.map(weight);
  return boxes.map((_, index) => index).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
}

function packIntoWidth(boxes: readonly Size[], order: readonly number[], width: number, gap: number): Packing {
  const places: Point[] = boxes.map(() => ({ x: 0, y: 0 }));
  let skyline: SkylinePart[] = [{ x: 0, y: 0, width: width + gap }];
  let used: Box = { x: 0, y: 0, width: 0, height: 0 };
  for (const index of order) {
    const size = boxes[index];
    if (size === undefined) continue;
    const place = lowestPlace(skyline, size.width + gap);
    places[index] = place;
    skyline = raise(skyline, place.x, size.width + gap, place.y + size.height + gap);
    used = { x: 0, y: 0, width: Math.max(used.width, place.x + size.width), height: Math.max(used.height, place.y + size.height) };
  }
  return { places, size: used };
}

function lowestPlace(skyline: readonly SkylinePart[], width: number): Point {
  const end = skyline.reduce((right, part) => Math.max(right, part.x + part.width), 0);
  let best: Point | undefined;
  for (const [index, start] of skyline.entries()) {
    if (start.x + width > end + 0.01) break;
    let y = 0;
    for (let next = index; next < skyline.length; next += 1) {
      const part = skyline[next];
      if (part === undefined || part.x >= start.x + width) break;
      y = Math.max(y, part.y);
    }
    if (best === undefined || y < best.y - 0.01) best = { x: start.x, y };
  }
  return best ?? { x: 0, y: skyline.reduce((top, part) => Math.max(top, part.y), 0) };
}

function raise(skyline: readonly SkylinePart[], x: number, width: number, y: number): SkylinePart[] {
  const raised: SkylinePart[] = [];
  for (const part of skyline) {
    const partEnd = part.x + part.width;
    if (partEnd <= x || part.x >= x + width) {
      raised.push(part);
      continue;
    }
    if (part.x < x) raised.push({ x: part.x, y: part.y, width: x - part.x });
    if (partEnd > x + width) raised.push({ x: x + width, y: part.y, width: partEnd - x - width });
  }
  raised.push({ x, y, width });
  return raised.sort((a, b) => a.x - b.x);
}
