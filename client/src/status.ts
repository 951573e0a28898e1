import type { Disposable, LanguageStatusItem } from 'vscode';
import { LanguageStatusSeverity, l10n, languages } from 'vscode';
import type { StatusParams } from '../../server/src/protocol/messages';
import type { RelationshipsClient } from './languageClient';
import { CLIENT_NAME } from './languageClient';

/** The language status item of Python editors: how far the index is, what was found, which rules apply. */
export function showStatus(client: RelationshipsClient): Disposable {
  const item = languages.createLanguageStatusItem('sqlalchemyRelationships.status', { language: 'python' });
  item.name = CLIENT_NAME;
  item.text = l10n.t('SQLAlchemy: starting');
  item.busy = true;
  item.command = { command: 'sqlalchemyRelationships.showOutput', title: l10n.t('Show output') };
  const subscription = client.onStatus((status) => describe(item, status));
  return { dispose: () => [subscription, item].forEach((part) => void part.dispose()) };
}

function describe(item: LanguageStatusItem, status: StatusParams): void {
  item.busy = status.state.kind === 'indexing';
  item.severity = severityOf(status);
  item.text = textOf(status);
  item.detail = detailOf(status);
  item.command = commandOf(status);
}

function textOf({ state, entities, relationships }: StatusParams): string {
  switch (state.kind) {
    case 'indexing':
      return l10n.t('SQLAlchemy: reading {0} of {1} files', state.filesDone, state.filesTotal);
    case 'empty':
      return l10n.t('SQLAlchemy: no mapped classes');
    case 'failed':
      return l10n.t('SQLAlchemy: stopped');
    case 'ready':
      return l10n.t('SQLAlchemy: {0} entities, {1} relationships', entities, relationships);
  }
}

function detailOf({ state, problems, sqlalchemy, unreadable }: StatusParams): string {
  if (state.kind === 'failed') return state.reason;
  if (state.kind === 'empty') return state.hint;
  const unread = unreadable.length === 0 ? [] : [unreadable.length === 1 ? l10n.t('1 file could not be read') : l10n.t('{0} files could not be read', unreadable.length)];
  const found = problems === 0 ? [] : [problems === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', problems)];
  return [l10n.t('rules of SQLAlchemy {0}', sqlalchemy), ...found, ...unread].join(' · ');
}

function severityOf({ state, unreadable }: StatusParams): LanguageStatusSeverity {
  if (state.kind === 'failed') return LanguageStatusSeverity.Error;
  return unreadable.length > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
}

function commandOf({ state, unreadable }: StatusParams) {
  if (state.kind === 'failed') return { command: 'sqlalchemyRelationships.restartServer', title: l10n.t('Restart server') };
  if (state.kind === 'ready' && unreadable.length === 0) return { command: 'sqlalchemyRelationships.openDiagramWhole', title: l10n.t('Open diagram') };
  return { command: 'sqlalchemyRelationships.showOutput', title: l10n.t('Show output') };
}
