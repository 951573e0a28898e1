import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { graphOfFiles } from '../../../server/src/cli/api';
import { loadProject } from '../../../server/src/cli/load';

const schema = JSON.parse(readFileSync('docs/graph.schema.json', 'utf8')) as Record<string, unknown>;

describe('graph --json', () => {
  it('is as its schema says, on every sample and with every rule set', () => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    for (const sqlalchemy of ['1.4', '2.0', '2.1'] as const) {
      const { analysis, roots } = loadProject(['samples'], { sqlalchemy, python: '' });
      const graph = analysis.graphJson({ roots });
      validate(graph);
      expect(validate.errors ?? []).toEqual([]);
      expect(graph.roots).toEqual(['samples']);
      expect(graph.sqlalchemy).toBe(sqlalchemy);
    }
  });

  it('has no field that its schema does not describe', () => {
    const closed = JSON.parse(JSON.stringify(schema), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'properties' in value ? { ...value, additionalProperties: false } : value,
    ) as Record<string, unknown>;
    const { analysis, roots } = loadProject(['samples'], { python: '' });
    const validate = new Ajv({ strict: false, allErrors: true }).compile(closed);
    validate(analysis.graphJson({ roots }));
    expect([...new Set((validate.errors ?? []).map(({ params }) => JSON.stringify(params)))]).toEqual([]);
  });

  it('names places in lines and UTF-16 columns that start at 1', () => {
    const text = 'from sqlalchemy.orm import relationship, declarative_base\nBase = declarative_base()\nx = "😀"; Base2 = declarative_base()\n\nclass A(Base):\n    pass\n';
    const { problems } = graphOfFiles(new Map([['models.py', text]]), { sqlalchemy: '2.0' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'class-without-table', file: 'models.py', line: 5, column: 7, endLine: 5, endColumn: 8 });
    expect(problems[0]?.sqlalchemy?.class).toBe('InvalidRequestError');
  });
});
