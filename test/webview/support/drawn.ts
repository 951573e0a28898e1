/** What the panel has drawn: the scene it keeps beside Cytoscape's graph, and the pixels of its canvas. */
import type { Core } from 'cytoscape';
import type { Page } from 'playwright-core';
import type { Point } from '../../../server/src/core/diagram/picture/geometry';
import type { Scene, SceneCard, SceneGroup, SceneLine } from '../../../server/src/core/diagram/picture/scene';
import { FONTS, type TextRole } from '../../../server/src/core/diagram/picture/text';
import type { PanelPage } from './page';
import { themes } from './themes';

export interface DrawnScene {
  readonly cards: readonly SceneCard[];
  readonly groups: readonly SceneGroup[];
  readonly lines: readonly SceneLine[];
}

type GraphElement = HTMLElement & { readonly _cyreg?: { readonly cy: Core } };

export async function drawnScene({ page }: PanelPage): Promise<DrawnScene> {
  return page.evaluate(() => {
    const scene = document.querySelector<GraphElement>('.graph')?._cyreg?.cy.scratch('scene') as Scene;
    return { cards: [...scene.cards.values()], groups: scene.groups, lines: scene.lines };
  });
}

/** The middle of a card in the page. */
export async function cardOnScreen({ page }: PanelPage, entity: string): Promise<Point> {
  return page.evaluate((id) => {
    const container = document.querySelector<GraphElement>('.graph');
    const cy = container?._cyreg?.cy;
    const box = (cy?.scratch('scene') as Scene | undefined)?.cards.get(id)?.box;
    if (container === null || cy === undefined || box === undefined) throw new Error(`no card ${id}`);
    const { left, top } = container.getBoundingClientRect();
    return { x: Math.round(left + cy.pan().x + (box.x + box.width / 2) * cy.zoom()), y: Math.round(top + cy.pan().y + (box.y + box.height / 2) * cy.zoom()) };
  }, entity);
}

/** Brings a point of the model to the middle of the picture. */
export async function lookAt({ page }: PanelPage, point: Point, zoom: number): Promise<void> {
  await page.evaluate(async ({ x, y, level }) => {
    const cy = document.querySelector<GraphElement>('.graph')?._cyreg?.cy;
    cy?.viewport({ zoom: level, pan: { x: cy.width() / 2 - x * level, y: cy.height() / 2 - y * level } });
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  }, { ...point, level: zoom });
}

/** `r, g, b, a` at points of the model. */
export async function pixelsAt({ page }: PanelPage, points: readonly Point[]): Promise<readonly (readonly number[])[]> {
  return page.evaluate((places) => {
    const cy = document.querySelector<GraphElement>('.graph')?._cyreg?.cy;
    const context = document.querySelector<HTMLCanvasElement>('canvas.scene')?.getContext('2d');
    if (cy === undefined || context === null || context === undefined) throw new Error('no picture');
    const ratio = window.devicePixelRatio;
    const origin = { x: Math.round(cy.pan().x * ratio), y: Math.round(cy.pan().y * ratio) };
    return places.map(({ x, y }) => [...context.getImageData(Math.floor(x * cy.zoom() * ratio + origin.x), Math.floor(y * cy.zoom() * ratio + origin.y), 1, 1).data]);
  }, points);
}

/** A number that two canvases share only if they look the same. */
export async function fingerprint({ page }: PanelPage): Promise<string> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done));
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.scene');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    let sum = 0;
    for (const value of data) sum = (Math.imul(sum, 31) + value) | 0;
    return `${canvas?.width ?? 0}×${canvas?.height ?? 0} ${sum}`;
  });
}

/** Widths of texts as the browser draws them. */
export async function widthsOf(page: Page, texts: readonly { readonly text: string; readonly role: TextRole; readonly sizePx?: number }[]): Promise<readonly number[]> {
  const { variables } = themes.dark;
  const asked = texts.map(({ text, role, sizePx }) => {
    const { sizePx: usual, isBold, isMonospace } = FONTS[role];
    return { text, font: `${isBold ? '600 ' : ''}${sizePx ?? usual}px ${(isMonospace ? variables['editor-font-family'] : variables['font-family']) ?? ''}` };
  });
  return page.evaluate((all) => {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) throw new Error('no canvas');
    return all.map(({ text, font }) => {
      context.font = font;
      return context.measureText(text).width;
    });
  }, asked);
}
