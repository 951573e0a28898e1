import { createServer } from 'node:http';

/**
 * A webview cannot be seen from the extension host, where the suite runs. So the suite asks over HTTP (address in `HOST_BRIDGE`), and
 * the browser outside answers: `POST /` with `{ kind, ... }`, the answer is JSON `{ value }` or `{ error }`.
 *
 * @typedef {{ kind: 'evaluate', expression: string } | { kind: 'press', key: string } | { kind: 'click', x: number, y: number, count: number } | { kind: 'screenshot', path: string }} BridgeRequest
 */

/**
 * @param {() => import('playwright-core').Page} pageOf  The page that shows VS Code.
 * @returns {Promise<{ address: string, stop: () => void }>}
 */
export async function startBridge(pageOf) {
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk));
    request.on('end', () => {
      answer(pageOf(), JSON.parse(Buffer.concat(chunks).toString()))
        .then((value) => ({ value }), (/** @type {unknown} */ error) => ({ error: String(error) }))
        .then((body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the bridge has no port');
  return { address: `http://127.0.0.1:${at.port}`, stop: () => server.close() };
}

/** @param {import('playwright-core').Page} page @param {BridgeRequest} request */
async function answer(page, request) {
  switch (request.kind) {
    case 'evaluate':
      return (await diagramFrame(page))?.evaluate(request.expression) ?? null;
    case 'press':
      return page.keyboard.press(request.key);
    case 'click': {
      const frame = await diagramFrame(page);
      const box = await (await frame?.frameElement())?.boundingBox();
      if (box === null || box === undefined) throw new Error('the diagram is not shown');
      return page.mouse.click(box.x + request.x, box.y + request.y, { clickCount: request.count });
    }
    case 'screenshot':
      await page.screenshot({ path: request.path });
      return null;
  }
}

/**
 * The innermost frame of the diagram's webview; undefined while none is shown.
 * @param {import('playwright-core').Page} page
 */
export async function diagramFrame(page) {
  for (const frame of page.frames()) {
    if (frame.name() !== 'active-frame') continue;
    if ((await frame.evaluate('document.documentElement.dataset.view ?? document.title').catch(() => '')) !== '') return frame;
  }
  return undefined;
}
