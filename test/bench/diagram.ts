/**
 * The diagram in a headless Chromium, on made-up schemas, against its targets: `npm run bench:diagram [-- --quick]`.
 * The figures of the run before are kept in `.cache/bench/diagram.json` and printed beside.
 * On a machine that does other work the frames suffer first: the CPU time of the page's main thread is printed with them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Core } from 'cytoscape';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Diagram } from '../../server/src/core/diagram/diagram';
import type { ToWebview } from '../../server/src/protocol/messages';
import { bundleText, launch, openPanel, themeCss } from '../webview/support/page';
import { syntheticDiagram } from '../webview/support/syntheticDiagram';
import { digits, percentile, printTable, type Row } from './measure';

const SIZE = { width: 1400, height: 860 } as const;

/** By number of entities: seconds to the first picture, and milliseconds a frame. */
const TARGETS = [
  { count: 60, firstMs: 300, panMs: 17 },
  { count: 250, firstMs: 400, panMs: 17 },
  { count: 1000, firstMs: 700, panMs: 20 },
  { count: 3000, firstMs: 1200, panMs: 25 },
] as const;
const FOCUS_MS = 150;
const THEME_MS = 30;
const BUNDLE_KB = 240;

type Figures = Record<string, number>;

export async function main(args: readonly string[], root: string): Promise<number> {
  const runs = args.includes('--quick') ? 1 : 3;
  const file = path.join(root, '.cache/bench/diagram.json');
  const report = new Report(readFigures(file));
  const browser = await launch();
  try {
    for (const target of TARGETS) await measureSize(browser, target, runs, report);
  } finally {
    await browser.close();
  }
  const bundle = gzipSync(await bundleText(), { level: 9 }).length / 1000;
  report.add('the panel’s script, gzipped', bundle, 'kB', BUNDLE_KB);
  printTable(`Diagram (median of ${runs}; in brackets the run before)`, report.rows);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report.figures, undefined, 2)}\n`);
  return 0;
}

/** Rows of the table, and the figures that the next run is compared with. */
class Report {
  readonly rows: Row[] = [];
  readonly figures: Figures = {};

  constructor(private readonly before: Figures) {}

  add(metric: string, value: number, unit: string, target?: number): void {
    const before = this.before[metric];
    this.figures[metric] = Math.round(value * 100) / 100;
    const measured = `${digits(value)} ${unit}${before === undefined ? '' : ` (${digits(before)})`}`;
    // A frame of a 60 Hz screen is 16.7 ms long: less than half a millisecond above a target is the clock's.
    this.rows.push({ metric, measured, ...(target === undefined ? {} : { target: `≤ ${target} ${unit}`, isMet: value <= target + 0.4 }) });
  }
}

function readFigures(file: string): Figures {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Figures;
  } catch {
    return {};
  }
}

async function measureSize(browser: Browser, { count, firstMs, panMs }: (typeof TARGETS)[number], runs: number, report: Report): Promise<void> {
  const diagram = syntheticDiagram(count);
  const first: First[] = [];
  for (let run = 0; run < runs; run += 1) first.push(await measureFirst(browser, diagram));
  report.add(`${count} entities: first picture, from the script’s start`, percentile(first.map(({ ms }) => ms), 0.5), 'ms', firstMs);
  report.add(`${count} entities: first picture, CPU time`, percentile(first.map(({ cpuMs }) => cpuMs), 0.5), 'ms');
  const panel = await openPanel(browser, SIZE);
  const { page } = panel;
  await panel.show(diagram);
  const session = await page.context().newCDPSession(page);
  for (const zoom of ['as fitted', 'readable'] as const) {
    if (zoom === 'readable') await page.evaluate(zoomToRows);
    const pan = await frames(page, session, 'pan');
    report.add(`${count} entities: pan, ${zoom}, p95 of frames`, percentile(pan.frames, 0.95), 'ms', panMs);
    report.add(`${count} entities: pan, ${zoom}, CPU time a frame`, pan.cpuMs, 'ms');
    const zooming = await frames(page, session, 'zoom');
    report.add(`${count} entities: zoom, ${zoom}, p95 of frames`, percentile(zooming.frames, 0.95), 'ms');
    report.add(`${count} entities: zoom, ${zoom}, CPU time a frame`, zooming.cpuMs, 'ms');
  }
  report.add(`${count} entities: theme switch`, await measureTheme(page), 'ms', THEME_MS);
  // The first one loads and warms the layout.
  const focus: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    await panel.drawnAfter(() => page.evaluate(() => window.postMessage({ type: 'focus', entity: null }, '*')));
    focus.push(await measureFocus(page, diagram.entities[1]?.id ?? ''));
  }
  report.add(`${count} entities: focus with labels, warm`, percentile(focus.slice(1), 0.5), 'ms', FOCUS_MS);
  await page.close();
}

interface First {
  readonly ms: number;
  readonly cpuMs: number;
}

/** The answer to the panel's `ready`, as the extension gives it, made before the panel's script runs. */
async function measureFirst(browser: Browser, diagram: Diagram): Promise<First> {
  const message: ToWebview = { type: 'diagram', diagram, state: { kind: 'ready' }, revision: 1, settings: { columns: 'keys', depth: 1, foldAssociationTables: true }, positions: {} };
  const prelude = `
    const first = { message: ${JSON.stringify(message)}, start: 0, painted: 0 };
    window.first = first;
    window.waiting = undefined;
    Object.defineProperty(window, 'acquireVsCodeApi', {
      set() {},
      get: () => () => ({
        postMessage({ type }) {
          if (type === 'ready') window.postMessage(first.message, '*');
          if (type === 'drawn') requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => { first.painted = performance.now(); }; port2.postMessage(0); });
        },
        getState: () => undefined,
        setState: () => undefined,
      }),
    });
    new MutationObserver((_, observer) => {
      if (document.querySelector('script[src]') === null) return;
      first.start = performance.now();
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });`;
  let session: CDPSession | undefined;
  const beforeLoad = async (opened: Page) => {
    await opened.addInitScript(prelude);
    session = await opened.context().newCDPSession(opened);
    await cpuTime(session);
  };
  const { page } = await openPanel(browser, { ...SIZE, beforeLoad });
  await page.waitForFunction(() => (window as unknown as { first: { painted: number } }).first.painted > 0);
  const { start, painted } = await page.evaluate(() => (window as unknown as { first: { start: number; painted: number } }).first);
  const cpuMs = session === undefined ? Number.NaN : await cpuTime(session);
  await page.close();
  return { ms: painted - start, cpuMs };
}

function zoomToRows(): void {
  const cy = document.querySelector<HTMLElement & { _cyreg?: { cy: Core } }>('.graph')?._cyreg?.cy;
  cy?.zoom({ level: 0.7, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

/** Lengths of 90 frames while the picture is panned or zoomed on every one of them, and the main thread's work a frame. */
async function frames(page: Page, session: CDPSession, gesture: 'pan' | 'zoom'): Promise<{ readonly frames: readonly number[]; readonly cpuMs: number }> {
  const before = await cpuTime(session);
  const lengths = await page.evaluate(
    (kind) => new Promise<number[]>((done) => {
      const cy = document.querySelector<HTMLElement & { _cyreg?: { cy: Core } }>('.graph')?._cyreg?.cy;
      if (cy === undefined) throw new Error('no graph');
      const taken: number[] = [];
      let last = performance.now();
      const step = (now: number) => {
        taken.push(now - last);
        last = now;
        if (taken.length > 95) return done(taken.slice(5));
        const isForth = taken.length % 48 < 24;
        if (kind === 'pan') cy.panBy({ x: isForth ? 9 : -9, y: isForth ? 5 : -5 });
        else cy.zoom({ level: cy.zoom() * (isForth ? 1.02 : 1 / 1.02), renderedPosition: { x: 700, y: 400 } });
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    }),
    gesture,
  );
  return { frames: lengths, cpuMs: ((await cpuTime(session)) - before) / 96 };
}

/** CPU milliseconds of the page's main thread so far. */
async function cpuTime(session: CDPSession): Promise<number> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** From the change of the page's attributes to the frame that shows it. */
async function measureTheme(page: Page): Promise<number> {
  const samples: number[] = [];
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
    sheet.disabled = true;
  }, themeCss('light'));
  for (let run = 0; run < 6; run += 1) {
    samples.push(await page.evaluate((isLight) => new Promise<number>((done) => {
      requestAnimationFrame(() => {
        const start = performance.now();
        const [sheet] = document.adoptedStyleSheets;
        if (sheet !== undefined) sheet.disabled = !isLight;
        document.body.dataset['vscodeThemeKind'] = isLight ? 'vscode-light' : 'vscode-dark';
        // The panel's own callback runs in the next frame, and paints in it or in the one after.
        requestAnimationFrame(() => requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - start - 2 * FRAME);
          port2.postMessage(0);
        }));
      });
      const FRAME = 1000 / 60;
    }), run % 2 === 0));
  }
  return Math.max(0, percentile(samples, 0.5));
}

async function measureFocus(page: Page, entity: string): Promise<number> {
  return page.evaluate((id) => new Promise<number>((done) => {
    const posted = (window as unknown as { posted: { type: string }[] }).posted;
    const before = posted.filter(({ type }) => type === 'drawn').length;
    const start = performance.now();
    window.postMessage({ type: 'focus', entity: id }, '*');
    const look = () => {
      if (posted.filter(({ type }) => type === 'drawn').length === before) {
        requestAnimationFrame(look);
        return;
      }
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - start);
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
  }), entity);
}
