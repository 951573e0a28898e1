import { chromium } from 'playwright-core';
import { findChromium } from './findTools.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Runs in every frame before its own scripts: remembers what the content security policy refused. */
export const REMEMBER_VIOLATIONS = `
  globalThis.policyViolations = [];
  addEventListener('securitypolicyviolation', (event) => {
    globalThis.policyViolations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber);
  });
`;

/**
 * A browser with one page, in which every frame remembers its content security policy violations in `policyViolations`.
 * @param {{ width?: number, height?: number, deviceScaleFactor?: number, colorScheme?: 'light' | 'dark' }} [options]
 */
export async function openBrowser({ width = 1400, height = 900, deviceScaleFactor = 1, colorScheme = 'light' } = {}) {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium was found; run `node test/host/install.mjs` first.');
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor, colorScheme });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await context.addInitScript(REMEMBER_VIOLATIONS);
  return { browser, page: await context.newPage() };
}
