import { createServer } from 'node:http';

/**
 * The suite runs in the extension host, and sees no webview. So it asks over HTTP (the address is in `HOST_BRIDGE`), and the browser that
 * shows VS Code answers: `POST /` with a request, the answer is JSON, `{ value }` or `{ error }`. The suite reports its counts the same way.
 *
 * @typedef {{ passed: number, failed: number }} SuiteResult
 * @typedef {{ kind: 'evaluate', expression: string } | { kind: 'violations' } | { kind: 'press', key: string } | { kind: 'waitFor', selector: string }
 *   | { kind: 'click', x: number, y: number, count: number } | { kind: 'drag', from: { x: number, y: number }, to: { x: number, y: number } } | { kind: 'line', text: string } | { kind: 'result', result: SuiteResult }} BridgeRequest
 */

/**
 * @param {() => import('playwright-core').Page | Promise<import('playwright-core').Page>} pageOf  The page that shows VS Code.
 * @param {(line: string) => void} print  Takes what the suite prints.
 * @returns {Promise<{ address: string, result: () => SuiteResult | undefined, stop: () => void }>}
 */
export async function startBridge(pageOf, print) {
  /** @type {SuiteResult | undefined} */
  let result;
  /** @param {BridgeRequest} request */
  const answer = async (request) => {
    switch (request.kind) {
      case 'line':
        print(request.text);
        return null;
      case 'result':
        result = request.result;
        return null;
      default:
        return answerFrom(await pageOf(), request);
    }
  };
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk));
    request.on('end', () => {
      answer(JSON.parse(Buffer.concat(chunks).toString()))
        .then((value) => ({ value }), (/** @type {unknown} */ error) => ({ error: String(error) }))
        .then((body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the bridge has no port');
  return { address: `http://127.0.0.1:${at.port}`, result: () => result, stop: () => void server.close() };
}

/** @param {import('playwright-core').Page} page @param {Exclude<BridgeRequest, { kind: 'result' | 'line' }>} request */
async function answerFrom(page, request) {
  switch (request.kind) {
    case 'evaluate':
      return (await diagramFrame(page))?.evaluate(request.expression) ?? null;
    case 'violations':
      return (await diagramFrame(page))?.evaluate('globalThis.policyViolations') ?? null;
    case 'waitFor':
      await page.waitForSelector(request.selector);
      return null;
    case 'press':
      await page.keyboard.press(request.key);
      return null;
    case 'click': {
      const box = await diagramBox(page);
      await page.mouse.click(box.x + request.x, box.y + request.y, { clickCount: request.count });
      return null;
    }
    case 'drag': {
      const box = await diagramBox(page);
      await page.mouse.move(box.x + request.from.x, box.y + request.from.y);
      await page.mouse.down();
      await page.mouse.move(box.x + request.to.x - 10, box.y + request.to.y, { steps: 5 });
      await page.mouse.move(box.x + request.to.x, box.y + request.to.y);
      await page.mouse.up();
      return null;
    }
  }
}

/** Where the diagram lies in the page. @param {import('playwright-core').Page} page */
async function diagramBox(page) {
  const box = await (await (await diagramFrame(page))?.frameElement())?.boundingBox();
  if (box === null || box === undefined) throw new Error('the diagram is not shown');
  return box;
}

/**
 * The innermost frame of the diagram's webview; undefined while none is shown.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<import('playwright-core').Frame | undefined>}
 */
export async function diagramFrame(page) {
  for (const frame of page.frames()) {
    const view = await frame.evaluate('document.documentElement.dataset.view').catch(() => undefined);
    if (view === 'sqlalchemy-relationships-diagram') return frame;
  }
  return undefined;
}
