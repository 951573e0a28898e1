import { describe, expect, it } from 'vitest';
import { distancesFrom, focusOn } from '../../../server/src/core/diagram/focus';
import { sampleDiagram } from '../../webview/support/sampleDiagram';

const names = (ids: Iterable<string>) => [...ids].map((id) => id.split('.').at(-1)).sort();

describe('focusOn', () => {
  it('keeps the entity, its neighbours and the edges between them', () => {
    const part = focusOn(sampleDiagram, 'shop.agents.AgentInstallation', 1);
    expect(names(part.entities.map(({ id }) => id))).toEqual(['AgentInstallation', 'AgentManifest', 'User']);
    expect(part.edges.map(({ id }) => id)).toEqual(['installations', 'manifest']);
    expect(part.focus).toBe('shop.agents.AgentInstallation');
  });

  it('reaches further with more depth', () => {
    const part = focusOn(sampleDiagram, 'shop.agents.AgentManifest', 2);
    expect(names(part.entities.map(({ id }) => id))).toEqual(['AgentInstallation', 'AgentManifest', 'User']);
  });

  it('says so when the entity is gone', () => {
    const part = focusOn(sampleDiagram, 'shop.agents.Gone', 1);
    expect(part.entities).toEqual([]);
    expect(part.notes).toEqual(['shop.agents.Gone is not in the diagram']);
  });

  it('never leaves an edge without its ends', () => {
    for (const { id } of sampleDiagram.entities) {
      const part = focusOn(sampleDiagram, id, 1);
      const ids = new Set(part.entities.map((entity) => entity.id));
      for (const { source, target } of part.edges) expect([ids.has(source.entity), ids.has(target.entity)]).toEqual([true, true]);
    }
  });
});

describe('distancesFrom', () => {
  it('counts a self reference as no step', () => {
    expect([...distancesFrom(sampleDiagram.edges, 'shop.library.Node', 3)]).toEqual([['shop.library.Node', 0]]);
  });
});
