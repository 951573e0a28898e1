import type { SymbolicCall, Value } from '../../../server/src/core/evaluate/values';

/** A short text for a value, for assertions: `Column(Integer, primary_key=True)`. */
export function show(value: Value | undefined): string {
  if (value === undefined) return 'undefined';
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'ellipsis':
      return '...';
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'number':
      return String(value.value);
    case 'string':
    case 'bytes':
      return JSON.stringify(value.value);
    case 'list':
      return `[${showAll(value.items, value.isOpen)}]`;
    case 'tuple':
      return `(${showAll(value.items, value.isOpen)})`;
    case 'set':
      return `{${showAll(value.items, value.isOpen)}}`;
    case 'dict':
      return `{${[...value.entries.map((entry) => `${show(entry.key)}: ${show(entry.value)}`), ...(value.isOpen === true ? ['…'] : [])].join(', ')}}`;
    case 'class':
      return value.qualifiedName;
    case 'function':
      return `<function ${value.qualifiedName}>`;
    case 'boundMethod':
      return `<method ${value.fn.qualifiedName} of ${show(value.self)}>`;
    case 'module':
      return `<module ${value.name}>`;
    case 'external':
      return value.path.slice(value.path.lastIndexOf('.') + 1);
    case 'call':
      return showCall(value);
    case 'attribute':
      return `${show(value.object)}.${value.name}`;
    case 'subscript':
      return `${show(value.object)}[${show(value.index)}]`;
    case 'operation':
      return value.operands.length === 1 ? `${value.operator} ${show(value.operands[0])}` : value.operands.map(show).join(` ${value.operator} `);
    case 'dynamic':
      return `dynamic: ${value.reason}`;
  }
}

function showAll(items: readonly Value[], isOpen: boolean | undefined): string {
  return [...items.map(show), ...(isOpen === true ? ['…'] : [])].join(', ');
}

function showCall(call: SymbolicCall): string {
  const parts = call.args.map(({ value }) => show(value));
  for (const [name, { value }] of call.keywords) parts.push(`${name}=${show(value)}`);
  if (call.hasUnknownArguments) parts.push('…');
  return `${show(call.callee)}(${parts.join(', ')})`;
}
