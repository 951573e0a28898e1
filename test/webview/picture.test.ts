/** The picture as a browser draws it: geometry from the scene with the browser's own text widths, marks from the pixels. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Diagram, DiagramEnd } from '../../server/src/core/diagram/diagram';
import { cardShapes } from '../../server/src/core/diagram/picture/drawing';
import { overlaps, type Point, type Side } from '../../server/src/core/diagram/picture/geometry';
import type { SceneLine } from '../../server/src/core/diagram/picture/scene';
import { drawnScene, lookAt, pixelsAt, widthsOf, type DrawnScene } from './support/drawn';
import { launch, withPanel, type PanelPage } from './support/page';
import { RECORDED, recordedDiagram } from './support/recordedDiagram';
import { sampleDiagram } from './support/sampleDiagram';
import { syntheticDiagram } from './support/syntheticDiagram';

const WIDE = { width: 1400, height: 860 } as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
});

const diagrams: readonly (readonly [name: string, read: () => Diagram, columns: 'keys' | 'all'])[] = [
  ...RECORDED.map((name) => [name, () => recordedDiagram(name), 'all'] as const),
  ...[60, 250, 1000, 3000].map((count) => [`${count} entities`, () => syntheticDiagram(count), 'keys'] as const),
];

describe.each(diagrams)('the whole schema: %s', (_, read, columns) => {
  it('has no cards over each other, texts inside their cards, and lines that end at their rows', () =>
    withPanel(browser, WIDE, async (panel) => {
      const diagram = read();
      await panel.show(diagram, { columns });
      const scene = await drawnScene(panel);
      expect(scene.cards).toHaveLength(diagram.entities.length);
      expect(scene.lines).toHaveLength(diagram.edges.length);
      expect(cardsOverEachOther(scene)).toEqual([]);
      expect(await textsOutside(panel, scene)).toEqual([]);
      expect(scene.lines.flatMap((line) => strayEnds(scene, line))).toEqual([]);
    }), 120_000);
});

describe.each([['mbdata', 'mbdata.models.Link'], ['mbdata', 'mbdata.models.Area'], ['galaxy', 'galaxy.model.User'], ['galaxy', 'galaxy.model.HistoryDatasetAssociation']] as const)('the focus: %s, %s', (name, entity) => {
  it.each([1400, 520])('stays compact, with nothing over each other, %i px wide', (width) =>
    withPanel(browser, { width, height: 860 }, async (panel) => {
      await panel.show(recordedDiagram(name), { focus: entity });
      const scene = await drawnScene(panel);
      expect(cardsOverEachOther(scene)).toEqual([]);
      expect(scene.lines.flatMap((line) => strayEnds(scene, line))).toEqual([]);
      const labels = scene.lines.flatMap(({ label }) => (label === undefined ? [] : [label.box]));
      expect(labels.filter((box) => scene.cards.some((card) => overlaps(card.box, box, -1)))).toEqual([]);
      expect(labels.flatMap((box, index) => labels.slice(index + 1).filter((other) => overlaps(box, other, -1)))).toEqual([]);
      const { wide, high } = extent(scene);
      expect(high).toBeLessThan(6 * Math.max(860, wide));
    }),
  );
});

describe('the marks at the ends of lines', () => {
  it.each([1, 2])('say how many, at %i device px a px', (deviceScaleFactor) =>
    withPanel(browser, { ...WIDE, deviceScaleFactor, theme: 'highContrast' }, async (panel) => {
      await panel.show(allMarks, { columns: 'all' });
      const { lines } = await drawnScene(panel);
      for (const line of lines) {
        for (const [end, tip, side] of endsOf(line)) {
          await lookAt(panel, tip, 2);
          expect(`${line.edge.id} at ${end.entity}: ${await markAt(panel, tip, side)}`).toBe(`${line.edge.id} at ${end.entity}: ${end.multiplicity ?? ''}`);
        }
      }
    }),
  );

  it('show inheritance as a hollow triangle at the base', () =>
    withPanel(browser, { ...WIDE, theme: 'highContrast' }, async (panel) => {
      await panel.show(sampleDiagram, { columns: 'all' });
      const line = (await drawnScene(panel)).lines.find(({ edge }) => edge.kind === 'inheritance');
      const tip = line?.points[0];
      if (line === undefined || tip === undefined) throw new Error('no inheritance');
      await lookAt(panel, tip, 2);
      const out = line.sourceSide === 'right' ? 1 : -1;
      const [upper, lower, inner] = await paintedAt(panel, [[6.5, -3.5], [6.5, 3.5], [9, 1.5]].map(([x = 0, y = 0]) => ({ x: tip.x + out * x, y: tip.y + y })));
      expect([upper, lower, inner]).toEqual([true, true, false]);
    }));
});

/** One line of each pair of multiplicities, between cards of their own. */
const allMarks: Diagram = {
  groups: [{ id: 'marks', label: 'marks' }],
  notes: [],
  entities: (['1', '0..1', '0..*', '1..*'] as const).flatMap((_, index) => ['Left', 'Right'].map((name) => ({
    id: `marks.${name}${index}`, kind: 'entity' as const, name: `${name}${index}`, module: 'marks', group: 'marks', isAssociation: false, problems: [],
    columns: [{ key: 'id', name: 'id', type: 'Integer', isPrimaryKey: true, isForeignKey: false, isNullable: false, isUnique: false }],
  }))),
  edges: (['1', '0..1', '0..*', '1..*'] as const).map((multiplicity, index, all) => ({
    id: `line${index}`, kind: 'relationship' as const, join: [], isViewonly: false, isSelfReference: false, problems: [],
    source: { entity: `marks.Left${index}`, columns: ['id'], multiplicity },
    target: { entity: `marks.Right${index}`, columns: ['id'], multiplicity: all[(index + 1) % all.length] ?? '1' },
  })),
};

function cardsOverEachOther({ cards }: DrawnScene): readonly string[] {
  const sorted = [...cards].sort((a, b) => a.box.x - b.box.x);
  return sorted.flatMap(({ box, card }, index) => {
    const found: string[] = [];
    for (const other of sorted.slice(index + 1)) {
      if (other.box.x >= box.x + box.width) break;
      if (overlaps(box, other.box)) found.push(`${card.entity.id} and ${other.card.entity.id}`);
    }
    return found;
  });
}

async function textsOutside(panel: PanelPage, { cards }: DrawnScene): Promise<readonly string[]> {
  const texts = cards.flatMap((card) => cardShapes(card, { isFocus: false, isSelected: false }).flatMap((shape) => (shape.kind === 'text' ? [{ ...shape, card }] : [])));
  const widths = await widthsOf(panel.page, texts);
  return texts.flatMap(({ text, at, align, card: { box, card } }, index) => {
    const width = widths[index] ?? 0;
    const left = align === 'left' ? at.x : align === 'right' ? at.x - width : at.x - width / 2;
    const isInside = left >= box.x - 0.5 && left + width <= box.x + box.width + 0.5 && at.y > box.y && at.y < box.y + box.height;
    return isInside ? [] : [`${card.entity.id}: ${text}`];
  });
}

function endsOf({ edge, points, sourceSide, targetSide }: SceneLine): readonly (readonly [end: DiagramEnd, tip: Point, side: Side])[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`${edge.id} has no points`);
  return [[edge.source, first, sourceSide], [edge.target, last, targetSide]];
}

/** Ends that are not on the border of their card, at the row of their column. */
function strayEnds({ cards }: DrawnScene, line: SceneLine): readonly string[] {
  return endsOf(line).flatMap(([end, tip, side]) => {
    const found = cards.find(({ card }) => card.entity.id === end.entity);
    if (found === undefined) return [`${line.edge.id}: no card ${end.entity}`];
    const { box, card } = found;
    const row = card.rows.find(({ column }) => column.key === end.columns[0]);
    const isOnBorder = Math.abs(tip.x - (side === 'right' ? box.x + box.width : box.x)) < 1.5;
    const isAtRow = row === undefined ? tip.y > box.y && tip.y < box.y + box.height : Math.abs(tip.y - box.y - row.y) <= 14;
    return isOnBorder && isAtRow ? [] : [`${line.edge.id} at ${end.entity}`];
  });
}

function extent({ cards }: DrawnScene): { readonly wide: number; readonly high: number } {
  const boxes = cards.map(({ box }) => box);
  return {
    wide: Math.max(...boxes.map(({ x, width }) => x + width)) - Math.min(...boxes.map(({ x }) => x)),
    high: Math.max(...boxes.map(({ y, height }) => y + height)) - Math.min(...boxes.map(({ y }) => y)),
  };
}

/** The multiplicity that the pixels at an end show: bars across the line, a fork towards the card, a ring, which is hollow, or a bar further out. */
async function markAt(panel: PanelPage, tip: Point, side: Side): Promise<string> {
  const direction = side === 'right' ? 1 : -1;
  const at = [[7, -4], [12, -4], [3, -4.6], [15.5, -4], [15.5, -1.6], [17, -4], [17, -1.8]];
  const [firstBar, secondBar, fork, nearRing, inNearRing, far, inFar] = await paintedAt(panel, at.map(([out = 0, across = 0]) => ({ x: tip.x + direction * out, y: tip.y + across })));
  if (fork === true) return far !== true ? 'a fork alone' : inFar === true ? '1..*' : '0..*';
  if (firstBar === true && secondBar === true) return '1';
  return firstBar === true && nearRing === true && inNearRing !== true ? '0..1' : 'nothing known';
}

/** Whether the picture differs at these points from the ground, which is black in this theme. */
async function paintedAt(panel: PanelPage, points: readonly Point[]): Promise<readonly boolean[]> {
  return (await pixelsAt(panel, points)).map(([red = 0, green = 0, blue = 0, alpha = 0]) => ((red + green + blue) / 3) * (alpha / 255) > 90);
}
