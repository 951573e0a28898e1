/** Our own requests over the graph: they serve the diagram panel, the commands and the models view. */
import type { CancellationToken, Range } from 'vscode-languageserver';
import {
  methods,
  type DiagramParams,
  type DiagramResult,
  type EntityAtResult,
  type ExplainParams,
  type ExplainResult,
  type ExplainTracebackParams,
  type ExplainTracebackResult,
  type GraphJsonParams,
  type LocateParams,
  type ModelTreeNode,
  type ModelTreeResult,
  type PairedSideResult,
  type SiblingRelationshipParams,
  type TextDocumentPosition,
  type WireLocation,
  type WireModelTreeNode,
} from '../../protocol/messages';
import type { TracebackResult } from '../../core/features/results';
import { locationOf, rangeOf } from '../convert';
import type { Project } from '../project';
import type { Session } from '../session';

export function registerGraphRequests(session: Session): void {
  const { connection } = session;
  connection.onRequest(methods.pairedSide, ({ textDocument, position }: TextDocumentPosition, token: CancellationToken) =>
    session.feature<PairedSideResult>(methods.pairedSide, textDocument.uri, token, { sides: [] }, ({ analysis, project, file, lines }) => {
      const offset = lines.offsetAt(position);
      const sides = analysis.pairedSides(file, offset).map(({ label, target, targetSelection }) => ({ label, ...wireLocation(project, target, targetSelection) }));
      if (sides.length > 0) return { sides };
      const relationship = analysis.entityAt(file, offset)?.relationship;
      return { sides, reason: relationship === undefined ? undefined : `\`${relationship}\` has no paired side: no relationship names it, and it names none` };
    }),
  );
  connection.onRequest(methods.siblingRelationship, ({ textDocument, position, direction }: SiblingRelationshipParams, token: CancellationToken) =>
    session.feature<Range | null>(methods.siblingRelationship, textDocument.uri, token, null, ({ analysis, file, lines }) => {
      const found = analysis.siblingRelationship(file, lines.offsetAt(position), direction);
      return found === undefined ? null : rangeOf(lines, found.selection);
    }),
  );
  connection.onRequest(methods.entityAt, ({ textDocument, position }: TextDocumentPosition, token: CancellationToken) =>
    session.feature<EntityAtResult | null>(methods.entityAt, textDocument.uri, token, null, ({ analysis, file, lines }) => analysis.entityAt(file, lines.offsetAt(position)) ?? null),
  );
  connection.onRequest(methods.diagram, (params: DiagramParams) =>
    onProject<DiagramResult | null>(session, methods.diagram, params.uri, null, (project) => ({
      diagram: project.analysis().diagram(params),
      state: session.state(),
      revision: session.graphRevision,
    })),
  );
  connection.onRequest(methods.locate, (params: LocateParams) =>
    onProject<WireLocation | null>(session, methods.locate, params.uri, null, (project) => {
      const found = project.analysis().locate(params.entity, params.member);
      return found === undefined ? null : wireLocation(project, found.target, found.selection);
    }),
  );
  connection.onRequest(methods.explain, ({ entity, member, uri, why }: ExplainParams) =>
    onProject<ExplainResult>(session, methods.explain, uri, null, (project) => (why === true ? project.analysis().explainWhy(entity, member) : project.analysis().explain(entity, member)) ?? null),
  );
  connection.onRequest(methods.graphJson, (params: GraphJsonParams) =>
    onProject<unknown>(session, methods.graphJson, params.uri, null, (project) => project.analysis().graphJson({ roots: ['.'] })),
  );
  connection.onRequest(methods.explainTraceback, async ({ text }: ExplainTracebackParams): Promise<ExplainTracebackResult | null> => {
    await session.whenIndexed(undefined);
    return session.guard(methods.explainTraceback, null, () => {
      const answers = session.allProjects().flatMap((project) => wireTraceback(project, project.analysis().explainTraceback(text)));
      return answers.find(({ how }) => how === 'problem') ?? answers.find(({ how }) => how === 'name') ?? answers[0] ?? null;
    });
  });
  connection.onRequest(methods.modelTree, async (): Promise<ModelTreeResult> => {
    await session.whenIndexed(undefined);
    return session.guard(methods.modelTree, { folders: [] }, () => ({
      folders: session.allProjects().map((project) => {
        const nodes = project.analysis().modelTree(project.settings.problems);
        return { name: project.name, uri: project.uri, nodes: nodes.map((node) => wireNode(project, node)) };
      }),
    }));
  });
}

function wireTraceback(project: Project, result: TracebackResult | undefined): readonly ExplainTracebackResult[] {
  if (result === undefined) return [];
  const { place, ...rest } = result;
  return [{ ...rest, location: wireLocation(project, place, place.span) }];
}

function wireNode(project: Project, { place, children, ...node }: ModelTreeNode): WireModelTreeNode {
  const location = place === undefined ? {} : { location: wireLocation(project, place, place.span) };
  return { ...node, ...location, children: children.map((child) => wireNode(project, child)) };
}

/** Runs on the folder of a URI, or on the first with models, once it is read. */
export async function onProject<T>(session: Session, operation: string, uri: string | undefined, empty: T, run: (project: Project) => T): Promise<T> {
  await session.whenIndexed(uri);
  const project = session.projectOf(uri);
  return project === undefined ? empty : session.guard(operation, empty, () => run(project));
}

function wireLocation(project: Project, target: Parameters<typeof locationOf>[0], selection: Parameters<typeof locationOf>[0]['span']): WireLocation {
  const linesOf = (file: typeof target.file) => project.linesOf(file);
  return { ...locationOf(target, linesOf), selection: locationOf({ file: target.file, span: selection }, linesOf).range };
}
