import type { Diagram } from '../../core/diagram/diagram';
import { exportDbml } from '../../core/export/dbml';
import { exportDot } from '../../core/export/dot';
import { exportMermaid } from '../../core/export/mermaid';
import { exportPlantuml } from '../../core/export/plantuml';
import { exportSvg } from '../../core/export/svg';
import type { CommandLine } from '../commandLine';
import { entityNamed } from '../entityNames';
import { loadProject } from '../load';
import { print, warn } from '../output';
import { UsageError } from '../usage';

const FORMATS: Readonly<Record<string, (diagram: Diagram) => string>> = {
  mermaid: exportMermaid,
  dbml: exportDbml,
  dot: exportDot,
  plantuml: exportPlantuml,
  svg: (diagram) => exportSvg(diagram, { columns: 'all' }),
};

/** Prints the schema, or the neighbourhood of `--focus`, as text of another tool. */
export function diagram(line: CommandLine): number {
  const format = FORMATS[line.format ?? 'mermaid'];
  if (format === undefined) throw new UsageError(`diagram has no format ${line.format}; it has ${Object.keys(FORMATS).join(', ')}`);
  const { analysis, warnings } = loadProject(line.positionals, line);
  warn(warnings);
  const focus = line.focus === undefined ? undefined : entityNamed(analysis.graph, line.focus);
  print(`${format(analysis.diagram({ focus, depth: focus === undefined ? undefined : line.depth, foldAssociationTables: false })).trimEnd()}\n`);
  return 0;
}
