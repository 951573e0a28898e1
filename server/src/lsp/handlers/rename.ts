import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { PrepareRenameResult, RenameResult } from '../../core/features/results';
import { rangeOf } from '../convert';
import type { Session } from '../session';
import { workspaceEditOf } from '../workspaceEdit';

export function registerRename(session: Session): void {
  session.connection.onPrepareRename(async ({ textDocument, position }, token) => {
    const answer = await session.feature('prepareRename', textDocument.uri, token, undefined, ({ analysis, file, lines }) => {
      const result = analysis.prepareRename(file, lines.offsetAt(position));
      return result && { result, range: result.kind === 'ok' ? rangeOf(lines, result.span) : undefined };
    });
    if (answer === undefined) return null;
    const { result, range } = answer;
    if (result.kind === 'refused') throw refusal(result);
    return range === undefined ? null : { range, placeholder: result.placeholder };
  });
  session.connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
    const answer = await session.feature('rename', textDocument.uri, token, undefined, ({ analysis, project, file, lines }) => {
      const result = analysis.rename(file, lines.offsetAt(position), newName);
      return result && { result, edit: result.kind === 'ok' ? workspaceEditOf(result.changes, project) : undefined };
    });
    if (answer === undefined) return null;
    if (answer.result.kind === 'refused') throw refusal(answer.result);
    return answer.edit ?? null;
  });
}

/** Clients show the message of this error: it is the reason in words. */
function refusal(result: Extract<PrepareRenameResult | RenameResult, { kind: 'refused' }>): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidRequest, result.reason);
}
