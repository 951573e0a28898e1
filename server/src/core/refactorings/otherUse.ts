/** Where else a name stands, in code or in strings: what a refactoring that takes it away would break. */
import type { FileId } from '../declarations/anchor';
import type { FeatureContext } from '../features/context';
import type { NodeId, SyntaxTree } from '../python/syntax';
import type { Span } from '../text/span';
import type { StatedAttribute } from './statements';

export interface FileSpan extends Span {
  readonly file: FileId;
}

export function spanIn(file: FileId, tree: SyntaxTree, id: NodeId): FileSpan {
  return { file, ...tree.spans.spanOf(id) };
}

export function spanOfStatement(stated: StatedAttribute | undefined): readonly FileSpan[] {
  return stated === undefined ? [] : [spanIn(stated.file, stated.tree, stated.statement.id)];
}

/** The first use outside of `replaced`, in words; undefined where there is none. Names inside longer names do not count. */
export function otherUse(context: FeatureContext, name: string, replaced: readonly FileSpan[]): string | undefined {
  for (const file of context.files()) {
    const text = context.treeOf(file)?.text ?? '';
    if (!text.includes(name)) continue;
    for (const { index } of text.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'))) {
      if (replaced.some((span) => span.file === file && span.start <= index && index < span.end)) continue;
      return `\`${name}\` is used in ${context.pathOf(file) ?? file}, line ${String(context.linesOf(file).positionAt(index).line + 1)}`;
    }
  }
  return undefined;
}
