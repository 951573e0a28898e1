/**
 * Positions of cards in a file of the repository: one line a card, sorted, in whole pixels, so that two people's changes merge. Cards that
 * the present branch does not have keep their lines.
 */
import type { NodePositions } from '../../../server/src/protocol/messages';

const VERSION = 1;

export function writePositions(positions: NodePositions): string {
  const lines = Object.entries(positions)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([id, { x, y }]) => `    ${JSON.stringify(id)}: { "x": ${Math.round(x)}, "y": ${Math.round(y)} }`);
  return `{\n  "version": ${VERSION},\n  "positions": {${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}}\n}\n`;
}

/** The positions, or in words what is wrong with the text. */
export function readPositions(text: string): { readonly positions: NodePositions } | { readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { reason: /^(<{7}|={7}|>{7})/m.test(text) ? 'it holds the marks of a merge conflict' : error instanceof Error ? error.message : String(error) };
  }
  if (!isRecord(value) || !isRecord(value['positions'])) return { reason: 'it is not a file of positions' };
  if (value['version'] !== VERSION) return { reason: `it is of version ${String(value['version'])}, and this extension reads version ${VERSION}` };
  const positions: Record<string, { x: number; y: number }> = {};
  for (const [id, point] of Object.entries(value['positions'])) {
    if (!isRecord(point) || !Number.isFinite(point['x']) || !Number.isFinite(point['y'])) return { reason: `the position of ${id} is not two numbers` };
    positions[id] = { x: Number(point['x']), y: Number(point['y']) };
  }
  return { positions };
}

/** What is in the file, with what a panel changed since it was last given `known`. */
export function mergePositions(inFile: NodePositions, known: NodePositions, now: NodePositions): NodePositions {
  const merged = new Map(Object.entries(inFile));
  for (const id of Object.keys(known)) if (now[id] === undefined) merged.delete(id);
  for (const [id, point] of Object.entries(now)) {
    const before = known[id];
    if (before === undefined || before.x !== point.x || before.y !== point.y) merged.set(id, point);
  }
  return Object.fromEntries(merged);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
