import { SymbolKind } from 'vscode-languageserver';
import type { SymbolResult } from '../../core/features/results';
import { locationOf } from '../convert';
import type { Session } from '../session';

export function registerWorkspaceSymbols(session: Session): void {
  session.connection.onWorkspaceSymbol(async ({ query }, token) => {
    await session.whenIndexed(undefined);
    if (token.isCancellationRequested) return [];
    return session.guard('workspaceSymbol', [], () =>
      session.allProjects().flatMap((project) =>
        project.analysis().workspaceSymbols(query).map((symbol) => ({
          name: symbol.name,
          kind: kindOf(symbol.kind),
          containerName: symbol.container,
          location: locationOf({ file: symbol.file, span: symbol.selection }, (file) => project.linesOf(file)),
        })),
      ),
    );
  });
}

function kindOf(kind: SymbolResult['kind']): SymbolKind {
  switch (kind) {
    case 'entity':
      return SymbolKind.Class;
    case 'table':
      return SymbolKind.Struct;
    case 'relationship':
      return SymbolKind.Property;
  }
}
