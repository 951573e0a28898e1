/** Our syntax tree in the words of `dump.py`. */
import { parseModule } from '../../server/src/core/python/parser';
import type { AnyNode, FormattedString, FormattedValue, FunctionDef, Parameter, StringLiteral, SyntaxTree } from '../../server/src/core/python/syntax';
import { childrenOf } from '../../server/src/core/python/walk';

/** The facts of a text in dump.py's order, function bodies included. Without positions inside f-strings where CPython has none. */
export function factsOf(text: string, options: { readonly fStringsHavePositions: boolean }): readonly string[] {
  const reader = new FactReader(parseModule(text), options.fStringsHavePositions);
  reader.readAll();
  return reader.found.sort();
}

class FactReader {
  readonly found: string[] = [];
  private readonly templateFields = new Set<FormattedValue>();

  constructor(
    private readonly tree: SyntaxTree,
    private readonly fStringsHavePositions: boolean,
  ) {}

  readAll(): void {
    for (const statement of this.tree.body) this.read(statement, false);
  }

  private read(node: AnyNode, hidesPosition: boolean): void {
    const fact = this.factOf(node, hidesPosition);
    if (fact !== undefined) this.found.push(fact);
    const hides = hidesPosition || (node.kind === 'FormattedString' && !this.fStringsHavePositions);
    if (node.kind === 'Match') {
      for (const { boundNames } of node.cases) for (const { name } of boundNames) this.found.push(`bind ${quoted(name)}`);
    }
    if (node.kind === 'Try') {
      for (const { type, name, body } of node.handlers) {
        this.found.push(`ExceptHandler ? ? ${quoted(name?.name)} ${present(type)} ${body.length}`);
      }
    }
    for (const child of childrenOf(node)) this.read(child, hides);
    if (node.kind === 'FunctionDef' && node.bodyIndex !== undefined) {
      for (const statement of this.tree.bodyOf(node)) this.read(statement, false);
    }
  }

  private factOf(node: AnyNode, hidesPosition: boolean): string | undefined {
    const { start, end } = this.tree.spans.spanOf(node.id);
    const place = hidesPosition ? '? ?' : `${start} ${end}`;
    switch (node.kind) {
      case 'Identifier':
      case 'StringPart':
        return undefined;
      case 'Missing':
      case 'Error':
        return `${node.kind} ${place}`;
      case 'Name':
        return `Name ${place} ${quoted(node.name)}`;
      case 'Attribute':
        return `Attribute ${place} ${quoted(node.attribute.name)}`;
      case 'String':
        return `Constant ${place} ${this.stringDetail(node, hidesPosition)}`;
      case 'Bytes':
        return `Constant ${place} b${quoted(node.value)}`;
      case 'Constant':
        return `Constant ${place} ${{ true: 'True', false: 'False', null: 'None', '...': 'Ellipsis' }[String(node.value) as 'true']}`;
      case 'Number':
        return `Constant ${place} ${numberDetail(node.text)}`;
      case 'FormattedString': {
        this.noteTemplate(node);
        const details = this.sourceOf(node).includes('\\N{') ? 'named' : pieces(node.values);
        return `${node.isTemplate ? 'TemplateStr' : 'JoinedStr'} ${place} ${details}`;
      }
      case 'FormattedValue':
        return `${this.templateFields.has(node) ? 'Interpolation' : 'FormattedValue'} ? ? ${node.conversion?.charCodeAt(0) ?? -1} ${node.formatSpec === undefined ? '' : pieces(node.formatSpec)}`;
      case 'Call':
        return `Call ${place} ${node.args.length} ${node.keywords.length}`;
      case 'Keyword':
        return `keyword ${place} ${quoted(node.name?.name)}`;
      case 'Binary':
        return `BinOp ${place} ${node.operator}`;
      case 'Unary':
        return `UnaryOp ${place} ${node.operator}`;
      case 'Boolean':
        return `BoolOp ${place} ${node.operator} ${node.values.length}`;
      case 'Compare':
        return `Compare ${place} ${node.operators.join(' ')}`;
      case 'Tuple':
      case 'List':
      case 'Set':
        return `${node.kind} ${place} ${node.elements.length}`;
      case 'Dict':
        return `Dict ${place} ${node.entries.length} ${node.entries.filter(({ key }) => key === undefined).length}`;
      case 'Slice':
        return `Slice ${place} ${present(node.lower)} ${present(node.upper)} ${present(node.step)}`;
      case 'Subscript':
      case 'Lambda':
      case 'Await':
      case 'Starred':
      case 'Expr':
      case 'Assert':
      case 'Raise':
      case 'Pass':
      case 'Break':
      case 'Continue':
      case 'Match':
        return `${node.kind} ${place} `;
      case 'TypeAlias':
        this.found.push(`Name ${this.placeOf(node.name)} ${quoted(node.name.name)}`);
        return `TypeAlias ${place} `;
      case 'Conditional':
        return `IfExp ${place} `;
      case 'Named':
        // CPython has a `Name` where we have an identifier.
        this.found.push(`Name ${hidesPosition ? '? ?' : this.placeOf(node.target)} ${quoted(node.target.name)}`);
        return `NamedExpr ${place} `;
      case 'ListComprehension':
        return `ListComp ${place} `;
      case 'SetComprehension':
        return `SetComp ${place} `;
      case 'DictComprehension':
        return `DictComp ${place} `;
      case 'GeneratorExpression':
        return `GeneratorExp ${place} `;
      case 'ComprehensionClause':
        return `comprehension ? ? ${Number(node.isAsync)} ${node.conditions.length}`;
      case 'Yield':
        return node.isFrom ? `YieldFrom ${place} ` : `Yield ${place} ${present(node.value)}`;
      case 'Return':
        return `Return ${place} ${present(node.value)}`;
      case 'Parameter':
        return this.parameterFact(node, hidesPosition);
      case 'TypeParameter':
        return `${node.mode} ${place} ${quoted(node.name.name)} ${present(node.bound)} ${present(node.default)}`;
      case 'FunctionDef':
        return this.functionFact(node, place, end);
      case 'ClassDef': {
        const counts = [node.decorators, node.bases, node.keywords, node.body].map(({ length }) => length).join(' ');
        return `ClassDef ${node.decorators.length > 0 ? `? ${end}` : place} ${quoted(node.name.name)} ${counts}`;
      }
      case 'Delete':
      case 'Assign':
        return `${node.kind} ${place} ${node.targets.length}`;
      case 'AugAssign':
        return `AugAssign ${place} ${node.operator}`;
      case 'AnnAssign':
        return `AnnAssign ${place} ${present(node.value)}`;
      case 'For':
        return `${node.isAsync ? 'AsyncFor' : 'For'} ${place} ${node.body.length} ${node.orElse.length}`;
      case 'While':
      case 'If':
        return `${node.kind} ${place} ${node.body.length} ${node.orElse.length}`;
      case 'With':
        return `${node.isAsync ? 'AsyncWith' : 'With'} ${place} ${node.items.length}`;
      case 'Try':
        return `${this.tryKind(node)} ${place} ${node.body.length} ${node.handlers.length} ${node.orElse.length} ${node.finalBody.length}`;
      case 'Import':
        return `Import ${place} ${node.names.length}`;
      case 'ImportFrom':
        return `ImportFrom ${place} ${quoted(node.module?.name)} ${node.level} ${node.names.length}`;
      case 'ImportAlias':
        return `alias ${place} ${quoted(node.name.name)} ${quoted(node.alias?.name)}`;
      case 'Global':
      case 'Nonlocal':
        return `${node.kind} ${place} ${quoted(node.names.map(({ name }) => name).join(','))}`;
      default: {
        const unknown: never = node;
        throw new Error(`unknown node ${JSON.stringify(unknown)}`);
      }
    }
  }

  private placeOf(node: AnyNode): string {
    const { start, end } = this.tree.spans.spanOf(node.id);
    return `${start} ${end}`;
  }

  private sourceOf(node: AnyNode): string {
    const { start, end } = this.tree.spans.spanOf(node.id);
    return this.tree.text.slice(start, end);
  }

  private stringDetail(node: StringLiteral, hidesPosition: boolean): string {
    return !hidesPosition && this.sourceOf(node).includes('\\N{') ? 'named' : quoted(node.value);
  }

  /** The fields of a t-string have another name in CPython. */
  private noteTemplate(node: FormattedString): void {
    if (node.isTemplate) node.values.forEach((value) => typeof value !== 'string' && this.templateFields.add(value));
  }

  /** `except*` is not kept in our tree, as nothing depends on it; the source tells. */
  private tryKind(node: AnyNode): string {
    return node.kind === 'Try' && /\bexcept\s*\*/.test(this.headersOf(node)) ? 'TryStar' : 'Try';
  }

  private headersOf(node: AnyNode & { kind: 'Try' }): string {
    const lastOfBody = node.body.at(-1);
    const first = node.handlers[0];
    if (lastOfBody === undefined || first === undefined) return '';
    const from = this.tree.spans.spanOf(lastOfBody.id).end;
    const to = first.type === undefined ? from : this.tree.spans.spanOf(first.type.id).start;
    return this.tree.text.slice(from, to).replace(/#.*/g, '');
  }

  private parameterFact(node: Parameter, hidesPosition: boolean): string {
    const { start, end } = this.tree.spans.spanOf(node.name.id);
    const annotationEnd = node.annotation === undefined ? end : this.annotationEnd(node, end);
    const place = hidesPosition ? '? ?' : `${start} ${annotationEnd}`;
    return `arg ${place} ${quoted(node.name.name)} ${node.mode} ${present(node.default)}`;
  }

  /** The end of an annotation with the parentheses around it, which belong to no node. */
  private annotationEnd(node: Parameter, nameEnd: number): number {
    const annotation = node.annotation;
    const end = annotation === undefined ? nameEnd : this.tree.spans.spanOf(annotation.id).end;
    if (node.default === undefined) return this.tree.spans.spanOf(node.id).end;
    const rest = this.tree.text.slice(end, this.tree.spans.spanOf(node.default.id).start);
    const close = rest.lastIndexOf(')', rest.indexOf('='));
    return close < 0 ? end : end + close + 1;
  }

  private functionFact(node: FunctionDef, place: string, end: number): string {
    const kind = node.isAsync ? 'AsyncFunctionDef' : 'FunctionDef';
    const body = this.tree.bodyOf(node);
    return `${kind} ${node.decorators.length > 0 ? `? ${end}` : place} ${quoted(node.name.name)} ${node.decorators.length} ${body.length}`;
  }
}

function numberDetail(text: string): string {
  if (/^0[xob]/i.test(text)) return hexadecimal(BigInt(text.toLowerCase()));
  if (/^\d+$/.test(text)) return hexadecimal(BigInt(text));
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(Number(text.replace(/j$/i, '')));
  return bits.toString('hex');
}

function hexadecimal(value: bigint): string {
  return `0x${value.toString(16)}`;
}

function pieces(values: readonly (string | FormattedValue)[]): string {
  return `[${values.map((value) => (typeof value === 'string' ? quoted(value) : 'null')).join(',')}]`;
}

function quoted(value: string | undefined): string {
  if (value === undefined) return 'null';
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function present(value: unknown): string {
  return value === undefined ? 'no' : 'yes';
}
