import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from 'cytoscape';
import type { Browser } from 'playwright-core';
import type { Diagram } from '../../server/src/core/diagram/diagram';
import { cardOnScreen, fingerprint, lookAt } from './support/drawn';
import { bundleText, launch, switchTheme, withPanel as withPanelIn, type PageOptions, type PanelPage } from './support/page';
import { sampleDiagram } from './support/sampleDiagram';
import { syntheticDiagram } from './support/syntheticDiagram';
import { themes, type ThemeName } from './support/themes';

const WIDE = { width: 1400, height: 860 } as const;
const USER = 'shop.agents.User';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
});

const withPanel = (options: PageOptions, run: (panel: PanelPage) => Promise<void>) => withPanelIn(browser, options, run);

const sent = async (panel: PanelPage, type: string) => (await panel.messages()).filter((message) => message.type === type);
const caption = (panel: PanelPage) => panel.page.locator('.caption').innerText();

/** Colours of the scene's canvas, sampled: how much of it is painted. */
async function paintedShare({ page }: PanelPage): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.scene');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    let painted = 0;
    for (let at = 3; at < pixels.length; at += 4 * 37) if ((pixels[at] ?? 0) > 0) painted += 1;
    return painted / (pixels.length / (4 * 37));
  });
}

describe('the panel', () => {
  it('draws every entity and every edge of the whole schema', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      const drawn = (await sent(panel, 'drawn')).at(-1);
      expect(drawn).toMatchObject({ entities: sampleDiagram.entities.map(({ id }) => id), edges: sampleDiagram.edges.map(({ id }) => id) });
      expect(await paintedShare(panel)).toBeGreaterThan(0.1);
      expect(await caption(panel)).toBe('Whole schema: 12 entities');
    }));

  it('opens on the entity it is given, with its neighbours', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: USER });
      expect((await sent(panel, 'drawn')).at(-1)).toMatchObject({ edges: ['installations', 'profile', 'posts', 'active_posts', 'reader'] });
      expect(await caption(panel)).toBe('User and 4 neighbours · 7 of 12 not shown');
    }));

  it('follows the cursor, but keeps the whole schema when that is on show', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: USER });
      await panel.drawnAfter(() => panel.send({ type: 'focus', entity: 'shop.library.Book', isFromCursor: true }));
      expect(await caption(panel)).toContain('Book and 1 neighbour');
      await panel.drawnAfter(() => panel.send({ type: 'focus', entity: null }));
      await panel.send({ type: 'focus', entity: USER, isFromCursor: true });
      await panel.page.locator('.details h2', { hasText: 'User' }).waitFor();
      expect(await caption(panel)).toBe('Whole schema: 12 entities');
    }));

  it('stays on a class that is renamed while it is in focus', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: 'shop.library.Book' });
      const text = JSON.stringify(sampleDiagram).replaceAll('shop.library.Book', 'shop.library.Volume').replace('"name":"Book"', '"name":"Volume"');
      await panel.show(JSON.parse(text) as Diagram, { focus: 'shop.library.Book' });
      expect(await caption(panel)).toContain('Volume and 1 neighbour');
    }));

  it.each(Object.keys(themes) as ThemeName[])('has contrast in the %s theme', (theme) =>
    withPanel({ ...WIDE, theme }, async (panel) => {
      await panel.show(sampleDiagram, { columns: 'all' });
      expect(await paintedShare(panel)).toBeGreaterThan(0.1);
      expect(await panel.page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe('rgba(0, 0, 0, 0)');
    }),
  );

  it.each(['light', 'highContrast', 'highContrastLight'] as const)('looks after a change to the %s theme as if it had been opened in it', (theme) =>
    withPanel({ ...WIDE, theme: 'dark' }, async (panel) => {
      await panel.show(sampleDiagram);
      const before = await fingerprint(panel);
      await switchTheme(panel, theme);
      const after = await fingerprint(panel);
      expect(after).not.toBe(before);
      await withPanel({ ...WIDE, theme }, async (other) => {
        await other.show(sampleDiagram);
        expect(await fingerprint(other)).toBe(after);
      });
    }));

  it.each([0.06, 0.2, 0.35, 0.8])('looks after panning as if it had been painted anew, but for the softness of a few edges: zoom %s', (zoom) =>
    withPanel(WIDE, async (panel) => {
      await panel.show(syntheticDiagram(250));
      await lookAt(panel, { x: 1500, y: 900 }, zoom);
      await repaintAll(panel);
      await panBy(panel, [{ x: 13.4, y: -7.2 }, { x: -40, y: 31.7 }, { x: 300, y: 0 }, { x: -3.3, y: -220.9 }]);
      await keepPixels(panel);
      await repaintAll(panel);
      expect(await changedShare(panel)).toBeLessThan(0.004);
    }));
});

/** Any change of the page's attributes may be one of the theme. */
async function repaintAll({ page }: PanelPage): Promise<void> {
  await page.evaluate(async () => {
    document.body.classList.toggle('repainted');
    for (let frame = 0; frame < 4; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  });
}

async function panBy({ page }: PanelPage, steps: readonly { readonly x: number; readonly y: number }[]): Promise<void> {
  await page.evaluate(async (all) => {
    const cy = document.querySelector<HTMLElement & { _cyreg?: { cy: Core } }>('.graph')?._cyreg?.cy;
    for (const by of all) {
      cy?.panBy(by);
      for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done));
    }
  }, steps);
}

/** Keeps a copy of the picture in the page. */
async function keepPixels({ page }: PanelPage): Promise<void> {
  await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.scene');
    (window as unknown as { kept: ImageData | undefined }).kept = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  });
}

/** How much of the picture differs from the kept one by more than can hardly be seen. */
async function changedShare({ page }: PanelPage): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.scene');
    const kept = (window as unknown as { kept: ImageData | undefined }).kept?.data ?? new Uint8ClampedArray();
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    let changed = 0;
    for (let index = 0; index < data.length; index += 1) if (Math.abs((data[index] ?? 0) - (kept[index] ?? 0)) > 24) changed += 1;
    return changed / data.length;
  });
}

describe('states', () => {
  const empty: Diagram = { entities: [], edges: [], groups: [], notes: [] };
  it.each([
    [{ kind: 'indexing', filesDone: 3, filesTotal: 12 }, '3 of 12 files'],
    [{ kind: 'empty', hint: 'Open a folder with models.' }, 'Open a folder with models.'],
    [{ kind: 'failed', reason: 'The server has stopped.' }, 'The server has stopped.'],
  ] as const)('say what is going on: %j', (state, words) =>
    withPanel(WIDE, async (panel) => {
      await panel.send({ type: 'state', state });
      await panel.page.locator('.message', { hasText: words }).waitFor();
    }),
  );

  it('is never blank before the first message', () =>
    withPanel(WIDE, async (panel) => {
      expect(await panel.page.locator('.message').innerText()).toContain('Reading the models');
    }));

  it('says so when there is nothing to draw', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(empty);
      expect(await panel.page.locator('.message').innerText()).toContain('No mapped classes found');
    }));
});

describe('input', () => {
  it('searches fuzzily and focuses what is chosen', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await panel.page.keyboard.press('/');
      await panel.page.keyboard.type('aginst');
      expect(await panel.page.locator('.result').first().innerText()).toContain('AgentInstallation');
      await panel.drawnAfter(() => panel.page.keyboard.press('Enter'));
      expect(await caption(panel)).toContain('AgentInstallation and 2 neighbours');
    }));

  it('is used with the keyboard alone', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await panel.page.locator('.graph').focus();
      await panel.page.keyboard.press('ArrowRight');
      await panel.page.locator('.details h2').waitFor();
      await panel.page.keyboard.press('Enter');
      expect(await sent(panel, 'open')).toHaveLength(1);
      await panel.drawnAfter(() => panel.page.keyboard.press('f'));
      expect(await caption(panel)).toContain('not shown');
      await panel.drawnAfter(() => panel.page.keyboard.press('w'));
      expect(await caption(panel)).toBe('Whole schema: 12 entities');
    }));

  it('brings what is selected into the room that the details leave', () =>
    withPanel({ width: 1100, height: 860 }, async (panel) => {
      await panel.show(sampleDiagram, { focus: USER, columns: 'all' });
      await panel.page.locator('.graph').focus();
      await panel.page.keyboard.press('ArrowRight');
      await panel.page.locator('.details h2', { hasText: /User|Post|Agent/ }).waitFor();
      await panel.page.waitForFunction(() => !(document.querySelector('.graph') as unknown as { _cyreg: { cy: Core } })._cyreg.cy.animated());
      const name = await panel.page.locator('.details h2').innerText();
      const { x } = await cardOnScreen(panel, `shop.agents.${name}`);
      const right = await panel.page.locator('.graph').evaluate((graph) => graph.getBoundingClientRect().right);
      expect(x).toBeLessThan(right - 20);
    }));

  it('has a tree as its twin', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      const first = panel.page.locator('[role=treeitem]').first();
      await first.focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await panel.page.keyboard.press(key);
      expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('installations any number of AgentInstallation');
      await panel.page.keyboard.press('Enter');
      expect((await sent(panel, 'open')).at(-1)).toMatchObject({ entity: USER, member: 'installations' });
    }));

  it('opens the code with a double click and explains with a click', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: 'shop.library.Node' });
      const box = await panel.page.locator('.graph').boundingBox();
      if (box === null) throw new Error('no graph');
      // The one card and its loop stand in the middle.
      const at = { x: box.x + box.width / 2 - 120, y: box.y + box.height / 2 - 35 };
      await panel.page.mouse.dblclick(at.x, at.y);
      expect((await sent(panel, 'open')).at(-1)).toMatchObject({ entity: 'shop.library.Node', beside: false });
      const explain = (await sent(panel, 'explain')).at(-1);
      if (explain?.type !== 'explain') throw new Error('not asked');
      await panel.send({ type: 'explanation', id: explain.id, markdown: '**`Node.parent`** → `Node`\n\n<img src=x onerror=alert(1)> [link](command:x)' });
      await panel.page.locator('.explanation strong', { hasText: 'Node.parent' }).waitFor();
      expect(await panel.page.locator('.explanation img, .explanation a').count()).toBe(0);
    }));

  it('saves where a card was put, and keeps it there through a live change', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      const graph = await panel.page.locator('.graph').boundingBox();
      const node = await cardOnScreen(panel, USER);
      if (graph === null) throw new Error('no graph');
      await panel.page.mouse.move(node.x, node.y);
      await panel.page.mouse.down();
      await panel.page.mouse.move(node.x - 60, node.y + 20, { steps: 4 });
      await panel.page.mouse.up();
      const saved = (await sent(panel, 'savePositions')).at(-1);
      expect(saved).toMatchObject({ positions: { [USER]: { x: expect.any(Number) as number } } });
      const before = await cardOnScreen(panel, USER);
      const { entities } = sampleDiagram;
      await panel.show({ ...sampleDiagram, entities: [...entities, { id: 'shop.library.New', kind: 'entity', name: 'New', module: 'shop.library', group: 'shop.library', columns: [], isAssociation: false, problems: [] }] });
      expect(await cardOnScreen(panel, USER)).toEqual(before);
    }));

  it('exports SVG and PNG and copies texts', () =>
    withPanel(WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      for (const name of ['Export as SVG…', 'Export as PNG…', 'Copy as Mermaid', 'Copy as DBML', 'Copy as PlantUML', 'Copy as DOT', 'Copy as SVG']) {
        await panel.page.locator('.menu-place vscode-button').click();
        await panel.page.getByRole('menuitem', { name }).click();
      }
      await panel.page.waitForFunction(() => (window as unknown as { posted: { type: string }[] }).posted.filter(({ type }) => type === 'export').length === 2);
      const [svg, png] = await sent(panel, 'export');
      expect(svg).toMatchObject({ format: 'svg', name: 'schema', content: expect.stringMatching(/^<svg /) as string });
      expect(png).toMatchObject({ format: 'png', content: expect.stringMatching(/^iVBOR/) as string });
      const copied = (await sent(panel, 'copy')).map((message) => (message.type === 'copy' ? message.text.slice(0, 9) : ''));
      expect(copied.map((text) => text.split(/\s/)[0])).toEqual(['erDiagram', 'Table', '@startuml', 'digraph', '<svg']);
    }));
});

describe('a narrow panel', () => {
  const NARROW = { width: 500, height: 900 } as const;
  it('keeps its controls inside and its cards readable', () =>
    withPanel(NARROW, async (panel) => {
      await panel.show(sampleDiagram, { focus: USER });
      const right = await panel.page.evaluate(() => Math.max(...[...document.querySelectorAll('.toolbar > *')].map((item) => item.getBoundingClientRect().right)));
      expect(right).toBeLessThanOrEqual(500);
      expect(await panel.page.locator('.outline').isVisible()).toBe(false);
      const zoom = await panel.page.evaluate(() => document.querySelector<HTMLElement & { _cyreg?: { cy: Core } }>('.graph')?._cyreg?.cy.zoom() ?? 0);
      expect(zoom).toBeGreaterThanOrEqual(0.62);
    }));

  it('lays the list of entities over the picture', () =>
    withPanel(NARROW, async (panel) => {
      await panel.show(sampleDiagram);
      const width = () => panel.page.locator('.graph').evaluate((graph) => graph.clientWidth);
      const before = await width();
      await panel.page.locator('.toolbar vscode-button').first().click();
      await panel.page.locator('.outline').waitFor();
      expect(await width()).toBe(before);
    }));
});

describe('size and scale', () => {
  it('ships no more than 240 kB, gzipped', async () => {
    expect(gzipSync(await bundleText(), { level: 9 }).length).toBeLessThan(240_000);
  });

  it.each([250, 1000, 3000])('draws %i entities', (count) =>
    withPanel(WIDE, async (panel) => {
      await panel.show(syntheticDiagram(count));
      expect(await caption(panel)).toBe(`Whole schema: ${count} entities`);
      expect(await paintedShare(panel)).toBeGreaterThan(0.1);
    }),
  );
});
