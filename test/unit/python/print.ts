import type { AnyNode } from '../../../server/src/core/python/syntax';

/** A node as one line: kinds and their parts without ids, so that tests read like the tree. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const node = value as AnyNode & Record<string, unknown>;
  switch (node.kind) {
    case 'Name':
    case 'Identifier':
      return node.name === '' ? '<empty>' : node.name;
    case 'String':
      return JSON.stringify(node.value);
    case 'Bytes':
      return `b${JSON.stringify(node.value)}`;
    case 'Number':
      return node.text;
    case 'Constant':
      return String(node.value);
    case 'Missing':
      return '<missing>';
    case 'Expr':
      return show(node.value);
    case 'Attribute':
      return `${show(node.value)}.${show(node.attribute)}`;
    default: {
      const parts = Object.entries(node).filter(([key, part]) => key !== 'kind' && key !== 'id' && part !== undefined && part !== false);
      const shown = parts.filter(([, part]) => !Array.isArray(part) || part.length > 0).map(([key, part]) => `${key}: ${show(part)}`);
      return `${(node as { kind?: string }).kind ?? ''}{${shown.join(', ')}}`;
    }
  }
}
