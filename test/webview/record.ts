/**
 * Records the diagrams that the tests of the panel draw: `node test/bench/run.mjs test/webview/record.ts`.
 * Of the samples, and of two packages in `.cache/realworld` (`npm run realworld`) if they are there.
 */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { URI } from 'vscode-uri';
import { createAnalysisHost } from '../../server/src/core/analysisHost';
import type { FileId } from '../../server/src/core/declarations/anchor';
import type { Diagram } from '../../server/src/core/diagram/diagram';
import { readSourceFile } from '../../server/src/host/node/files';
import { listPythonFiles } from '../../server/src/host/node/listing';

const PACKAGES = '.cache/realworld';

export function main(_args: readonly string[], root: string): number {
  const folders = {
    agents: 'samples/agents',
    broken: 'samples/broken',
    classic: 'samples/classic',
    shop: 'samples/shop',
    mbdata: `${PACKAGES}/mbdata/lib/python3.11/site-packages/mbdata`,
    galaxy: `${PACKAGES}/galaxy-data/lib/python3.11/site-packages/galaxy`,
  };
  for (const [name, folder] of Object.entries(folders)) {
    const at = path.join(root, folder);
    if (!existsSync(at)) {
      console.log(`${name}: skipped, since ${folder} is not there`);
      continue;
    }
    const diagram = diagramOf(at, `${path.basename(at)}/`);
    writeFileSync(path.join(root, 'test/webview/recorded', `${name}.json.gz`), gzipSync(JSON.stringify(diagram), { level: 9 }));
    console.log(`${name}: ${diagram.entities.length} entities, ${diagram.edges.length} lines`);
  }
  return 0;
}

/** `prefix` is the folder's own name: a package is read as one. */
function diagramOf(folder: string, prefix: string): Diagram {
  const host = createAnalysisHost(
    { sqlalchemy: '2.0', sourceRoots: [] },
    { onInternalError: (operation, error) => { throw new Error(operation, { cause: error }); } },
  );
  const isPackage = existsSync(path.join(folder, '__init__.py')) || prefix === 'galaxy/';
  for (const file of listPythonFiles(URI.file(folder).toString(), []).files) {
    const read = readSourceFile(URI.parse(file.uri).fsPath);
    if (read.kind === 'text') host.setFile({ id: file.uri as FileId, path: isPackage ? prefix + file.path : file.path, text: read.text });
  }
  return host.analysis().diagram({ foldAssociationTables: true });
}
