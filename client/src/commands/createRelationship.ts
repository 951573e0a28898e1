import { l10n, window } from 'vscode';
import type { CreateRelationshipParams, RelationshipKind } from '../../../server/src/protocol/messages';
import { applyRefactoring } from '../applyRefactoring';
import { cursorPosition } from '../languageClient';
import { entityOf } from './arguments';
import type { Command, CommandContext } from './index';

/** Asks for the other class, the kind and the names, and shows what would be written. */
export const createRelationship: Command = async ({ client }, ...args) => {
  const cursor = cursorPosition();
  const uri = cursor?.textDocument.uri;
  const stated = entityOf(args)?.entity ?? (cursor === undefined ? undefined : (await client.entityAt(cursor))?.entity);
  const entities = await classesOf(client, uri);
  const from = entities.some(({ entity }) => entity === stated) ? stated : await pickClass(entities, l10n.t('The class that gets the relationship'));
  const to = from === undefined ? undefined : await pickClass(entities, l10n.t('The class it leads to'));
  if (from === undefined || to === undefined) return;
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
};

interface ClassItem {
  readonly entity: string;
  readonly label: string;
  readonly description: string;
}

async function classesOf(client: CommandContext['client'], uri: string | undefined): Promise<readonly ClassItem[]> {
  const result = await client.diagram({ uri, foldAssociationTables: false });
  const classes = (result?.diagram.entities ?? []).filter(({ id }) => !id.startsWith('table:'));
  return classes.map(({ id }) => ({ entity: id, label: nameOf(id), description: id }));
}

async function pickClass(entities: readonly ClassItem[], placeHolder: string): Promise<string | undefined> {
  if (entities.length === 0) {
    void window.showInformationMessage(l10n.t('There are no mapped classes in this workspace.'));
    return undefined;
  }
  return (await window.showQuickPick([...entities], { placeHolder, matchOnDescription: true }))?.entity;
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

function nameOf(entity: string): string {
  return entity.split('.').at(-1) ?? entity;
}
