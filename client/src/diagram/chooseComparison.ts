import type { QuickPickItem } from 'vscode';
import { Uri, extensions, l10n, window, workspace } from 'vscode';
import type { ComparedWith } from '../../../server/src/protocol/diagramRequests';

interface Choice extends QuickPickItem {
  readonly compared: ComparedWith | 'ask';
}

/** Asks what to compare the models with; undefined when the user chose nothing. */
export async function chooseComparison(uri: string | undefined): Promise<ComparedWith | undefined> {
  const choices: Choice[] = [
    { label: l10n.t('The saved files'), description: l10n.t('what is not saved yet'), compared: { kind: 'saved' } },
    { label: 'HEAD', description: l10n.t('the last commit'), compared: { kind: 'revision', revision: 'HEAD' } },
    ...(await refNames(uri)).map((name): Choice => ({ label: name, compared: { kind: 'revision', revision: name } })),
    { label: l10n.t('Another revision…'), compared: 'ask', alwaysShow: true },
  ];
  const chosen = await window.showQuickPick(choices, { title: l10n.t('Compare the models with'), matchOnDescription: true });
  if (chosen === undefined) return undefined;
  if (chosen.compared !== 'ask') return chosen.compared;
  const revision = await window.showInputBox({ title: l10n.t('Compare the models with a git revision'), placeHolder: 'main~3' });
  return revision === undefined || revision.trim() === '' ? undefined : { kind: 'revision', revision: revision.trim() };
}

/** How a state is named in the panel. */
export function comparisonLabel(compared: ComparedWith): string {
  return compared.kind === 'saved' ? l10n.t('the saved files') : compared.revision;
}

/** The part of VS Code's git extension that is read here. */
interface GitApi {
  getRepository(uri: Uri): { getBranches?(query: { readonly remote: boolean }): Promise<readonly { readonly name?: string }[]> } | null;
}

/** Branches, as far as the git extension runs and knows them. */
async function refNames(uri: string | undefined): Promise<readonly string[]> {
  const folder = uri === undefined ? workspace.workspaceFolders?.[0]?.uri : Uri.parse(uri);
  const extension = extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (folder === undefined || extension?.isActive !== true) return [];
  try {
    const branches = await extension.exports.getAPI(1).getRepository(folder)?.getBranches?.({ remote: false });
    return (branches ?? []).flatMap(({ name }) => name ?? []);
  } catch {
    // Git is switched off: revisions can still be typed.
    return [];
  }
}
