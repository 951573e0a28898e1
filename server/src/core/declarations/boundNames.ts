import type { Expression, Statement } from '../python/syntax';

/** Names that a block binds in its own scope, in order of first binding; star imports bind names that only the imported module knows. */
export function boundNamesOf(body: readonly Statement[]): ReadonlySet<string> {
  const names = new Set<string>();
  bindBlock(body, names);
  names.delete('');
  return names;
}

function bindBlock(statements: readonly Statement[], names: Set<string>): void {
  for (const statement of statements) bindStatement(statement, names);
}

function bindStatement(statement: Statement, names: Set<string>): void {
  switch (statement.kind) {
    case 'FunctionDef':
    case 'ClassDef':
    case 'TypeAlias':
      names.add(statement.name.name);
      return;
    case 'Assign':
      for (const target of statement.targets) bindTarget(target, names);
      return;
    case 'AugAssign':
      bindTarget(statement.target, names);
      return;
    case 'AnnAssign':
      if (statement.value !== undefined) bindTarget(statement.target, names);
      return;
    case 'Import':
      for (const { name, alias } of statement.names) names.add(alias?.name ?? firstPart(name.name));
      return;
    case 'ImportFrom':
      for (const { name, alias } of statement.names) if (name.name !== '*') names.add(alias?.name ?? name.name);
      return;
    case 'For':
      bindTarget(statement.target, names);
      bindBlock(statement.body, names);
      bindBlock(statement.orElse, names);
      return;
    case 'While':
    case 'If':
      bindBlock(statement.body, names);
      bindBlock(statement.orElse, names);
      return;
    case 'With':
      for (const { target } of statement.items) if (target !== undefined) bindTarget(target, names);
      bindBlock(statement.body, names);
      return;
    case 'Match':
      for (const { boundNames, body } of statement.cases) {
        for (const { name } of boundNames) names.add(name);
        bindBlock(body, names);
      }
      return;
    case 'Try':
      bindBlock(statement.body, names);
      for (const { body } of statement.handlers) bindBlock(body, names);
      bindBlock(statement.orElse, names);
      bindBlock(statement.finalBody, names);
      return;
    default:
      return;
  }
}

function bindTarget(target: Expression, names: Set<string>): void {
  if (target.kind === 'Name') names.add(target.name);
  else if (target.kind === 'Tuple' || target.kind === 'List') for (const element of target.elements) bindTarget(element, names);
  else if (target.kind === 'Starred') bindTarget(target.value, names);
}

function firstPart(dotted: string): string {
  const dot = dotted.indexOf('.');
  return dot < 0 ? dotted : dotted.slice(0, dot);
}
