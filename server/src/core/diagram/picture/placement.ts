/** The one file that knows that positions are the cards' centres and boxes start at the top left. */
import type { Box, Point, Size } from './geometry';

/** Centres by entity id. */
export type Positions = ReadonlyMap<string, Point>;

export function boxAt(size: Size, centre: Point): Box {
  return { x: centre.x - size.width / 2, y: centre.y - size.height / 2, width: size.width, height: size.height };
}

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export function boxesAt(sizes: ReadonlyMap<string, Size>, positions: Positions): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  for (const [id, size] of sizes) {
    const centre = positions.get(id);
    if (centre !== undefined) boxes.set(id, boxAt(size, centre));
  }
  return boxes;
}
