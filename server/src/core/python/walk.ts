import type { Span } from '../text/span';
import { touches } from '../text/span';
import type { AnyNode, FormattedValue, NodeId, Statement, SyntaxTree } from './syntax';

/**
 * The nodes directly inside a node, in source order. The body of a function that is read on demand is not among them; see
 * `SyntaxTree.bodyOf`.
 */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  switch (node.kind) {
    case 'Identifier':
    case 'Name':
    case 'StringPart':
    case 'Bytes':
    case 'Number':
    case 'Constant':
    case 'Missing':
    case 'Pass':
    case 'Break':
    case 'Continue':
      return [];
    case 'String':
      return node.parts;
    case 'FormattedString':
      return fieldsOf(node.values);
    case 'FormattedValue':
      return [node.expression, ...fieldsOf(node.formatSpec ?? [])];
    case 'Attribute':
      return [node.value, node.attribute];
    case 'Call':
      return [node.callee, ...mergedBySource(node.args, node.keywords)];
    case 'Keyword':
      return present(node.name, node.value);
    case 'Subscript':
      return [node.value, node.index];
    case 'Slice':
      return present(node.lower, node.upper, node.step);
    case 'Tuple':
    case 'List':
    case 'Set':
      return node.elements;
    case 'Dict':
      return node.entries.flatMap((entry) => present(entry.key, entry.value));
    case 'Binary':
      return [node.left, node.right];
    case 'Boolean':
      return node.values;
    case 'Unary':
      return [node.operand];
    case 'Compare':
      return [node.left, ...node.comparators];
    case 'Conditional':
      return [node.whenTrue, node.test, node.whenFalse];
    case 'Lambda':
      return [...node.parameters, node.body];
    case 'ListComprehension':
    case 'SetComprehension':
    case 'GeneratorExpression':
    case 'DictComprehension':
      return [...present(node.key, node.element), ...node.generators];
    case 'ComprehensionClause':
      return [node.target, node.iterable, ...node.conditions];
    case 'Await':
    case 'Starred':
    case 'Expr':
      return [node.value];
    case 'Yield':
    case 'Return':
      return present(node.value);
    case 'Named':
      return [node.target, node.value];
    case 'Parameter':
      return present(node.name, node.annotation, node.default);
    case 'TypeParameter':
      return present(node.name, node.bound, node.default);
    case 'FunctionDef':
      return [...node.decorators, node.name, ...node.typeParameters, ...node.parameters, ...present(node.returns), ...(node.body ?? [])];
    case 'ClassDef':
      return [...node.decorators, node.name, ...node.typeParameters, ...mergedBySource(node.bases, node.keywords), ...node.body];
    case 'Delete':
      return node.targets;
    case 'Assign':
      return [...node.targets, node.value];
    case 'AugAssign':
      return [node.target, node.value];
    case 'AnnAssign':
      return present(node.target, node.annotation, node.value);
    case 'TypeAlias':
      return [node.name, ...node.typeParameters, node.value];
    case 'For':
      return [node.target, node.iterable, ...node.body, ...node.orElse];
    case 'While':
    case 'If':
      return [node.test, ...node.body, ...node.orElse];
    case 'With':
      return [...node.items.flatMap((item) => present(item.context, item.target)), ...node.body];
    case 'Match':
      return [node.subject, ...node.cases.flatMap((one) => [...one.boundNames, ...present(one.guard), ...one.body])];
    case 'Raise':
      return present(node.exception, node.cause);
    case 'Try':
      return [
        ...node.body,
        ...node.handlers.flatMap((handler) => [...present(handler.type, handler.name), ...handler.body]),
        ...node.orElse,
        ...node.finalBody,
      ];
    case 'Assert':
      return present(node.test, node.message);
    case 'ImportAlias':
      return present(node.name, node.alias);
    case 'Import':
    case 'Global':
    case 'Nonlocal':
      return node.names;
    case 'ImportFrom':
      return [...present(node.module), ...node.names];
    case 'Error':
      return node.expressions;
    default:
      return assertNever(node);
  }
}

/**
 * The nodes around an offset, from the statement of the module inwards to the smallest, function bodies and literals of implicitly
 * concatenated strings included. An offset between two nodes belongs to the one that begins there, else to the one that ends there.
 */
export function nodeAt(tree: SyntaxTree, offset: number): readonly AnyNode[] {
  const path: AnyNode[] = [];
  const { from, to } = statementsTouching(tree, offset);
  let candidates: readonly AnyNode[] = tree.body.slice(from, to);
  for (;;) {
    const child = childAt(tree, candidates, offset);
    if (child !== undefined) {
      path.push(child);
      candidates = childrenOf(child);
      continue;
    }
    const around = path.at(-1);
    if (around?.kind !== 'FunctionDef' || around.bodyIndex === undefined || candidates === tree.bodyOf(around)) return path;
    candidates = tree.bodyOf(around);
  }
}

/** Which statements of the module's top level begin, end or stand at an offset: those from `from` on, before `to`. */
export function statementsTouching(tree: SyntaxTree, offset: number): { readonly from: number; readonly to: number } {
  const { body, spans } = tree;
  const spanOf = (index: number): Span => spans.spanOf((body[index] as Statement).id);
  let from = 0;
  let behind = body.length;
  while (from < behind) {
    const middle = (from + behind) >> 1;
    if (spanOf(middle).end < offset) from = middle + 1;
    else behind = middle;
  }
  let to = from;
  while (to < body.length && spanOf(to).start <= offset) to++;
  return { from, to };
}

function childAt(tree: SyntaxTree, candidates: readonly AnyNode[], offset: number): AnyNode | undefined {
  let ending: AnyNode | undefined;
  for (const candidate of candidates) {
    const span = tree.spans.spanOf(candidate.id);
    if (span.start <= offset && offset < span.end) return candidate;
    if (touches(span, offset)) ending = candidate;
  }
  return ending;
}

/** Calls `visit` for the statements and all nodes inside them, outer ones first, without the bodies of functions read on demand. */
export function visitNodes(nodes: readonly AnyNode[], visit: (node: AnyNode) => void): void {
  for (const node of nodes) {
    visit(node);
    visitNodes(childrenOf(node), visit);
  }
}

/** All statements of the tree's functions, in order of `bodyIndex`; reads every body. */
export function functionBodies(tree: SyntaxTree): readonly (readonly Statement[])[] {
  const bodies: (readonly Statement[])[] = [];
  visitNodes(tree.body, (node) => {
    if (node.kind === 'FunctionDef' && node.bodyIndex !== undefined) bodies[node.bodyIndex] = tree.bodyOf(node);
  });
  return bodies;
}

/** The text a node covers. */
export function textOf(tree: SyntaxTree, id: NodeId): string {
  const span: Span = tree.spans.spanOf(id);
  return tree.text.slice(span.start, span.end);
}

function present(...nodes: readonly (AnyNode | undefined)[]): readonly AnyNode[] {
  return nodes.filter((node) => node !== undefined);
}

function fieldsOf(values: readonly (string | FormattedValue)[]): readonly FormattedValue[] {
  return values.filter((value) => typeof value !== 'string');
}

/** `f(a, b=c, *d)`: positional and keyword arguments may alternate. Ids grow in source order. */
function mergedBySource(first: readonly AnyNode[], second: readonly AnyNode[]): readonly AnyNode[] {
  const last = first.at(-1);
  const next = second[0];
  if (last === undefined || next === undefined || last.id < next.id) return [...first, ...second];
  return [...first, ...second].sort((a, b) => a.id - b.id);
}

function assertNever(node: never): never {
  throw new Error(`unknown node ${JSON.stringify(node)}`);
}
