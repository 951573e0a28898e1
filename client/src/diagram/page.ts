import type { Webview } from 'vscode';
import { Uri, l10n } from 'vscode';

/**
 * The page of the panel: its policy, its styles, its script. Nothing inline but what carries the nonce, nothing from elsewhere.
 * Cytoscape writes a `<style>` of its own unless an element with the id below stands in the head, so the style sheet carries that id.
 */
export function pageOf(webview: Webview, extensionUri: Uri): string {
  const nonce = randomNonce();
  const at = (name: string) => webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)).toString();
  return `<!DOCTYPE html>
<html lang="en" data-view="sqlalchemy-relationships-diagram">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policyOf(webview, nonce)}">
  <meta property="csp-nonce" content="${nonce}">
  <title>${l10n.t('Relationship diagram')}</title>
  <link id="__________cytoscape_stylesheet" rel="stylesheet" href="${at('webview.css')}">
</head>
<body data-elk-worker="${at('elk-worker.js')}">
  <div id="app"></div>
  <script nonce="${nonce}" src="${at('webview.js')}"></script>
</body>
</html>`;
}

function policyOf({ cspSource }: Webview, nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `img-src data: blob:`,
    `font-src ${cspSource}`,
    `connect-src ${cspSource}`,
    `worker-src blob:`,
  ].join('; ');
}

function randomNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
