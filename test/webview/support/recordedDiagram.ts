/** Diagrams of real models, as the engine made them: see `record.ts`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Diagram } from '../../../server/src/core/diagram/diagram';
import { ROOT } from './page';

export const RECORDED = ['agents', 'broken', 'classic', 'shop', 'mbdata', 'galaxy'] as const;

export function recordedDiagram(name: (typeof RECORDED)[number]): Diagram {
  return JSON.parse(gunzipSync(readFileSync(path.join(ROOT, 'test/webview/recorded', `${name}.json.gz`))).toString()) as Diagram;
}
