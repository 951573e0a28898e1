/** One cold start in a fresh process, printed as JSON: `node indexOnce.mjs FOLDER [ENVIRONMENT]`. The same steps as the server's, without its protocol. */
import path from 'node:path';
import { URI } from 'vscode-uri';
import { createAnalysisHost } from '../../server/src/core/analysisHost';
import type { FileId } from '../../server/src/core/declarations/anchor';
import { environmentOf } from '../../server/src/host/node/environment';
import { readSourceFile } from '../../server/src/host/node/files';
import { listPythonFiles } from '../../server/src/host/node/listing';

const folder = path.resolve(process.argv[2] ?? '.');
const packages = process.argv[3] === undefined ? undefined : environmentOf(folder, path.resolve(process.argv[3])).packages;
const host = createAnalysisHost({ sqlalchemy: '2.0', sourceRoots: [], packages }, { onInternalError: (operation, error) => console.error(operation, error) });
let bytes = 0;
const { files } = listPythonFiles(URI.file(folder).toString(), []);
for (const file of files) {
  const read = readSourceFile(URI.parse(file.uri).fsPath);
  if (read.kind !== 'text') continue;
  bytes += read.text.length;
  host.setFile({ id: file.uri as FileId, path: file.path, text: read.text });
}
const afterFacts = cpuMs();
const analysis = host.analysis();
const afterGraph = cpuMs();
const problems = analysis.problems({ severity: {} }).length;
const relationships = analysis.graph.mappers.flatMap((mapper) => [...mapper.properties.values()].filter((property) => property.kind === 'relationship')).length;
console.log(
  JSON.stringify({
    files: files.length,
    bytes,
    mappers: analysis.graph.mappers.length,
    relationships,
    problems,
    factsMs: afterFacts,
    graphMs: afterGraph - afterFacts,
    problemsMs: cpuMs() - afterGraph,
    residentMb: process.memoryUsage().rss / 1e6,
  }),
);

/** CPU time of the process so far, as other work on the machine would count into wall-clock time. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
