/** Entities, tables and relationships by name. */
import type { FeatureContext } from './context';
import { relationshipName } from '../display/names';
import { relationshipsOwnedBy } from '../mapping/views';
import { declaredAt } from './places';
import type { Referent } from './referent';
import type { SymbolResult } from './results';

const MAX_RESULTS = 500;

/** Every symbol of a snapshot. */
export function allSymbols(context: FeatureContext): readonly SymbolResult[] {
  const found: SymbolResult[] = [];
  const offer = (name: string, kind: SymbolResult['kind'], container: string, referent: Referent): void => {
    const declared = declaredAt(context, referent);
    if (declared !== undefined) found.push({ name, kind, container, file: declared.target.file, span: declared.target.span, selection: declared.selection });
  };
  for (const mapper of context.graph.mappers) {
    offer(mapper.name, 'entity', mapper.cls.module.name, { kind: 'entity', mapper });
    for (const relationship of relationshipsOwnedBy(mapper)) offer(relationshipName(relationship), 'relationship', mapper.entity, { kind: 'relationship', relationship });
  }
  for (const table of context.graph.tables) offer(table.key, 'table', table.schema ?? '', { kind: 'table', table });
  return found;
}

/** Those whose name holds the query's characters in order. */
export function matchingSymbols(symbols: readonly SymbolResult[], query: string): readonly SymbolResult[] {
  const found: SymbolResult[] = [];
  for (const symbol of symbols) {
    if (found.length === MAX_RESULTS) break;
    if (isSubsequence(query, symbol.name)) found.push(symbol);
  }
  return found;
}

/** Whether the query's characters appear in the name in this order, case aside: what VS Code then ranks. */
function isSubsequence(query: string, name: string): boolean {
  const wanted = query.toLowerCase();
  let matched = 0;
  for (const character of name.toLowerCase()) {
    if (matched < wanted.length && character === wanted[matched]) matched++;
  }
  return matched === wanted.length;
}
