import type { Expression, ImportFromStatement, ImportStatement, Statement } from '../python/syntax';
import type { FileId } from './anchor';
import type { ImportFact } from './fileFacts';

/** All imports outside function bodies, also those in `if`, `try`, `with`, loops and class bodies, in source order. */
export function importsOf(file: FileId, body: readonly Statement[]): readonly ImportFact[] {
  const facts: ImportFact[] = [];
  collect(body, false, { file, facts, typeCheckingNames: new Set(['TYPE_CHECKING']) });
  return facts;
}

/** Whether a test is `TYPE_CHECKING`, `typing.TYPE_CHECKING`, or a name that was imported as such. */
export function isTypeCheckingTest(test: Expression, names: ReadonlySet<string>): boolean {
  if (test.kind === 'Name') return names.has(test.name);
  return test.kind === 'Attribute' && test.attribute.name === 'TYPE_CHECKING' && test.value.kind === 'Name';
}

interface Collector {
  readonly file: FileId;
  readonly facts: ImportFact[];
  readonly typeCheckingNames: Set<string>;
}

function collect(statements: readonly Statement[], isTypeCheckingOnly: boolean, collector: Collector): void {
  for (const statement of statements) collectFrom(statement, isTypeCheckingOnly, collector);
}

function collectFrom(statement: Statement, isTypeCheckingOnly: boolean, collector: Collector): void {
  switch (statement.kind) {
    case 'Import':
      addImport(statement, isTypeCheckingOnly, collector);
      return;
    case 'ImportFrom':
      addImportFrom(statement, isTypeCheckingOnly, collector);
      return;
    case 'If':
      collect(statement.body, isTypeCheckingOnly || isTypeCheckingTest(statement.test, collector.typeCheckingNames), collector);
      collect(statement.orElse, isTypeCheckingOnly, collector);
      return;
    case 'Try':
      collect(statement.body, isTypeCheckingOnly, collector);
      for (const handler of statement.handlers) collect(handler.body, isTypeCheckingOnly, collector);
      collect(statement.orElse, isTypeCheckingOnly, collector);
      collect(statement.finalBody, isTypeCheckingOnly, collector);
      return;
    case 'For':
    case 'While':
      collect(statement.body, isTypeCheckingOnly, collector);
      collect(statement.orElse, isTypeCheckingOnly, collector);
      return;
    case 'With':
    case 'ClassDef':
      collect(statement.body, isTypeCheckingOnly, collector);
      return;
    case 'Match':
      for (const matchCase of statement.cases) collect(matchCase.body, isTypeCheckingOnly, collector);
      return;
    default:
      return;
  }
}

function addImport(statement: ImportStatement, isTypeCheckingOnly: boolean, { file, facts }: Collector): void {
  for (const { name, alias } of statement.names) {
    if (name.name === '') continue;
    facts.push({ module: name.name, level: 0, alias: alias?.name, isTypeCheckingOnly, anchor: { file, node: name.id } });
  }
}

function addImportFrom(statement: ImportFromStatement, isTypeCheckingOnly: boolean, { file, facts, typeCheckingNames }: Collector): void {
  const module = statement.module?.name ?? '';
  const names = statement.names.map(({ id, name, alias }) => ({
    name: name.name,
    localName: alias?.name ?? name.name,
    anchor: { file, node: id },
  }));
  if (module === 'typing' || module === 'typing_extensions') {
    for (const { name, localName } of names) {
      if (name === 'TYPE_CHECKING') typeCheckingNames.add(localName);
    }
  }
  facts.push({ module, level: statement.level, names, isTypeCheckingOnly, anchor: { file, node: statement.module?.id ?? statement.id } });
}
