/** The call that the cursor is in, as far as it is typed. */
import type { FileId } from '../declarations/anchor';
import type { AnyNode, CallExpression, ClassDef, StringLiteral, SyntaxTree } from '../python/syntax';
import { nodeAt } from '../python/walk';
import { touches } from '../text/span';
import type { FeatureContext } from './context';

export interface CallPlace {
  readonly tree: SyntaxTree;
  readonly call: CallExpression;
  /** Last name of the callee: `relationship` in `orm.relationship(`. */
  readonly callee: string;
  /** The parameter the cursor is in: a keyword, or the number of the positional argument; undefined where a new one begins. */
  readonly argument: { readonly keyword: string } | { readonly position: number } | undefined;
  /** The string the cursor is in, quotes included. */
  readonly string?: StringLiteral;
  /** From the module to the innermost node. */
  readonly path: readonly AnyNode[];
}

const WRAPPERS: ReadonlySet<string> = new Set(['and_', 'or_', 'not_', 'foreign', 'remote', 'desc', 'asc', 'func']);

/** The innermost call around the cursor that is not part of an expression. */
export function callAt(context: FeatureContext, file: FileId, offset: number): CallPlace | undefined {
  const tree = context.treeOf(file);
  if (tree === undefined) return undefined;
  return callOnPath(tree, nodeAt(tree, offset), offset) ?? callOnPath(tree, nodeAt(tree, endOfTyped(tree.text, offset)), offset);
}

/** Behind `relationship("Post", ` the call may end at its comma: the cursor is taken to where the typed text ends. */
function endOfTyped(text: string, offset: number): number {
  return text.slice(0, offset).replace(/[\s,]+$/, '').length;
}

function callOnPath(tree: SyntaxTree, path: readonly AnyNode[], offset: number): CallPlace | undefined {
  for (let index = path.length - 1; index >= 0; index--) {
    const node = path[index];
    if (node?.kind === 'Lambda' || node?.kind === 'ClassDef' || node?.kind === 'FunctionDef') return undefined;
    if (node?.kind !== 'Call') continue;
    const callee = calleeName(node);
    if (callee === undefined || WRAPPERS.has(callee) || !isInside(tree, node, offset)) continue;
    const string = path.slice(index + 1).find((inner): inner is StringLiteral => inner.kind === 'String' && touches(tree.spans.spanOf(inner.id), offset));
    return { tree, call: node, callee, argument: argumentAt(tree, node, offset), path, ...(string === undefined ? {} : { string }) };
  }
  return undefined;
}

export function calleeName(call: CallExpression): string | undefined {
  const { callee } = call;
  return callee.kind === 'Name' ? callee.name : callee.kind === 'Attribute' ? callee.attribute.name : undefined;
}

/** Between the parentheses: behind the opening one, and not behind the closing one. */
function isInside(tree: SyntaxTree, call: CallExpression, offset: number): boolean {
  const open = tree.spans.spanOf(call.callee.id).end;
  const { end } = tree.spans.spanOf(call.id);
  return offset > open && (offset < end || tree.text.charAt(end - 1) !== ')');
}

function argumentAt(tree: SyntaxTree, call: CallExpression, offset: number): CallPlace['argument'] {
  const within = (id: number): boolean => {
    const { start, end } = tree.spans.spanOf(id);
    return start <= offset && offset <= end;
  };
  const keyword = call.keywords.find((each) => within(each.id));
  if (keyword?.name !== undefined) {
    const isOnName = offset <= tree.spans.spanOf(keyword.name.id).end;
    return isOnName ? undefined : { keyword: keyword.name.name };
  }
  const position = call.args.findIndex((each) => within(each.id));
  return position < 0 ? undefined : { position };
}

/** The class statement around the cursor. */
export function classAround(path: readonly AnyNode[]): ClassDef | undefined {
  return path.findLast((node): node is ClassDef => node.kind === 'ClassDef');
}
