/** Comments that silence nothing, in the files about which everything is known. */
import type { FileId } from '../declarations/anchor';
import type { Fault } from '../mapping/faults';
import type { MapperGraph } from '../mapping/mapper';
import { relationshipsOwnedBy } from '../mapping/views';
import type { SyntaxTree } from '../python/syntax';
import { nodeAt } from '../python/walk';
import { CATALOGUE } from './catalogue';
import { suppressionUnused } from './hints/suppressionUnused';
import type { NamedCode, Suppressions } from './suppressions';

/** Codes of other tools are none of our business, and this one is judged last. */
const OWN_CODES: ReadonlySet<string> = new Set(CATALOGUE.map(({ code }) => code).filter((code) => code !== suppressionUnused.code));

/** Files that declare something, and in which nothing is left to run time: only there a problem that is not found is not there. */
export function filesFullyKnown(graph: MapperGraph): ReadonlySet<FileId> {
  const declared = new Set<FileId>();
  const open = new Set<FileId>();
  for (const mapper of graph.mappers) {
    declared.add(mapper.cls.anchor.file);
    if (mapper.openReason !== undefined) open.add(mapper.cls.anchor.file);
    for (const { declaration, dynamic } of relationshipsOwnedBy(mapper)) {
      if (declaration.openReason !== undefined || dynamic !== undefined) open.add(declaration.anchor.file);
    }
  }
  for (const table of graph.tables) {
    declared.add(table.anchor.file);
    if (table.openReason !== undefined || table.metadata.openReason !== undefined) open.add(table.anchor.file);
  }
  return new Set([...declared].filter((file) => !open.has(file)));
}

/** Of the codes in comments, those of ours that no problem asked for; text inside strings only looks like a comment. */
export function unusedCodes(suppressions: Suppressions, tree: SyntaxTree): readonly NamedCode[] {
  if (tree.errors.length > 0) return [];
  return suppressions.unused().filter(({ code, span }) => OWN_CODES.has(code) && !nodeAt(tree, span.start).some((node) => node.kind === 'String' || node.kind === 'FormattedString'));
}

export function unusedFault(file: FileId, named: NamedCode): Fault {
  return { id: 'H-NOQA', phase: 'configure', anchor: { file, node: 0 }, data: { code: named.code } };
}
