/** What the diagram panel asks beyond the diagram itself: paths, and comparisons with another state of the files. */
import { comparedDiagram } from '../../core/diagram/compare/comparedDiagram';
import { compareGraphs } from '../../core/diagram/compare/compareGraphs';
import { summary } from '../../core/export/differenceText';
import { diagramMethods, type CompareParams, type CompareResult, type ComparedWith, type PathsParams, type PathsResult } from '../../protocol/diagramRequests';
import type { Project } from '../project';
import type { Session } from '../session';
import { onProject } from './graphRequests';

export function registerDiagramRequests(session: Session): void {
  const { connection } = session;
  connection.onRequest(diagramMethods.paths, ({ uri, from, to }: PathsParams) =>
    onProject<PathsResult>(session, diagramMethods.paths, uri, { paths: [] }, (project) => ({ paths: project.analysis().paths(from, to) })),
  );
  connection.onRequest(diagramMethods.compare, async ({ uri, with: other, foldAssociationTables }: CompareParams): Promise<CompareResult> => {
    await session.whenIndexed(uri);
    const project = session.projectOf(uri);
    if (project === undefined) return { refusal: 'There are no models' };
    const files = await filesOf(project, other);
    if (typeof files === 'string') return { refusal: files };
    return session.guard<CompareResult>(diagramMethods.compare, { refusal: 'The comparison failed; the output channel says why' }, () => compared(project, files, foldAssociationTables));
  });
}

async function filesOf(project: Project, other: ComparedWith): Promise<ReadonlyMap<string, string> | string> {
  if (other.kind === 'saved') return project.savedFiles();
  const found = await project.filesAt(other.revision);
  return found.kind === 'files' ? found.files : `${project.name} cannot be compared with ${other.revision}: ${found.reason}`;
}

function compared(project: Project, files: ReadonlyMap<string, string>, foldAssociationTables: boolean): CompareResult {
  const [before, after] = [project.analysisOf(files), project.analysis()];
  const problemsOf = (analysis: typeof before) => analysis.problems(project.settings.problems);
  const difference = compareGraphs({ graph: before.graph, problems: problemsOf(before) }, { graph: after.graph, problems: problemsOf(after) });
  const diagram = comparedDiagram(before.diagram({ foldAssociationTables }), after.diagram({ foldAssociationTables }), difference);
  return { diagram, difference, summary: summary(difference) };
}
