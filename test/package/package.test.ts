import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesInZip } from './zip';

/** Written by `npm run package`, which `npm test` does first. */
const archive = readFileSync(path.join(import.meta.dirname, '../../sqlalchemy-relationships.vsix'));

describe('the packaged extension', () => {
  it('is smaller than 1.5 MB', () => {
    expect(archive.length).toBeLessThan(1_500_000);
  });

  it('holds only what runs', () => {
    const expected = [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/THIRD_PARTY_NOTICES.txt',
      'extension/dist/elk-worker.js',
      'extension/dist/extension.js',
      'extension/dist/extension.web.js',
      'extension/dist/server.js',
      'extension/dist/webview.css',
      'extension/dist/webview.js',
      'extension/icons/icon.png',
      'extension/package.json',
      'extension/readme.md',
      'extension/syntaxes/sqlalchemy-strings.injection.json',
      'extension/walkthrough/diagram.md',
      'extension/walkthrough/hover.md',
      'extension/walkthrough/pairedSide.md',
      'extension/walkthrough/problems.md',
    ];
    expect([...namesInZip(archive)].sort()).toEqual(expected);
  });
});
