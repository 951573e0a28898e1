import { DiagnosticSeverity, DiagnosticTag, type Connection, type Diagnostic } from 'vscode-languageserver';
import type { FileId } from '../core/declarations/anchor';
import type { ProblemResult, ProblemSeverity } from '../core/problems/problem';
import { locationOf } from './convert';
import type { Project } from './project';

const SOURCE = 'SQLAlchemy';

/** Sends the problems of every file whose list differs from what was sent last; `published` remembers that, by file. */
export function publishProblems(connection: Connection, projects: readonly Project[], published: Map<FileId, string>): void {
  const byFile = new Map<FileId, Diagnostic[]>();
  for (const project of projects) {
    if (!project.settings.problemsEnabled || project.state.kind !== 'ready') continue;
    for (const problem of project.analysis().problems(project.settings.problems)) {
      const known = byFile.get(problem.file);
      if (known === undefined) byFile.set(problem.file, [diagnosticOf(problem, project)]);
      else known.push(diagnosticOf(problem, project));
    }
  }
  for (const file of new Set([...published.keys(), ...byFile.keys()])) {
    const diagnostics = byFile.get(file) ?? [];
    const text = JSON.stringify(diagnostics);
    if ((published.get(file) ?? '[]') === text) continue;
    if (diagnostics.length === 0) published.delete(file);
    else published.set(file, text);
    void connection.sendDiagnostics({ uri: file, diagnostics });
  }
}

function diagnosticOf(problem: ProblemResult, project: Project): Diagnostic {
  const linesOf = (file: FileId) => project.linesOf(file);
  const sqlalchemy = problem.sqlalchemy;
  return {
    range: locationOf(problem, linesOf).range,
    severity: severityOf(problem.severity),
    code: problem.code,
    source: SOURCE,
    message: sqlalchemy === undefined ? problem.message : `${problem.message}\n${sqlalchemy.class}: ${sqlalchemy.message}`,
    ...(sqlalchemy?.page === undefined ? {} : { codeDescription: { href: sqlalchemy.page } }),
    tags: problem.tags.map((tag) => (tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary)),
    relatedInformation: problem.related.map(({ place, message }) => ({ location: locationOf(place, linesOf), message })),
  };
}

function severityOf(severity: ProblemSeverity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'information':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
  }
}
