/** What the panel is for people who use the keyboard, a screen reader, other colours or larger letters. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import type { Core } from 'cytoscape';
import { nearestCard, type Direction } from '../../webview/src/keyboard';
import { drawnScene } from './support/drawn';
import { launch, ROOT, withPanel, type PanelPage } from './support/page';
import { recordedDiagram } from './support/recordedDiagram';
import { sampleDiagram } from './support/sampleDiagram';
import { themes, type ThemeName } from './support/themes';

const WIDE = { width: 1400, height: 860 } as const;
const NARROW = { width: 500, height: 900 } as const;
const USER = 'shop.agents.User';

let browser: Browser;
let axe: string;
beforeAll(async () => {
  browser = await launch();
  axe = await readFile(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
});
afterAll(async () => {
  await browser.close();
});

/** What axe finds to be serious or critical, with the elements it is about. */
async function seriousFindings({ page }: PanelPage): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => {
    // An item of the tree is named without the items below it.
    const rules = { 'label-content-name-mismatch': { enabled: false } };
    return (window as unknown as { axe: { run: (options: unknown) => Promise<AxeResults> } }).axe.run({ rules });
  });
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const views: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  'the whole schema': (panel) => panel.show(sampleDiagram),
  'a focus with details': async (panel) => {
    await panel.show(sampleDiagram, { focus: USER });
    await panel.page.locator('.graph').focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.locator('.details h2').waitFor();
  },
  'the menu': async (panel) => {
    await panel.show(sampleDiagram);
    await panel.page.locator('.menu-place vscode-button').last().click();
    await panel.page.getByRole('menu').waitFor();
  },
  'search results': async (panel) => {
    await panel.show(sampleDiagram);
    await panel.page.keyboard.press('/');
    await panel.page.keyboard.type('us');
    await panel.page.locator('.result').first().waitFor();
  },
  'the legend': async (panel) => {
    await panel.show(sampleDiagram);
    await panel.page.locator('.graph').focus();
    await panel.page.keyboard.press('?');
    await panel.page.locator('.legend').waitFor();
  },
  'the bar of a path': async (panel) => {
    await panel.show(sampleDiagram, { focus: USER });
    await panel.page.locator('.graph').press('p');
    await panel.page.locator('.path-bar').waitFor();
  },
  'the list of what is hidden': async (panel) => {
    await panel.show(sampleDiagram);
    await panel.page.locator('.graph').press('l');
    await panel.page.locator('.filter-menu').waitFor();
  },
  'a comparison': async (panel) => {
    const entities = sampleDiagram.entities.map((entity) => (entity.id === USER ? { ...entity, change: 'changed' as const } : entity));
    const difference = { entities: [{ kind: 'changed' as const, id: USER, name: 'User', words: ['table: user → users'], columns: [], relationships: [] }], tables: [], problems: { added: ['error: something'], removed: [] } };
    await panel.drawnAfter(() => panel.send({
      type: 'diagram', diagram: { ...sampleDiagram, entities }, state: { kind: 'ready' }, revision: 1, settings: { columns: 'keys', depth: 1, foldAssociationTables: true }, positions: {},
      comparison: { label: 'HEAD', difference, summary: '1 entity changed' },
    }));
    await panel.page.getByRole('button', { name: 'List', exact: true }).click();
    await panel.page.locator('.changes').waitFor();
  },
  loading: (panel) => panel.send({ type: 'state', state: { kind: 'indexing', filesDone: 3, filesTotal: 12 } }),
  'nothing to show': (panel) => panel.send({ type: 'state', state: { kind: 'empty', hint: 'Open a folder with models.' } }),
};

describe.each(Object.keys(themes) as ThemeName[])('axe, in the %s theme', (theme) => {
  it.each(Object.keys(views))('finds nothing serious in %s', (view) =>
    withPanel(browser, { ...WIDE, theme }, async (panel) => {
      await views[view]?.(panel);
      expect(await seriousFindings(panel)).toEqual([]);
    }), 60_000,
  );
});

it('axe finds nothing serious in a narrow panel', () =>
  withPanel(browser, NARROW, async (panel) => {
    await panel.show(sampleDiagram, { focus: USER });
    expect(await seriousFindings(panel)).toEqual([]);
  }));

describe('the keyboard', () => {
  it('comes to every part of the panel with Tab', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: USER });
      await panel.page.locator('.graph').focus();
      await panel.page.keyboard.press('ArrowRight');
      await panel.page.locator('.details vscode-button').first().waitFor();
      const reached = new Set<string>();
      for (let presses = 0; presses < 40; presses += 1) {
        await panel.page.keyboard.press('Tab');
        reached.add(await panel.page.evaluate(() => {
          const element = document.activeElement;
          const part = element?.closest('.search, .switch, .zoom, .toolbar, .outline, .graph, .details');
          return part?.className.split(' ')[0] ?? '';
        }));
      }
      expect([...reached]).toEqual(expect.arrayContaining(['search', 'switch', 'toolbar', 'outline', 'graph', 'details']));
    }));

  it.each(['shop', 'galaxy', 'mbdata'] as const)('comes from any card to any other with the arrows: %s', (name) =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(recordedDiagram(name));
      const cards = new Map((await drawnScene(panel)).cards.map((card) => [card.card.entity.id, card]));
      const first = nearestCard(cards, undefined, 'ArrowRight');
      const reached = new Set([first]);
      for (const id of reached) {
        for (const direction of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] satisfies Direction[]) {
          const next = nearestCard(cards, id, direction);
          if (next !== undefined) reached.add(next);
        }
      }
      expect([...cards.keys()].filter((id) => !reached.has(id))).toEqual([]);
    }),
  );

  it('opens and closes the menu, and gives the focus back', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      const more = panel.page.locator('.menu-place vscode-button').last();
      await more.focus();
      await panel.page.keyboard.press('Enter');
      await panel.page.getByRole('menu').waitFor();
      expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('role'))).toMatch(/^menuitem/);
      await panel.page.keyboard.press('Escape');
      expect(await panel.page.getByRole('menu').count()).toBe(0);
      expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
    }));
});

describe('the legend', () => {
  it('explains what the marks mean, is opened with a key, and closed with another', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await panel.page.locator('.graph').focus();
      await panel.page.keyboard.press('?');
      const words = await panel.page.locator('.legend').innerText();
      for (const word of ['exactly one', 'at most one', 'any number', 'one or more', 'inherits', 'read only', 'foreign key that no relationship uses', 'many-to-many']) expect(words).toContain(word);
      await panel.page.keyboard.press('Escape');
      expect(await panel.page.locator('.legend').isVisible()).toBe(false);
      expect(await panel.page.evaluate(() => document.activeElement?.className)).toContain('graph');
    }));
});

describe('larger letters', () => {
  it.each([[1400, 860, '20px'], [820, 860, '13px'], [820, 860, '18px'], [500, 900, '20px'], [400, 900, '13px']] as const)('leave every control inside the panel: %i × %i, %s', (width, height, size) =>
    withPanel(browser, { width, height, variables: { 'font-size': size } }, async (panel) => {
      await panel.show(sampleDiagram, { focus: USER });
      const outside = await panel.page.evaluate(() => [...document.querySelectorAll('.toolbar *, .outline, .caption')]
        .filter((item) => item.getBoundingClientRect().width > 0 && item.getBoundingClientRect().right > window.innerWidth + 0.5)
        .map((item) => item.outerHTML.slice(0, 120)));
      expect(outside).toEqual([]);
    }),
  );

  it('are drawn sharply in a zoomed window', () =>
    withPanel(browser, { width: 700, height: 430, deviceScaleFactor: 2 }, async (panel) => {
      await panel.show(sampleDiagram, { focus: USER });
      const { width, shown } = await panel.page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas.scene');
        return { width: canvas?.width, shown: canvas?.clientWidth };
      });
      expect(width).toBe(2 * (shown ?? 0));
    }));
});

it('moves nothing by itself for people who asked for that', () =>
  withPanel(browser, WIDE, async (panel) => {
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    await panel.show(sampleDiagram, { focus: USER });
    const isMoving = () => panel.page.evaluate(() => (document.querySelector('.graph') as unknown as { _cyreg: { cy: Core } })._cyreg.cy.animated() || document.getAnimations().length > 0);
    await panel.page.locator('.graph').focus();
    await panel.page.keyboard.press('0');
    expect(await isMoving()).toBe(false);
    await panel.drawnAfter(() => panel.page.setViewportSize({ width: 900, height: 860 }));
    expect(await isMoving()).toBe(false);
  }));
