import { Uri } from 'vscode';
import type { TextDocumentPosition } from '../../../server/src/protocol/messages';
import { cursorPosition, positionIn } from '../languageClient';

/** Where a command was asked to work: its arguments `(uri, position)` when a link or lens gave them, else the cursor. */
export function placeOf(args: readonly unknown[]): TextDocumentPosition | undefined {
  const [uri, position] = args;
  if (typeof uri === 'string' && isPosition(position)) return positionIn(Uri.parse(uri), position);
  return cursorPosition();
}

/** The entity that a link or lens named, as `(entity)` or `({ entity, relationship })`. */
export function entityOf(args: readonly unknown[]): { readonly entity: string; readonly relationship?: string } | undefined {
  const [first] = args;
  if (typeof first === 'string' && !first.includes(':')) return { entity: first };
  if (typeof first !== 'object' || first === null || !('entity' in first) || typeof first.entity !== 'string') return undefined;
  const relationship = 'relationship' in first && typeof first.relationship === 'string' ? first.relationship : undefined;
  return { entity: first.entity, relationship };
}

/** The entity that a line of the models view is about; undefined when the arguments are no such line. */
export function modelItemOf(args: readonly unknown[]): { readonly uri: string; readonly entity: string; readonly relationship?: string } | undefined {
  const [item] = args;
  if (typeof item !== 'object' || item === null || !('uri' in item) || typeof item.uri !== 'string' || !('node' in item)) return undefined;
  const { node } = item;
  if (typeof node !== 'object' || node === null || !('entity' in node) || typeof node.entity !== 'string') return undefined;
  const isRelationship = 'kind' in node && node.kind === 'relationship';
  const relationship = isRelationship && 'member' in node && typeof node.member === 'string' ? node.member : undefined;
  return { uri: item.uri, entity: node.entity, relationship };
}

function isPosition(value: unknown): value is { readonly line: number; readonly character: number } {
  return typeof value === 'object' && value !== null && 'line' in value && typeof value.line === 'number' && 'character' in value && typeof value.character === 'number';
}
