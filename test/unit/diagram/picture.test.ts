import { describe, expect, it } from 'vitest';
import type { Diagram } from '../../../server/src/core/diagram/diagram';
import { overlaps } from '../../../server/src/core/diagram/picture/geometry';
import { packBoxes } from '../../../server/src/core/diagram/picture/packing';
import { routeBetween } from '../../../server/src/core/diagram/picture/routing';
import { place, prepare, sceneOf, type Scene } from '../../../server/src/core/diagram/picture/scene';
import { estimateText } from '../../../server/src/core/diagram/picture/text';
import { glyphParts } from '../../../server/src/core/diagram/picture/glyphs';
import { labelLines, placeLabels } from '../../../server/src/core/diagram/picture/labels';
import { sampleDiagram } from '../../webview/support/sampleDiagram';
import { randomFrom, syntheticDiagram } from '../../webview/support/syntheticDiagram';

function sceneFor(diagram: Diagram, columns: 'keys' | 'all' = 'keys', known: ReadonlyMap<string, { readonly x: number; readonly y: number }> = new Map()): Scene {
  const prepared = prepare(diagram, { columns, measure: estimateText });
  return sceneOf(prepared, place(prepared, known, { aspect: 1.5, measure: estimateText }), { showGroups: true });
}

function overlappingCards(scene: Scene): readonly string[] {
  const cards = [...scene.cards];
  return cards.flatMap(([id, { box }], index) => cards.slice(index + 1).filter(([, other]) => overlaps(box, other.box)).map(([other]) => `${id} and ${other}`));
}

describe('the whole schema', () => {
  it.each([10, 60, 250, 1000])('has no overlapping cards and no overlapping groups: %i entities', (count) => {
    const scene = sceneFor(syntheticDiagram(count));
    expect(scene.cards.size).toBe(count);
    expect(overlappingCards(scene)).toEqual([]);
    const groups = scene.groups.map(({ box }) => box);
    expect(groups.flatMap((box, index) => groups.slice(index + 1).filter((other) => overlaps(box, other)))).toEqual([]);
  });

  it('draws every edge, from row to row, sideways at both ends', () => {
    const diagram = syntheticDiagram(60);
    const scene = sceneFor(diagram, 'all');
    expect(scene.lines.map(({ edge }) => edge.id).sort()).toEqual(diagram.edges.map(({ id }) => id).sort());
    for (const { edge, points, sourceSide, targetSide } of scene.lines) {
      for (const [end, point, next, side] of [[edge.source, points[0], points[1], sourceSide], [edge.target, points.at(-1), points.at(-2), targetSide]] as const) {
        const card = scene.cards.get(end.entity);
        const row = card?.card.rows.find(({ column }) => column.key === end.columns[0]);
        if (card === undefined || point === undefined || next === undefined) throw new Error('no end');
        expect(point.x).toBeCloseTo(side === 'right' ? card.box.x + card.box.width : card.box.x, 1);
        expect(next.y).toBeCloseTo(point.y, 1);
        expect(side === 'right' ? next.x - point.x : point.x - next.x).toBeGreaterThanOrEqual(20);
        if (row !== undefined) expect(Math.abs(point.y - card.box.y - row.y)).toBeLessThanOrEqual(11);
      }
    }
  });

  it('gives parallel relationships and other cardinalities lanes of their own', () => {
    const scene = sceneFor(sampleDiagram, 'all');
    const startOf = (id: string) => scene.lines.find(({ edge }) => edge.id === id)?.points[0]?.y;
    expect(Math.abs((startOf('posts') ?? 0) - (startOf('active_posts') ?? 0))).toBeGreaterThanOrEqual(8);
    expect(startOf('posts')).toBe(startOf('installations'));
  });

  it('lets a composite join touch every row', () => {
    const scene = sceneFor(sampleDiagram, 'all');
    const line = scene.lines.find(({ edge }) => edge.id === 'manifest');
    const card = scene.cards.get('shop.agents.AgentInstallation');
    const version = card?.card.rows.find(({ column }) => column.key === 'version');
    expect(line?.targetTaps).toEqual([(card?.box.y ?? 0) + (version?.y ?? 0)]);
  });

  it('shows rows that joins use even when they are no keys', () => {
    const card = sceneFor(sampleDiagram, 'keys').cards.get('shop.agents.AgentInstallation')?.card;
    expect(card?.rows.map(({ name }) => name)).toEqual(['id', 'user_id', 'agent_id', 'version']);
    expect(card?.footer).toBe('1 more column');
  });
});

describe('kept positions', () => {
  it('keeps every known card and finds room for a new one', () => {
    const diagram = syntheticDiagram(60);
    const before = sceneFor(diagram);
    const known = new Map([...before.cards].slice(1).map(([id, { box }]) => [id, { x: box.x + box.width / 2, y: box.y + box.height / 2 }]));
    const after = sceneFor(diagram, 'keys', known);
    for (const id of known.keys()) expect(after.cards.get(id)?.box).toEqual(before.cards.get(id)?.box);
    expect(after.cards.size).toBe(60);
    expect(overlappingCards(after)).toEqual([]);
  });
});

describe('a card that grows', () => {
  it('pushes down what it would cover', () => {
    const before = sceneFor(sampleDiagram, 'all');
    const known = new Map([...before.cards].map(([id, { box }]) => [id, { x: box.x + box.width / 2, y: box.y + box.height / 2 }]));
    const grown = sampleDiagram.entities.map((entity) => (entity.name === 'User' ? { ...entity, columns: Array.from({ length: 20 }, (_, index) => ({ key: `c${index}`, name: `c${index}`, type: 'Integer', isPrimaryKey: index === 0, isForeignKey: false, isNullable: false, isUnique: false })) } : entity));
    expect(overlappingCards(sceneFor({ ...sampleDiagram, entities: grown }, 'all', known))).toEqual([]);
  });
});

describe('packBoxes', () => {
  it('never lets boxes overlap and keeps the gap', () => {
    const random = randomFrom(3);
    const boxes = Array.from({ length: 80 }, () => ({ width: 50 + random() * 400, height: 40 + random() * 300 }));
    const { places } = packBoxes(boxes, 1.6, 20);
    const placed = boxes.map((size, index) => ({ ...size, x: places[index]?.x ?? 0, y: places[index]?.y ?? 0 }));
    expect(placed.flatMap((box, index) => placed.slice(index + 1).filter((other) => overlaps(box, other, 19.9)))).toEqual([]);
  });
});

describe('routeBetween', () => {
  const source = { x: 0, y: 0, width: 100, height: 80 };
  it.each([
    ['right of it', { x: 300, y: 100, width: 100, height: 80 }, 'right', 'left'],
    ['left of it', { x: -300, y: 100, width: 100, height: 80 }, 'left', 'right'],
  ] as const)('takes the facing sides when the target is %s', (_, target, sourceSide, targetSide) => {
    expect(routeBetween({ source, target, sourceY: 40, targetY: 40, isLoop: false, spread: 3 })).toMatchObject({ sourceSide, targetSide });
  });

  it('goes around when cards stand above each other', () => {
    const route = routeBetween({ source, target: { x: 10, y: 200, width: 100, height: 80 }, sourceY: 40, targetY: 40, isLoop: false, spread: 3 });
    expect(route.sourceSide).toBe(route.targetSide);
  });

  it('leaves and enters a loop on one side', () => {
    expect(routeBetween({ source, target: source, sourceY: 20, targetY: 50, isLoop: true, spread: 0 }).points).toHaveLength(4);
  });
});

describe('glyphs', () => {
  it.each([['1', ['bar', 'bar']], ['0..1', ['bar', 'ring']], ['1..*', ['fork', 'bar']], ['0..*', ['fork', 'ring']]] as const)('of %s', (multiplicity, parts) => {
    const kinds = glyphParts(multiplicity, { x: 0, y: 0 }, 'right').map((part) => (part.kind === 'ring' ? 'ring' : part.points.length === 3 ? 'fork' : 'bar'));
    expect(kinds).toEqual(parts);
  });
});

describe('labels', () => {
  const posts = sampleDiagram.edges.find(({ id }) => id === 'active_posts');
  it('name both ends from left to right, then the join', () => {
    const edge = sampleDiagram.edges[0];
    if (edge === undefined || posts === undefined) throw new Error('no edge');
    const options = { isTurned: false, maxWidth: 400, measure: estimateText };
    expect(labelLines(edge, options)).toEqual(['installations ⇄ user', 'users.id = agent_installations.user_id']);
    expect(labelLines(edge, { ...options, isTurned: true })[0]).toBe('user ⇄ installations');
    expect(labelLines(posts, options)).toEqual(['active_posts →', 'users.id = posts.user_id', "posts.status = 'published'"]);
  });

  it('cover no card and not each other', () => {
    const scene = sceneFor(sampleDiagram, 'all');
    const more = placeLabels(scene, new Set(sampleDiagram.edges.map(({ id }) => id)), estimateText);
    const boxes = [...more.values(), ...scene.lines.flatMap(({ label }) => label ?? [])].map(({ box }) => box);
    const cards = [...scene.cards.values()].map(({ box }) => box);
    expect(boxes.length).toBe(sampleDiagram.edges.length);
    expect(boxes.flatMap((box, index) => [...cards, ...boxes.slice(index + 1)].filter((other) => overlaps(box, other)))).toEqual([]);
  });
});
