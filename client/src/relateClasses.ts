import { l10n, window } from 'vscode';
import type { CreateRelationshipParams, RelationshipKind } from '../../server/src/protocol/messages';
import { applyRefactoring } from './applyRefactoring';
import type { RelationshipsClient } from './languageClient';

/** Asks for the kind of a new relationship between two classes and for both names, and shows what would be written. */
export async function relateClasses(client: RelationshipsClient, { uri, from, to }: { readonly uri: string | undefined; readonly from: string; readonly to: string }): Promise<void> {
  const kind = await pickKind(nameOf(from), nameOf(to));
  if (kind === undefined) return;
  const wanted: CreateRelationshipParams = { uri, from, to, kind };
  const proposal = await client.createRelationship(wanted);
  if (proposal === undefined || 'refusal' in proposal) return applyRefactoring(proposal);
  const name = await window.showInputBox({ prompt: l10n.t('The attribute of {0}', nameOf(from)), value: proposal.created?.name, ignoreFocusOut: true });
  if (name === undefined || name === '') return;
  const reverseName = await window.showInputBox({ prompt: l10n.t('The attribute of {0}; empty for one side only', nameOf(to)), value: proposal.created?.reverseName, ignoreFocusOut: true });
  if (reverseName === undefined) return;
  await applyRefactoring(await client.createRelationship({ ...wanted, name, reverseName: reverseName === '' ? null : reverseName }));
}

async function pickKind(from: string, to: string): Promise<RelationshipKind | undefined> {
  const items: readonly { readonly value: RelationshipKind; readonly label: string; readonly detail: string }[] = [
    { value: 'one-to-many', label: l10n.t('One to many'), detail: l10n.t('A {0} has any number of {1}; the foreign key stands in {1}', from, to) },
    { value: 'many-to-one', label: l10n.t('Many to one'), detail: l10n.t('Each {0} has one {1}; the foreign key stands in {0}', from, to) },
    { value: 'one-to-one', label: l10n.t('One to one'), detail: l10n.t('A {0} has at most one {1}; a unique foreign key stands in {1}', from, to) },
    { value: 'many-to-many', label: l10n.t('Many to many'), detail: l10n.t('Any number of each, through a table between {0} and {1}', from, to) },
  ];
  return (await window.showQuickPick([...items], { placeHolder: l10n.t('The kind of relationship from {0} to {1}', from, to) }))?.value;
}

export function nameOf(entity: string): string {
  return entity.split('.').at(-1) ?? entity;
}
