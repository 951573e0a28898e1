import { Uri, l10n, window, workspace } from 'vscode';
import type { FromWebview } from '../../../server/src/protocol/messages';

type ExportMessage = Extract<FromWebview, { type: 'export' }>;

/** Asks where to, and writes the picture there. `content` is SVG text, or a PNG in base64 with or without a `data:` head. */
export async function saveExport({ format, name, content }: ExportMessage): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    defaultUri: folder === undefined ? undefined : Uri.joinPath(folder, `${safeName(name)}.${format}`),
    filters: format === 'svg' ? { SVG: ['svg'] } : { PNG: ['png'] },
    saveLabel: l10n.t('Export'),
  });
  if (target === undefined) return;
  await workspace.fs.writeFile(target, format === 'svg' ? new TextEncoder().encode(content) : bytesOf(content));
}

function bytesOf(content: string): Uint8Array {
  const base64 = content.slice(content.indexOf(',') + 1);
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function safeName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '-') || 'diagram';
}
