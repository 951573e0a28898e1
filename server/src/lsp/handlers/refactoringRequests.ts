/** Requests of the diagram panel and of commands that change relationships. The client shows the edit, and applies it. */
import { methods, type CreateRelationshipParams, type DeleteRelationshipParams, type RefactoringResult, type RenameRelationshipParams } from '../../protocol/messages';
import type { CreatedRelationship } from '../../core/refactorings/createRelationship';
import type { RefactoringOutcome } from '../../core/refactorings/outcome';
import type { Project } from '../project';
import type { Session } from '../session';
import { workspaceEditOf } from '../workspaceEdit';
import { onProject } from './graphRequests';

const NO_MODELS: RefactoringResult = { refusal: 'There are no models' };

export function registerRefactoringRequests(session: Session): void {
  const { connection } = session;
  connection.onRequest(methods.createRelationship, ({ uri, ...wanted }: CreateRelationshipParams) =>
    onProject<RefactoringResult>(session, methods.createRelationship, uri, NO_MODELS, (project) => resultOf(project, project.analysis().createRelationship(wanted))),
  );
  connection.onRequest(methods.deleteRelationship, ({ uri, ...unwanted }: DeleteRelationshipParams) =>
    onProject<RefactoringResult>(session, methods.deleteRelationship, uri, NO_MODELS, (project) => resultOf(project, project.analysis().deleteRelationship(unwanted))),
  );
  connection.onRequest(methods.renameRelationship, ({ uri, entity, relationship, newName }: RenameRelationshipParams) =>
    onProject<RefactoringResult>(session, methods.renameRelationship, uri, NO_MODELS, (project) => resultOf(project, project.analysis().renameRelationship(entity, relationship, newName))),
  );
}

function resultOf(project: Project, outcome: RefactoringOutcome | CreatedRelationship): RefactoringResult {
  if (outcome.kind === 'refused') return { refusal: outcome.reason };
  const changes = workspaceEditOf(outcome.changes, project).changes ?? {};
  return { title: outcome.title, edit: { changes }, ...('created' in outcome ? { created: outcome.created } : {}) };
}
