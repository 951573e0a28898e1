/**
 * Where Python code names a class: its statement, imports of it, names and `module.Class` in the files that import it, quoted annotations and
 * `__all__`. Names are followed through imports as written; a function with a parameter or a variable of the same name has its own meaning of it.
 */
import type { FileId } from '../declarations/anchor';
import type { Mapper } from '../mapping/mapper';
import { parseExpressionText } from '../python/parser';
import { contentMap } from '../python/stringContent';
import type { AnyNode, Expression, FunctionDef, ImportFromStatement, StringLiteral, SyntaxTree } from '../python/syntax';
import { childrenOf, visitNodes } from '../python/walk';
import type { Span } from '../text/span';
import type { FeatureContext } from './context';
import { ModuleFiles } from './pythonModules';

export interface ClassUses {
  readonly file: FileId;
  readonly spans: readonly Span[];
}

export function classUses(context: FeatureContext, { cls, name }: Mapper): readonly ClassUses[] {
  const modules = new ModuleFiles(context);
  const candidates = context.filesWith(name);
  const imports = new Map(candidates.map((file) => [file, importsOf(context, modules, file)]));
  const holders = filesThatHold(imports, cls.anchor.file, name);
  return candidates.flatMap((file) => {
    const tree = context.treeOf(file);
    if (tree === undefined) return [];
    const spans = new UseReader(tree, name, { isHolder: holders.has(file), imports: imports.get(file) ?? [], holders }).read();
    return spans.length === 0 ? [] : [{ file, spans }];
  });
}

/** One imported name of a file. */
interface ImportedName {
  /** Files that the module before `import` may be. */
  readonly from: readonly FileId[];
  /** Files that the imported name may be, where it is a module itself. */
  readonly modules: readonly FileId[];
  readonly name: string;
  /** What it is called in the importing file: for `import a.b`, all of `a.b`. */
  readonly boundAs: string;
  readonly nameId: number;
}

function importsOf(context: FeatureContext, modules: ModuleFiles, file: FileId): readonly ImportedName[] {
  const tree = context.treeOf(file);
  const path = context.pathOf(file) ?? '';
  const found: ImportedName[] = [];
  if (tree === undefined) return found;
  visitEverything(tree, (node) => {
    if (node.kind === 'ImportFrom') found.push(...fromImports(node, modules, path));
    else if (node.kind === 'Import') {
      for (const { name, alias } of node.names) {
        found.push({ from: [], modules: modules.filesOf(name.name, 0, path), name: '', boundAs: alias?.name ?? name.name, nameId: name.id });
      }
    }
  });
  return found;
}

function fromImports({ module, level, names }: ImportFromStatement, modules: ModuleFiles, path: string): readonly ImportedName[] {
  const from = modules.filesOf(module?.name ?? '', level, path);
  return names.map(({ name, alias }) => ({
    from,
    modules: name.name === '*' ? [] : modules.filesOf(module === undefined ? name.name : `${module.name}.${name.name}`, level, path),
    name: name.name,
    boundAs: alias?.name ?? name.name,
    nameId: name.id,
  }));
}

/** Files in which the bare name is the class: its own, and those that import it under its name, also by way of others. */
function filesThatHold(imports: ReadonlyMap<FileId, readonly ImportedName[]>, home: FileId, name: string): ReadonlySet<FileId> {
  const holders = new Set([home]);
  for (let before = 0; before < holders.size;) {
    before = holders.size;
    for (const [file, names] of imports) {
      const isImported = names.some((each) => (each.name === '*' || (each.name === name && each.boundAs === name)) && each.from.some((from) => holders.has(from)));
      if (isImported) holders.add(file);
    }
  }
  return holders;
}

interface Naming {
  readonly isHolder: boolean;
  readonly imports: readonly ImportedName[];
  readonly holders: ReadonlySet<FileId>;
}

class UseReader {
  private readonly spans: Span[] = [];

  constructor(
    private readonly tree: SyntaxTree,
    private readonly name: string,
    private readonly naming: Naming,
  ) {}

  read(): readonly Span[] {
    for (const { name, nameId, from } of this.naming.imports) {
      if (name === this.name && from.some((file) => this.naming.holders.has(file))) this.spans.push(this.tree.spans.spanOf(nameId));
    }
    for (const statement of this.tree.body) this.visit(statement, this.naming.isHolder);
    return this.spans;
  }

  /** `isClass`: the bare name means the class here. */
  private visit(node: AnyNode, isClass: boolean): void {
    switch (node.kind) {
      case 'Name':
        if (isClass && node.name === this.name) this.spans.push(this.tree.spans.spanOf(node.id));
        return;
      case 'ClassDef':
        if (isClass && node.name.name === this.name) this.spans.push(this.tree.spans.spanOf(node.name.id));
        break;
      case 'FunctionDef':
        this.visitFunction(node, isClass);
        return;
      case 'Attribute':
        if (node.attribute.name === this.name && this.isModule(node.value)) this.spans.push(this.tree.spans.spanOf(node.attribute.id));
        break;
      case 'AnnAssign':
        if (isClass) this.visitQuoted(node.annotation);
        break;
      case 'Assign':
        if (isClass && node.targets.some((target) => target.kind === 'Name' && target.name === '__all__')) this.visitExports(node.value);
        break;
      default:
        break;
    }
    for (const child of childrenOf(node)) this.visit(child, isClass);
  }

  private visitFunction(fn: FunctionDef, isClass: boolean): void {
    const body = fn.body ?? this.tree.bodyOf(fn);
    const isOwn = isClass && !bindsName(fn, body, this.name);
    for (const part of [...fn.decorators, ...fn.parameters, ...(fn.returns === undefined ? [] : [fn.returns])]) this.visit(part, isClass);
    if (isClass) for (const annotation of [...fn.parameters.map((parameter) => parameter.annotation), fn.returns]) if (annotation !== undefined) this.visitQuoted(annotation);
    for (const statement of body) this.visit(statement, isOwn);
  }

  /** `models.User`, where `models` is imported and one of the files that hold the class. */
  private isModule(value: Expression): boolean {
    const path = dottedName(value);
    if (path === undefined) return false;
    return this.naming.imports.some(({ boundAs, modules }) => boundAs === path && modules.some((file) => this.naming.holders.has(file)));
  }

  /** The names in the strings of an annotation: `def f(user: "User | None")`. */
  private visitQuoted(annotation: Expression): void {
    visitNodes([annotation], (node) => {
      if (node.kind === 'String') this.addNamesIn(node);
    });
  }

  private addNamesIn(literal: StringLiteral): void {
    if (!literal.value.includes(this.name)) return;
    const map = contentMap(literal, this.tree);
    const { expression, spans } = parseExpressionText(literal.value);
    visitNodes([expression], (node) => {
      if (node.kind !== 'Name' || node.name !== this.name) return;
      const { start, end } = spans.spanOf(node.id);
      this.spans.push({ start: map.sourceStart(start), end: map.sourceEnd(end) });
    });
  }

  private visitExports(value: Expression): void {
    const elements = value.kind === 'List' || value.kind === 'Tuple' ? value.elements : [];
    for (const element of elements) if (element.kind === 'String' && element.value === this.name) this.addNamesIn(element);
  }
}

/** Whether a name means something of the function's own inside it. Imports of it keep their meaning. */
function bindsName(fn: FunctionDef, body: readonly AnyNode[], name: string): boolean {
  let isBound = fn.parameters.some((parameter) => parameter.name?.name === name);
  visitNodes(body, (node) => {
    const targets = node.kind === 'Assign' ? node.targets : node.kind === 'AnnAssign' || node.kind === 'For' || node.kind === 'Named' ? [node.target] : [];
    isBound ||= targets.some((target) => target.kind === 'Name' && target.name === name);
  });
  return isBound;
}

function dottedName(node: Expression): string | undefined {
  if (node.kind === 'Name') return node.name;
  if (node.kind !== 'Attribute') return undefined;
  const rest = dottedName(node.value);
  return rest === undefined ? undefined : `${rest}.${node.attribute.name}`;
}

/** Every node, those in the bodies of functions included. */
function visitEverything(tree: SyntaxTree, visit: (node: AnyNode) => void): void {
  visitNodes(tree.body, (node) => {
    visit(node);
    if (node.kind === 'FunctionDef' && node.bodyIndex !== undefined) visitNodes(tree.bodyOf(node), visit);
  });
}
