import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import type { CodeActionResult } from '../../core/features/results';
import { rangeOf } from '../convert';
import type { FeatureContext, Session } from '../session';
import { workspaceEditOf } from '../workspaceEdit';

/** Also in settings: `"editor.codeActionsOnSave": { "source.fixAll.sqlalchemyRelationships": "explicit" }`. */
const FIX_ALL = `${CodeActionKind.SourceFixAll}.sqlalchemyRelationships`;

export const CODE_ACTION_KINDS: readonly CodeActionKind[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.Refactor,
  CodeActionKind.RefactorRewrite,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  FIX_ALL,
];

export function registerCodeActions(session: Session): void {
  session.connection.onCodeAction(({ textDocument, range, context: { only, diagnostics } }, token) =>
    session.feature('codeAction', textDocument.uri, token, [], (context) =>
      context.analysis
        .codeActions(context.file, context.lines.spanOf(range), context.settings.problems)
        .filter(({ kind }) => isWanted(kind, only))
        .map((action) => actionOf(action, context, diagnostics))
        // Computed for those who ask, such as `editor.codeActionsOnSave`; the light bulb does not show it.
        .concat(only !== undefined && isWanted(FIX_ALL, only) ? fixAllOf(context) : []),
    ),
  );
}

function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
}

function fixAllOf({ analysis, file, settings, project }: FeatureContext): CodeAction[] {
  const { changes, count } = analysis.fixAll(settings.problems, file);
  return count === 0 ? [] : [{ title: `Fix all SQLAlchemy problems that have one clear fix (${count})`, kind: FIX_ALL, edit: workspaceEditOf(changes, project) }];
}

function actionOf(action: CodeActionResult, { lines, project }: FeatureContext, diagnostics: readonly Diagnostic[]): CodeAction {
  const { problem, disabledReason } = action;
  const repaired = problem === undefined ? [] : diagnostics.filter(({ code, range }) => code === problem.code && sameRange(range, rangeOf(lines, problem.span)));
  return {
    title: action.title,
    kind: action.kind,
    ...(action.isPreferred ? { isPreferred: true } : {}),
    ...(repaired.length > 0 ? { diagnostics: [...repaired] } : {}),
    ...(disabledReason === undefined ? { edit: workspaceEditOf(action.changes, project) } : { disabled: { reason: disabledReason } }),
  };
}

function sameRange(left: Diagnostic['range'], right: Diagnostic['range']): boolean {
  return left.start.line === right.start.line && left.start.character === right.start.character && left.end.line === right.end.line && left.end.character === right.end.character;
}
