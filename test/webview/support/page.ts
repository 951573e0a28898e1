/**
 * The built panel in a headless Chromium, under the Content Security Policy it has in VS Code, with a stand-in for `acquireVsCodeApi`.
 * Served from an address of its own, as a webview's resources are.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Diagram } from '../../../server/src/core/diagram/diagram';
import type { FromWebview, ToWebview } from '../../../server/src/protocol/messages';
import { themes, type ThemeName } from './themes';

/** The project's folder: programs that are bundled before they run lie elsewhere in it. */
export const ROOT = projectRoot(import.meta.dirname);
const ORIGIN = 'http://panel.test';
const NONCE = 'bm9uY2U';

export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file));

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? chromiumPath ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

function projectRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : projectRoot(path.dirname(folder));
}

export interface PanelPage {
  readonly page: Page;
  send(message: ToWebview): Promise<void>;
  /** Everything the panel has posted so far. */
  messages(): Promise<readonly FromWebview[]>;
  /** Shows a diagram and waits until it is drawn. */
  show(diagram: Diagram, options?: ShowOptions): Promise<void>;
  /** Runs an action and waits for the `drawn` message that follows it. */
  drawnAfter(action: () => Promise<unknown>): Promise<Extract<FromWebview, { type: 'drawn' }>>;
}

export interface ShowOptions {
  readonly columns?: 'keys' | 'all';
  readonly focus?: string;
  readonly positions?: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
}

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly theme?: ThemeName;
  /** Device px a CSS px: larger on fine screens and in a zoomed window. */
  readonly deviceScaleFactor?: number;
  /** Variables of the theme that are other than usual: `{ 'font-size': '20px' }`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Runs before the page is loaded. */
  readonly beforeLoad?: (page: Page) => Promise<void>;
}

let bundle: Promise<{ readonly js: string; readonly css: string }> | undefined;

/** Bundled from the sources that stand there, so that the tests need no build before them. */
function panelBundle(): Promise<{ readonly js: string; readonly css: string }> {
  bundle ??= build({
    absWorkingDir: ROOT,
    entryPoints: ['webview/src/main.ts'],
    outfile: 'out/test/webview.js',
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  }).then(({ outputFiles }) => ({
    js: outputFiles.find((file) => file.path.endsWith('.js'))?.text ?? '',
    css: outputFiles.find((file) => file.path.endsWith('.css'))?.text ?? '',
  }));
  return bundle;
}

export async function bundleText(): Promise<string> {
  return (await panelBundle()).js;
}

function html(theme: ThemeName): string {
  const csp = [
    "default-src 'none'", `script-src 'nonce-${NONCE}'`, `style-src ${ORIGIN} 'nonce-${NONCE}'`, 'img-src data: blob:', `font-src ${ORIGIN}`, `connect-src ${ORIGIN}`, 'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Relationship diagram</title>
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta property="csp-nonce" content="${NONCE}">
<style id="__________cytoscape_stylesheet" nonce="${NONCE}"></style>
<link rel="stylesheet" href="${ORIGIN}/theme.css"><link rel="stylesheet" href="${ORIGIN}/webview.css"></head>
<body class="${themes[theme].kind}" data-vscode-theme-kind="${themes[theme].kind}" data-elk-worker="${ORIGIN}/elk-worker.js"><div id="app"></div>
<script nonce="${NONCE}">
window.posted = []; window.waiting = [];
window.acquireVsCodeApi = () => ({ postMessage: (message) => { window.posted.push(message); for (const wake of window.waiting.splice(0)) wake(); }, getState: () => window.savedState, setState: (state) => { window.savedState = state; } });
</script>
<script nonce="${NONCE}" src="${ORIGIN}/webview.js"></script></body></html>`;
}

export function themeCss(theme: ThemeName, other: Readonly<Record<string, string>> = {}): string {
  const variables = { ...themes[theme].variables, ...other };
  return `html { ${Object.entries(variables).map(([name, value]) => `--vscode-${name}: ${value};`).join(' ')} }`;
}

export async function openPanel(browser: Browser, { width, height, theme = 'dark', deviceScaleFactor = 1, variables, beforeLoad }: PageOptions): Promise<PanelPage> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor });
  await beforeLoad?.(page);
  const { js, css } = await panelBundle();
  const elk = await readFile(path.join(ROOT, 'node_modules/elkjs/lib/elk-worker.min.js'), 'utf8');
  const files: Readonly<Record<string, { readonly contentType: string; readonly body: string }>> = {
    '/': { contentType: 'text/html', body: html(theme) },
    '/webview.js': { contentType: 'text/javascript', body: js },
    '/webview.css': { contentType: 'text/css', body: css },
    '/theme.css': { contentType: 'text/css', body: themeCss(theme, variables) },
    '/elk-worker.js': { contentType: 'text/javascript', body: elk },
  };
  await page.route('**/*', async (route) => {
    const file = files[new URL(route.request().url()).pathname];
    if (file === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ status: 200, ...file });
  });
  await page.goto(`${ORIGIN}/`);
  const messages = () => page.evaluate(() => (window as unknown as { posted: FromWebview[] }).posted);
  const send = async (message: ToWebview) => {
    await page.evaluate((data) => window.postMessage(data, '*'), message);
  };
  const drawnAfter = async (action: () => Promise<unknown>) => {
    const before = (await messages()).filter(({ type }) => type === 'drawn').length;
    await action();
    await page.waitForFunction((count) => (window as unknown as { posted: FromWebview[] }).posted.filter(({ type }) => type === 'drawn').length > count, before);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const drawn = (await messages()).filter((message) => message.type === 'drawn').at(-1);
    if (drawn?.type !== 'drawn') throw new Error('nothing drawn');
    return drawn;
  };
  let revision = 0;
  const show = async (diagram: Diagram, { columns = 'keys', focus, positions = {} }: ShowOptions = {}) => {
    revision += 1;
    const message: ToWebview = {
      type: 'diagram', diagram: focus === undefined ? diagram : { ...diagram, focus }, state: { kind: 'ready' }, revision, settings: { columns, depth: 1, foldAssociationTables: true }, positions,
    };
    await drawnAfter(() => send(message));
  };
  return { page, send, messages, show, drawnAfter };
}

/** Opens a panel, runs the test, and fails on any error or refused resource whatever the test was about. */
export async function withPanel(browser: Browser, options: PageOptions, run: (panel: PanelPage) => Promise<void>): Promise<void> {
  const panel = await openPanel(browser, options);
  try {
    await run(panel);
    const wrong = (await panel.messages()).filter(({ type }) => type === 'violation' || type === 'error');
    if (wrong.length > 0) throw new Error(`The panel reported ${JSON.stringify(wrong)}`);
  } finally {
    await panel.page.close();
  }
}

/** Changes the theme as VS Code does: other variables, then other attributes. */
export async function switchTheme({ page }: PanelPage, theme: ThemeName): Promise<void> {
  await page.route('**/other-theme.css', (route) => route.fulfill({ contentType: 'text/css', body: themeCss(theme) }));
  await page.evaluate((kind) => new Promise<void>((done) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = '/other-theme.css';
    link.onload = () => {
      document.body.className = kind;
      document.body.dataset['vscodeThemeKind'] = kind;
      requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));
    };
    document.querySelector('link[href$="theme.css"]')?.replaceWith(link);
  }), themes[theme].kind);
}
