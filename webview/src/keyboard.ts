/** The keys of the picture. */
import type { Box } from '../../server/src/core/diagram/picture/geometry';
import { centreOf } from '../../server/src/core/diagram/picture/placement';

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export interface KeyCommands {
  readonly move: (direction: Direction) => void;
  readonly open: (beside: boolean) => void;
  readonly focus: () => void;
  readonly whole: () => void;
  readonly fit: () => void;
  readonly zoom: (factor: number) => void;
  readonly outline: () => void;
  readonly escape: () => void;
  readonly search: () => void;
  readonly legend: () => void;
  /** Back and forward in what was on show. */
  readonly history: (steps: -1 | 1) => void;
  readonly hide: () => void;
  readonly showHidden: () => void;
  readonly expand: () => void;
  readonly filter: () => void;
  readonly path: () => void;
  readonly relate: () => void;
  readonly compare: () => void;
  readonly rename: () => void;
  readonly remove: () => void;
  readonly nextLine: (steps: -1 | 1) => void;
}

/** Listens on the picture; the key for the search is heard in the whole page. */
export function listenToKeys(graph: HTMLElement, commands: KeyCommands): void {
  graph.addEventListener('keydown', (event) => {
    if (event.altKey || isTyping(event) || !runKey(event, commands)) return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || isTyping(event) || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    commands.history(event.key === 'ArrowLeft' ? -1 : 1);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || isTyping(event)) return;
    event.preventDefault();
    commands.search();
  });
}

/** Whether the key is one of the picture's. */
function runKey({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, commands: KeyCommands): boolean {
  switch (key) {
    case 'ArrowLeft': case 'ArrowRight': case 'ArrowUp': case 'ArrowDown': commands.move(key); return true;
    case 'Enter': commands.open(ctrlKey || metaKey); return true;
    case ' ': case 'f': case 'F': commands.focus(); return true;
    case 'w': case 'W': commands.whole(); return true;
    case '0': commands.fit(); return true;
    case '+': case '=': commands.zoom(1.25); return true;
    case '-': commands.zoom(0.8); return true;
    case 'o': case 'O': commands.outline(); return true;
    case 'h': commands.hide(); return true;
    case 'H': commands.showHidden(); return true;
    case 'e': case 'E': commands.expand(); return true;
    case 'l': case 'L': commands.filter(); return true;
    case 'p': case 'P': commands.path(); return true;
    case 'r': case 'R': commands.relate(); return true;
    case 'c': case 'C': if (ctrlKey || metaKey) return false; commands.compare(); return true;
    case 'n': case 'N': commands.nextLine(shiftKey ? -1 : 1); return true;
    case 'F2': commands.rename(); return true;
    case 'Delete': commands.remove(); return true;
    case '?': commands.legend(); return true;
    case 'Escape': commands.escape(); return true;
    default: return false;
  }
}

/** Marks the page while the keyboard is used: a press of the mouse puts the focus on the picture too, and needs no frame to be seen. */
export function watchKeyboardUse(root: HTMLElement): void {
  document.addEventListener('pointerdown', () => root.classList.remove('keyboard'), { capture: true });
  document.addEventListener('keydown', () => root.classList.add('keyboard'), { capture: true });
}

/** The nearest card in a direction, or the first when there is none to start from; sideways distance counts double. */
export function nearestCard(cards: ReadonlyMap<string, { readonly box: Box }>, current: string | undefined, direction: Direction): string | undefined {
  const from = current === undefined ? undefined : cards.get(current);
  if (from === undefined) return cards.keys().next().value;
  const start = centreOf(from.box);
  let best: string | undefined;
  let bestCost = Infinity;
  for (const [id, { box }] of cards) {
    const centre = centreOf(box);
    const [ahead, aside] = along(direction, centre.x - start.x, centre.y - start.y);
    if (ahead < 5 || id === current) continue;
    const cost = ahead + 2 * Math.abs(aside);
    if (cost >= bestCost) continue;
    best = id;
    bestCost = cost;
  }
  return best;
}

function along(direction: Direction, dx: number, dy: number): readonly [ahead: number, aside: number] {
  switch (direction) {
    case 'ArrowLeft': return [-dx, dy];
    case 'ArrowRight': return [dx, dy];
    case 'ArrowUp': return [-dy, dx];
    case 'ArrowDown': return [dy, dx];
  }
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'SELECT', 'TEXTAREA', 'VSCODE-TEXT-FIELD', 'VSCODE-DROPDOWN'].includes(target.tagName));
}
