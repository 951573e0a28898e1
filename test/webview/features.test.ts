import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { GraphDifference } from '../../server/src/protocol/diagramRequests';
import type { Diagram, FromWebview, ToWebview } from '../../server/src/protocol/messages';
import { cardOnScreen, drawnScene } from './support/drawn';
import { launch, withPanel, type PanelPage } from './support/page';
import { sampleDiagram } from './support/sampleDiagram';
import { themes, type ThemeName } from './support/themes';

const WIDE = { width: 1400, height: 860 } as const;
const NARROW = { width: 560, height: 800 } as const;
const A = 'shop.agents';
const USER = `${A}.User`;
const PROFILE = `${A}.UserProfile`;
const POST = `${A}.Post`;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
});

const caption = (panel: PanelPage) => panel.page.locator('.caption').innerText();
const sent = async <T extends FromWebview['type']>(panel: PanelPage, type: T) => (await panel.messages()).filter((message): message is Extract<FromWebview, { type: T }> => message.type === type);
const press = (panel: PanelPage, key: string) => panel.page.locator('.graph').press(key);
const namesOf = ({ entities }: { readonly entities: readonly string[] }) => entities.map((id) => id.slice(id.lastIndexOf('.') + 1));

/** Answers the panel's last question for paths. */
async function answerPaths(panel: PanelPage, paths: Extract<ToWebview, { type: 'paths' }>['paths']) {
  await panel.page.waitForFunction(() => (window as unknown as { posted: FromWebview[] }).posted.some(({ type }) => type === 'findPaths'));
  const question = (await sent(panel, 'findPaths')).at(-1);
  return panel.drawnAfter(() => panel.send({ type: 'paths', id: question?.id ?? 0, paths }));
}

describe('history', () => {
  it('goes back and forward with keys and buttons', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: USER });
      await panel.drawnAfter(() => press(panel, 'w'));
      await panel.drawnAfter(() => panel.send({ type: 'focus', entity: POST }));
      await panel.drawnAfter(() => press(panel, 'Alt+ArrowLeft'));
      expect(await caption(panel)).toContain('Whole schema');
      await panel.drawnAfter(() => panel.page.getByRole('button', { name: 'Back (Alt+Left)' }).click());
      expect(await caption(panel)).toContain('User and 4 neighbours');
      expect(await panel.page.getByRole('button', { name: 'Back (Alt+Left)' }).isDisabled()).toBe(true);
      await panel.drawnAfter(() => press(panel, 'Alt+ArrowRight'));
      await panel.drawnAfter(() => press(panel, 'Alt+ArrowRight'));
      expect(await caption(panel)).toContain('Post and 1 neighbour');
    }));
});

describe('hiding', () => {
  it('hides the selected entity, says so, and shows all again', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await panel.send({ type: 'focus', entity: POST, isFromCursor: true });
      await panel.page.locator('.details h2', { hasText: 'Post' }).waitFor();
      const hidden = await panel.drawnAfter(() => press(panel, 'h'));
      expect(namesOf(hidden)).not.toContain('Post');
      expect(hidden.edges).not.toContain('posts');
      expect(await caption(panel)).toBe('11 entities · 1 of 12 not shown · filtered');
      expect(namesOf(await panel.drawnAfter(() => press(panel, 'Shift+H')))).toContain('Post');
    }));

  it('hides packages and kinds of lines from the list, by keyboard', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await press(panel, 'l');
      const list = panel.page.getByRole('region', { name: 'What is hidden' });
      const withoutKeys = await panel.drawnAfter(() => list.getByLabel('Foreign keys without a relationship').press('Space'));
      expect(withoutKeys.edges).not.toContain('reader');
      const agents = await panel.drawnAfter(() => list.getByLabel('library (7)').press('Space'));
      expect(agents.entities).toHaveLength(5);
      expect(await list.getByLabel('library (7)').isChecked()).toBe(false);
      await panel.drawnAfter(() => list.getByRole('button', { name: 'Show everything' }).click());
      await list.getByLabel('library (7)').press('Escape');
      expect(await list.isVisible()).toBe(false);
    }));

  it('keeps cards where they were when they are shown again', () =>
    withPanel(browser, WIDE, async (panel) => {
      const positions = Object.fromEntries(sampleDiagram.entities.map(({ id }, index) => [id, { x: 320 * (index % 4), y: 330 * Math.floor(index / 4) }]));
      await panel.show(sampleDiagram, { positions });
      await panel.send({ type: 'focus', entity: POST, isFromCursor: true });
      await panel.page.locator('.details h2', { hasText: 'Post' }).waitFor();
      await panel.drawnAfter(() => press(panel, 'h'));
      await panel.drawnAfter(() => press(panel, 'Alt+ArrowLeft'));
      expect((await sent(panel, 'savePositions')).length).toBe(0);
      const box = (await drawnScene(panel)).cards.find(({ card }) => card.entity.id === POST)?.box;
      expect(box === undefined ? undefined : { x: box.x + box.width / 2, y: box.y + box.height / 2 }).toEqual(positions[POST]);
    }));

  it('shows the neighbours left out of a focus, by key and by the badge that counts them', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: PROFILE });
      expect(await caption(panel)).toContain('UserProfile and 1 neighbour');
      await press(panel, 'ArrowLeft');
      await press(panel, 'ArrowRight');
      await panel.send({ type: 'focus', entity: PROFILE });
      await panel.page.locator('.outline').getByText('User', { exact: true }).click();
      const drawn = await panel.drawnAfter(() => press(panel, 'e'));
      expect(namesOf(drawn)).toEqual(['User', 'AgentInstallation', 'UserProfile', 'Post', 'Student']);
      await panel.drawnAfter(() => press(panel, 'Alt+ArrowLeft'));
      const user = (await drawnScene(panel)).cards.find(({ card }) => card.entity.id === USER)?.box ?? { width: 0, height: 0 };
      const middle = await cardOnScreen(panel, USER);
      const zoom = await panel.page.evaluate(() => (document.querySelector('.graph') as unknown as { _cyreg: { cy: { zoom: () => number } } })._cyreg.cy.zoom());
      const badge = { x: middle.x + (user.width / 2 - 20) * zoom, y: middle.y + (user.height / 2) * zoom };
      expect((await panel.drawnAfter(() => panel.page.mouse.click(badge.x, badge.y))).entities).toHaveLength(5);
    }));
});

describe('a path', () => {
  const step = (from: string, to: string, entity: string, key: string) => ({ kind: 'relationship' as const, from, to, words: `${key} to ${to}`, relationship: { entity, key, reverse: [] } });
  const paths = [
    { steps: [step(PROFILE, USER, PROFILE, 'user'), step(USER, POST, USER, 'posts')], select: 'select(UserProfile).join(UserProfile.user).join(User.posts)' },
    { steps: [step(PROFILE, USER, PROFILE, 'user'), step(USER, POST, USER, 'active_posts')], select: 'select(UserProfile).join(UserProfile.user).join(User.active_posts)' },
  ];

  it('is chosen with the keyboard, drawn alone, and copied as a statement', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: PROFILE });
      await press(panel, 'p');
      const bar = panel.page.getByRole('region', { name: 'Path between two entities' });
      expect(await bar.getByLabel('From').inputValue()).toBe(PROFILE);
      await panel.drawnAfter(() => bar.getByLabel('To').selectOption(POST));
      const drawn = await answerPaths(panel, paths);
      expect(namesOf(drawn)).toEqual(['User', 'UserProfile', 'Post']);
      expect(drawn.edges).toEqual(['profile', 'posts']);
      expect(await bar.locator('pre').innerText()).toBe(paths[0]?.select);
      expect(await caption(panel)).toBe('From UserProfile to Post · 9 of 12 not shown');
      const other = await panel.drawnAfter(() => bar.getByLabel('Way').selectOption('1'));
      expect(other.edges).toEqual(['profile', 'active_posts']);
      await bar.getByRole('button', { name: 'Copy select()' }).click();
      expect(await sent(panel, 'copy')).toEqual([{ type: 'copy', text: paths[1]?.select }]);
      await panel.drawnAfter(() => bar.getByLabel('From').press('Escape'));
      expect(await bar.isVisible()).toBe(false);
      expect(await caption(panel)).toContain('UserProfile and 1 neighbour');
    }));

  it('takes its other end from the picture, and says when nothing joins the two', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await panel.send({ type: 'focus', entity: USER, isFromCursor: true });
      await panel.page.locator('.details h2', { hasText: 'User' }).waitFor();
      await press(panel, 'p');
      await panel.drawnAfter(() => panel.page.locator('.outline').getByText('Node', { exact: true }).click());
      await answerPaths(panel, []);
      expect(await panel.page.locator('.path-words').innerText()).toBe('Nothing joins the two.');
    }));
});

describe('relating two entities', () => {
  it('asks for a relationship when a line is drawn from card to card', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await panel.send({ type: 'focus', entity: USER, isFromCursor: true });
      const handle = panel.page.locator('.connect-handle');
      await handle.waitFor();
      const at = await handle.boundingBox();
      const target = await cardOnScreen(panel, 'shop.library.Book');
      await panel.page.mouse.move((at?.x ?? 0) + 10, (at?.y ?? 0) + 10);
      await panel.page.mouse.down();
      await panel.page.mouse.move(target.x - 30, target.y, { steps: 4 });
      await panel.page.mouse.move(target.x, target.y);
      expect(await panel.page.locator('.connect-hint').innerText()).toBe('Relate User to Book');
      await panel.page.mouse.up();
      expect(await sent(panel, 'createRelationship')).toEqual([{ type: 'createRelationship', from: USER, to: 'shop.library.Book' }]);
      expect(await panel.page.locator('.connect-hint').isVisible()).toBe(false);
    }));

  it('asks for one by keyboard, and not after Escape', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await panel.send({ type: 'focus', entity: USER, isFromCursor: true });
      await panel.page.locator('.details h2', { hasText: 'User' }).waitFor();
      await press(panel, 'r');
      await press(panel, 'Escape');
      await press(panel, 'r');
      await panel.page.locator('.outline').getByText('Course', { exact: true }).click();
      await press(panel, 'Enter');
      expect(await sent(panel, 'createRelationship')).toEqual([{ type: 'createRelationship', from: USER, to: 'shop.library.Course' }]);
      expect(await sent(panel, 'open')).toEqual([]);
    }));

  it('renames a relationship in place, and deletes it', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram, { focus: POST });
      await press(panel, 'n');
      await panel.page.locator('.details h2', { hasText: 'User.posts' }).waitFor();
      await press(panel, 'F2');
      const field = panel.page.locator('.edit-relationship vscode-text-field').first();
      await field.waitFor();
      await panel.page.keyboard.press('ControlOrMeta+a');
      await panel.page.keyboard.type('not a name');
      await panel.page.keyboard.press('Enter');
      expect(await panel.page.locator('.edit-relationship [role=alert]').innerText()).toContain('letters, digits and underscores');
      await panel.page.keyboard.press('ControlOrMeta+a');
      await panel.page.keyboard.type('articles');
      await panel.page.keyboard.press('Enter');
      expect(await sent(panel, 'renameRelationship')).toEqual([{ type: 'renameRelationship', entity: USER, relationship: 'posts', newName: 'articles' }]);
      await press(panel, 'Delete');
      expect(await sent(panel, 'deleteRelationship')).toEqual([{ type: 'deleteRelationship', entity: USER, relationship: 'posts' }]);
    }));
});

const difference: GraphDifference = {
  entities: [
    { kind: 'added', id: PROFILE, name: 'UserProfile', words: [], columns: [], relationships: [] },
    { kind: 'changed', id: POST, name: 'Post', words: [], columns: [{ kind: 'changed', key: 'status', words: ['type: String(10) → String(20)'] }], relationships: [] },
    { kind: 'removed', id: 'shop.library.Node', name: 'Node', words: [], columns: [], relationships: [] },
  ],
  tables: [],
  problems: { added: ['error: something is wrong'], removed: [] },
};
const changes = new Map(difference.entities.map(({ id, kind }) => [id, kind]));
const compared: Diagram = {
  ...sampleDiagram,
  entities: sampleDiagram.entities.map((entity) => {
    const change = changes.get(entity.id);
    const columns = entity.columns.map((column) => (entity.id === POST && column.key === 'status' ? { ...column, change: 'changed' as const } : column));
    return change === undefined ? entity : { ...entity, change, columns };
  }),
  edges: sampleDiagram.edges.map((edge) => (edge.id === 'profile' ? { ...edge, change: 'added' as const } : edge.id === 'children' ? { ...edge, change: 'removed' as const } : edge)),
};

describe('a comparison', () => {
  const show = (panel: PanelPage) =>
    panel.drawnAfter(() => panel.send({
      type: 'diagram', diagram: compared, state: { kind: 'ready' }, revision: 2, settings: { columns: 'keys', depth: 1, foldAssociationTables: true }, positions: {},
      comparison: { label: 'HEAD', difference, summary: '1 entity added, 1 removed, 1 changed; problems: 1 new' },
    }));

  it('opens on what changed, in words, and leads to each change', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      expect(namesOf(await show(panel))).toEqual(['User', 'UserProfile', 'Post', 'Node']);
      const bar = panel.page.getByRole('region', { name: 'Comparison' });
      expect(await bar.locator('strong').innerText()).toBe('Compared with HEAD: 1 entity added, 1 removed, 1 changed; problems: 1 new');
      await bar.getByRole('button', { name: 'List' }).click();
      await bar.getByRole('button', { name: 'changed status · type: String(10) → String(20)' }).click();
      await panel.page.locator('.details h2', { hasText: 'Post.status' }).waitFor();
      expect((await panel.drawnAfter(() => bar.getByLabel('Only what changed').press('Space'))).entities).toHaveLength(12);
      await bar.getByRole('button', { name: 'Stop comparing' }).click();
      expect(await sent(panel, 'stopComparing')).toHaveLength(1);
      await panel.show(sampleDiagram);
      expect(await bar.isVisible()).toBe(false);
    }));

  it.each(Object.keys(themes) as ThemeName[])('is drawn in colours of its own in the %s theme', (theme) =>
    withPanel(browser, { ...WIDE, theme }, async (panel) => {
      await panel.show(sampleDiagram);
      const picture = () => panel.page.locator('canvas.scene').screenshot();
      await panel.drawnAfter(() => panel.send({ type: 'focus', entity: POST }));
      const plain = await picture();
      await show(panel);
      await panel.drawnAfter(() => panel.send({ type: 'focus', entity: POST }));
      expect((await picture()).equals(plain)).toBe(false);
    }),
  );

  it('is asked for by key', () =>
    withPanel(browser, NARROW, async (panel) => {
      await panel.show(sampleDiagram);
      await press(panel, 'c');
      expect(await sent(panel, 'compare')).toHaveLength(1);
    }));
});

/** The state that VS Code kept for the panel, as JavaScript. */
const withState = (state: string) => async (page: Page) => {
  await page.addInitScript(`window.savedState = ${state};`);
};

describe('a panel after a reload', () => {
  const state = {
    view: { kind: 'focus', entity: USER, depth: 1, expanded: [POST] },
    filter: { entities: [PROFILE], groups: [], lines: ['readOnly', 'nonsense'] },
    viewport: { zoom: 0.8, pan: { x: 12, y: 34 } },
    kept: { isFollowing: false },
  };

  it('finds its view, what is hidden and where it stood', () =>
    withPanel(browser, { ...WIDE, beforeLoad: withState(JSON.stringify(state)) }, async (panel) => {
      await panel.show(sampleDiagram);
      expect(namesOf((await sent(panel, 'drawn')).at(-1) ?? { entities: [] })).toEqual(['User', 'AgentInstallation', 'Post', 'Student']);
      expect(await panel.page.evaluate(() => {
        const { cy } = (document.querySelector('.graph') as unknown as { _cyreg: { cy: { zoom: () => number; pan: () => { x: number; y: number } } } })._cyreg;
        return { zoom: cy.zoom(), pan: cy.pan() };
      })).toEqual(state.viewport);
    }));

  it.each(['{}', '{"view":{"kind":"focus"}}', '{"view":{"kind":"path","from":"gone","to":"gone"},"filter":7}'])('starts anew from a state it cannot read: %s', (text) =>
    withPanel(browser, { ...WIDE, beforeLoad: withState(text) }, async (panel) => {
      await panel.show(sampleDiagram);
      expect(await caption(panel)).toBe('Whole schema: 12 entities');
    }),
  );

  it('takes positions that come from elsewhere, and says whether it follows the cursor', () =>
    withPanel(browser, WIDE, async (panel) => {
      await panel.show(sampleDiagram);
      await panel.drawnAfter(() => panel.send({ type: 'positions', positions: { [USER]: { x: -900, y: -900 } } }));
      await panel.send({ type: 'follow', isFollowing: false });
      await panel.page.getByRole('button', { name: 'More' }).click();
      expect(await panel.page.getByRole('menuitemcheckbox', { name: 'Follow the cursor' }).getAttribute('aria-checked')).toBe('false');
      await panel.page.getByRole('menuitemcheckbox', { name: 'Follow the cursor' }).click();
      expect(await sent(panel, 'follow')).toEqual([{ type: 'follow', isFollowing: true }]);
    }));
});
