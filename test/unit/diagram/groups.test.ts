import { describe, expect, it } from 'vitest';
import type { DiagramEdge, DiagramEntity } from '../../../server/src/core/diagram/diagram';
import { groupEntities } from '../../../server/src/core/diagram/groups';

function entity(id: string): DiagramEntity {
  const module = id.slice(0, id.lastIndexOf('.'));
  return { id, kind: 'entity', name: id.slice(id.lastIndexOf('.') + 1), module, group: module, columns: [], isAssociation: false, problems: [] };
}

function edge(source: string, target: string): DiagramEdge {
  return { id: `${source}>${target}`, kind: 'relationship', source: { entity: source, columns: [] }, target: { entity: target, columns: [] }, join: [], isViewonly: false, isSelfReference: false, problems: [] };
}

describe('groupEntities', () => {
  it('groups by module', () => {
    const { groups } = groupEntities(['app.shop.A', 'app.shop.B', 'app.blog.C', 'app.blog.D'].map(entity), []);
    expect(groups).toEqual([{ id: 'app.blog', label: 'blog' }, { id: 'app.shop', label: 'shop' }]);
  });

  it('joins modules of one class each by package', () => {
    const ids = ['app.shop.a.A', 'app.shop.b.B', 'app.blog.c.C', 'app.blog.d.D'];
    expect(groupEntities(ids.map(entity), []).groups.map(({ label }) => label)).toEqual(['blog', 'shop']);
  });

  it('tells modules of one name apart', () => {
    const ids = ['app.shop.models.A', 'app.shop.models.B', 'app.blog.models.C', 'app.blog.models.D'];
    expect(groupEntities(ids.map(entity), []).groups.map(({ label }) => label)).toEqual(['blog.models', 'shop.models']);
  });

  it('splits one big module by what is connected', () => {
    const ids = Array.from({ length: 120 }, (_, index) => `m.E${index}`);
    const edges = ids.flatMap((id, index) => (index % 12 === 0 ? [] : [edge(`m.E${index - (index % 12)}`, id)]));
    const { groups, entities } = groupEntities(ids.map(entity), edges);
    expect(groups.length).toBeGreaterThanOrEqual(5);
    expect(groups.every(({ label }) => label.startsWith('around E'))).toBe(true);
    const groupOf = new Map(entities.map(({ id, group }) => [id, group]));
    for (const { source, target } of edges) expect(groupOf.get(source.entity)).toBe(groupOf.get(target.entity));
  });

  it('puts a table that no class maps beside what it is joined to', () => {
    const table: DiagramEntity = { ...entity('x.t'), id: 'table:t', kind: 'table', module: '', group: '' };
    const { entities } = groupEntities([...['app.shop.A', 'app.shop.B'].map(entity), table], [edge('app.shop.A', 'table:t')]);
    expect(entities.at(-1)?.group).toBe('app.shop');
  });
});
