/** Made-up schemas of any size, the same for the same seed: hubs, self references, association tables, parallel lines, composite keys, inheritance. */
import type { Diagram, DiagramColumn, DiagramEdge, DiagramEntity } from '../../../server/src/core/diagram/diagram';

export function syntheticDiagram(count: number, seed = 7): Diagram {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const groupCount = Math.max(1, Math.min(100, Math.round(count / 14)));
  const groups = Array.from({ length: groupCount }, (_, index) => {
    const name = GROUPS[index % GROUPS.length] ?? 'app';
    const label = index < GROUPS.length ? name : `${name}_${Math.floor(index / GROUPS.length) + 1}`;
    return { id: `app.${label}`, label };
  });
  const used = new Set<string>();
  const drafts: Draft[] = [];
  for (let index = 0; index < count; index += 1) {
    const group = groups[index % groupCount]?.id ?? '';
    let name = pick(FIRST) + pick(SECOND);
    while (used.has(name)) name = pick(FIRST) + pick(SECOND) + String(Math.floor(random() * 900));
    used.add(name);
    const key = snake(name);
    const columns: DiagramColumn[] = [column('id', 'BigInteger', { isPrimaryKey: true })];
    const extra = 3 + Math.floor(random() * random() * 20);
    for (const field of shuffled(FIELDS, random).slice(0, extra)) columns.push(column(field, pick(TYPES), { isNullable: random() < 0.3, isUnique: field === 'email' }));
    drafts.push({ id: `${group}.${name}`, name, table: `${key}s`, group, columns });
  }
  const edges: DiagramEdge[] = [];
  const link = (one: Draft, many: Draft, ordinal: number) => {
    const base = one === many ? 'parent' : snake(one.name);
    const fk = ordinal === 0 ? `${base}_id` : `${base}_${ordinal + 1}_id`;
    const isNullable = random() < 0.35;
    const isOne = random() < 0.12;
    if (many.columns.some(({ key }) => key === fk)) return;
    many.columns.splice(1, 0, column(fk, 'BigInteger', { isForeignKey: true, isNullable, isUnique: isOne }));
    edges.push({
      id: `${many.id}.${fk}`,
      kind: 'relationship',
      source: { entity: one.id, columns: ['id'], multiplicity: isNullable ? '0..1' : '1', ...(random() < 0.85 ? { relationship: one === many ? 'children' : isOne ? snake(many.name) : `${snake(many.name)}s` } : {}) },
      target: { entity: many.id, columns: [fk], multiplicity: isOne ? '0..1' : '0..*', relationship: fk.replace(/_id$/, '') },
      join: [`${one.table}.id = ${many.table}.${fk}`],
      isViewonly: random() < 0.05,
      isSelfReference: one === many,
      problems: random() < 0.02 ? [{ severity: 'error', message: '`back_populates="usr"`: no such relationship', member: fk }] : [],
    });
  };
  for (const [index, draft] of drafts.entries()) {
    if (index === 0) continue;
    const earlier = drafts.slice(0, index);
    const siblings = earlier.filter(({ group }) => group === draft.group);
    const links = random() < 0.12 ? 0 : 1 + Math.floor(random() * 2.2);
    for (let number = 0; number < links; number += 1) {
      const hub = siblings[0];
      const one = random() < 0.8 && siblings.length > 0 ? (hub !== undefined && random() < 0.3 ? hub : pick(siblings)) : pick(earlier);
      link(one, draft, 0);
      if (random() < 0.07) link(one, draft, 1);
    }
    if (random() < 0.06) link(draft, draft, 0);
    if (random() < 0.05 && siblings.length > 1) {
      const other = pick(siblings);
      edges.push({
        id: `${draft.id}.${snake(other.name)}_tags`, kind: 'relationship', secondary: `${snake(draft.name)}_${snake(other.name)}`,
        source: { entity: other.id, columns: ['id'], multiplicity: '0..*', relationship: `${snake(draft.name)}s` },
        target: { entity: draft.id, columns: ['id'], multiplicity: '0..*', relationship: `${snake(other.name)}s` },
        join: [`${other.table}.id = link.left_id`, `${draft.table}.id = link.right_id`], isViewonly: false, isSelfReference: false, problems: [],
      });
    }
    if (random() < 0.05 && siblings.length > 0) {
      const base = pick(siblings);
      edges.push({ id: `${draft.id}<inherits`, kind: 'inheritance', source: { entity: base.id, columns: [] }, target: { entity: draft.id, columns: [] }, join: [], isViewonly: false, isSelfReference: false, problems: [] });
      draft.inheritance = 'joined';
    }
  }
  const entities = drafts.map((draft): DiagramEntity => ({
    id: draft.id, kind: 'entity', name: draft.name, table: draft.table, module: draft.group, group: draft.group, columns: draft.columns, isAssociation: false, problems: [],
    ...(draft.inheritance === undefined ? {} : { inheritance: draft.inheritance }),
  }));
  return { entities, edges, groups, notes: [] };
}

interface Draft {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly group: string;
  readonly columns: DiagramColumn[];
  inheritance?: 'joined';
}

function column(name: string, type: string, flags: Partial<DiagramColumn>): DiagramColumn {
  return { key: name, name, type, isPrimaryKey: false, isForeignKey: false, isNullable: false, isUnique: false, ...flags };
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** mulberry32 */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

const GROUPS = ['billing', 'catalog', 'identity', 'orders', 'shipping', 'support', 'media', 'audit', 'risk', 'tax', 'fleet', 'geo', 'legal', 'loyalty', 'search', 'policy', 'assets', 'claims', 'pricing', 'returns'];
const FIRST = ['Invoice', 'Batch', 'Credit', 'User', 'Agent', 'Order', 'Price', 'Stock', 'Region', 'Label', 'Review', 'Message', 'Survey', 'Import', 'Ledger', 'Ticket', 'Device', 'Policy', 'Route', 'Voucher', 'Member', 'Campaign'];
const SECOND = ['', 'Line', 'Event', 'History', 'Snapshot', 'Setting', 'Type', 'Item', 'Detail', 'Entry', 'Template', 'Milestone'];
const FIELDS = ['name', 'title', 'created_at', 'updated_at', 'deleted_at', 'email', 'status', 'amount', 'quantity', 'currency', 'description', 'payload', 'hash', 'url', 'locale', 'score', 'position', 'priority', 'external_ref', 'is_active', 'starts_on', 'ends_on', 'tags', 'lat', 'lon'];
const TYPES = ['String(200)', 'Text', 'Integer', 'DateTime(timezone=True)', 'Numeric(18, 4)', 'Boolean', 'JSONB', 'Enum(Status)', 'UUID', 'Float', 'Date'];
