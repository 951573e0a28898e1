/**
 * All measurements in one run, as ratios where another program can be asked to do a comparable thing: `npm run bench [-- --quick] [--without-pyright] [--only PART]`,
 * PART one of `cold`, `editing`, `growth`. Packages come from `.cache/realworld` (`npm run realworld`); what is missing is skipped with a word.
 * Prints tables with the targets and whether they are met.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { LanguageServer } from './languageServer';
import { digits, latencyRow, printTable, ratioRow, watch, watchThrice, type Row } from './measure';

interface Project {
  readonly name: string;
  /** Where the package lies in its environment. */
  readonly source: string;
  /** Where it lies in the measured workspace: as in its repository. */
  readonly folder: string;
}

const PROJECTS: readonly Project[] = [
  { name: 'galaxy-data', source: 'galaxy', folder: 'lib/galaxy' },
  { name: 'apache-airflow-core', source: 'airflow', folder: 'airflow' },
  { name: 'mbdata', source: 'mbdata', folder: 'mbdata' },
];

const PYRIGHT = 'node_modules/pyright';
const EDITED_PROJECT = 'galaxy-data';
const EDITED_FILE = 'lib/galaxy/model/__init__.py';

interface Bench {
  readonly root: string;
  readonly edits: number;
  readonly requests: number;
  readonly hasPyright: boolean;
}

export async function main(args: readonly string[], root: string): Promise<number> {
  const isQuick = args.includes('--quick');
  const hasPyright = !args.includes('--without-pyright') && existsSync(path.join(root, PYRIGHT));
  if (!hasPyright) console.log('pyright is not asked: it is not installed, or was not wanted');
  const bench: Bench = { root, edits: isQuick ? 20 : 200, requests: isQuick ? 20 : 100, hasPyright };
  await bundle(root);
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  if ((only ?? 'cold') === 'cold') for (const project of PROJECTS) coldStart(bench, project);
  if ((only ?? 'editing') === 'editing') await editing(bench);
  if ((only ?? 'growth') === 'growth') growth(bench);
  return 0;
}

function programs(root: string): string {
  return path.join(root, 'out/programs');
}

/** Bundles as the product is built, apart from the one in `dist`. */
async function bundle(root: string): Promise<void> {
  const entries = ['test/bench/indexOnce.ts', 'test/bench/growth.ts', 'server/src/lsp/node/main.ts'];
  for (const entry of entries) {
    const outfile = path.join(programs(root), `${entry.endsWith('main.ts') ? 'server' : path.basename(entry, '.ts')}.cjs`);
    await build({ entryPoints: [path.join(root, entry)], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], logLevel: 'error' });
  }
}

/** The package copied to where its repository has it, away from its environment; undefined when it is not there. */
function workspaceOf({ root }: Bench, project: Project): { readonly folder: string; readonly environment: string } | undefined {
  const environment = path.join(root, '.cache/realworld', project.name);
  const source = path.join(environment, 'lib', 'python3.11', 'site-packages', project.source);
  if (!existsSync(source)) {
    console.log(`${project.name}: skipped, since it is not in .cache/realworld`);
    return undefined;
  }
  const folder = path.join(root, '.cache/bench/workspaces', project.name);
  const target = path.join(folder, project.folder);
  if (!existsSync(target)) {
    mkdirSync(target, { recursive: true });
    cpSync(source, target, { recursive: true, filter: (file) => file.endsWith('.py') || statSync(file).isDirectory() });
  }
  // pyright passes over what lies below a hidden folder unless it is told otherwise.
  writeFileSync(path.join(folder, 'pyrightconfig.json'), '{ "include": ["."], "exclude": [] }\n');
  return { folder, environment };
}

// ---------------------------------------------------------------- cold start

const AST_PARSE = `
import ast, sys, warnings
warnings.simplefilter("ignore")
for path in sys.stdin.read().split("\\n"):
    try: ast.parse(open(path, encoding="utf-8").read())
    except (SyntaxError, ValueError, RecursionError): pass
`;

interface Indexed {
  readonly files: number;
  readonly bytes: number;
  readonly mappers: number;
  readonly relationships: number;
  readonly factsMs: number;
  readonly graphMs: number;
  readonly problemsMs: number;
  readonly residentMb: number;
}

function coldStart(bench: Bench, project: Project): void {
  const workspace = workspaceOf(bench, project);
  if (workspace === undefined) return;
  const { folder, environment } = workspace;
  const command = [process.execPath, path.join(programs(bench.root), 'indexOnce.cjs'), folder];
  const cold = watchThrice(command);
  const indexed = JSON.parse(cold.out) as Indexed;
  const withEnvironment = watch([...command, environment]);
  const grep = watchThrice(['rg', '-c', '--no-ignore', '--hidden', '-g', '*.py', 'relationship', folder]);
  const parse = watchThrice(['sh', '-c', 'find "$1" -name "*.py" | python3 -c "$2"', 'sh', folder, AST_PARSE]);
  const megabytes = indexed.bytes / 1e6;
  const rows: Row[] = [
    { metric: 'of it, reading and facts / graph / problems', measured: `${digits(indexed.factsMs)} / ${digits(indexed.graphMs)} / ${digits(indexed.problemsMs)} ms` },
    ratioRow('cold graph ÷ `rg -c relationship`', cold.cpuMs, grep.cpuMs, megabytes < 20 ? 20 : 12),
    ratioRow("cold graph ÷ CPython's `ast.parse` of the same files", cold.cpuMs, parse.cpuMs, 0.4),
    ratioRow('cold graph with the installed packages it needs ÷ `ast.parse`', withEnvironment.cpuMs, parse.cpuMs),
    { metric: 'memory of that process', measured: `${digits(indexed.residentMb)} MB` },
  ];
  if (bench.hasPyright) rows.push(pyrightRow(bench, folder, cold.cpuMs));
  printTable(`Cold start: ${project.name}, ${indexed.files} files, ${megabytes.toFixed(1)} MB, ${indexed.mappers} entities, ${indexed.relationships} relationships (CPU time)`, rows);
}

function pyrightRow({ root }: Bench, folder: string, ourMs: number): Row {
  const limitSeconds = 240;
  const pyright = watch([process.execPath, path.join(root, PYRIGHT, 'index.js'), '--outputjson', '--project', folder], limitSeconds);
  const row = ratioRow("cold graph ÷ pyright's command line", ourMs, pyright.cpuMs, 0.01);
  return pyright.timedOut ? { ...row, measured: `${row.measured}, which was stopped after ${limitSeconds} s` } : row;
}

// ---------------------------------------------------------------- a file being edited

interface Anchors {
  /** Inside a comment that was put in for it. */
  readonly comment: number;
  /** Inside the body of a method. */
  readonly body: number;
  /** Inside the name that a `back_populates` names. */
  readonly name: number;
  /** Behind the opening quote of that string. */
  readonly string: number;
}

async function editing(bench: Bench): Promise<void> {
  const project = PROJECTS.find(({ name }) => name === EDITED_PROJECT);
  const workspace = project === undefined ? undefined : workspaceOf(bench, project);
  if (workspace === undefined) return;
  const file = path.join(workspace.folder, EDITED_FILE);
  const text = readFileSync(file, 'utf8');
  const anchors = anchorsIn(text);
  for (const environment of ['none', workspace.environment]) {
    const server = new LanguageServer([path.join(programs(bench.root), 'server.cjs'), '--stdio'], workspace.folder, { pythonPath: environment === 'none' ? workspace.folder : environment });
    await server.start();
    const started = server.now();
    await server.open(file, text);
    await server.request('textDocument/hover', { position: server.positionAt(anchors.string) });
    const firstHover = server.now() - started;
    const rows = environment === 'none' ? await editRows(bench, server, anchors) : await environmentRows(server, anchors);
    printTable(`Editing ${EDITED_FILE} (${(text.length / 1000).toFixed(0)} kB)${environment === 'none' ? '' : ', with the installed packages it needs'}, over the protocol, time for which the server's main thread runs`, [
      { metric: 'opened → first hover', measured: `${digits(firstHover)} ms` },
      ...rows,
    ]);
    await server.stop();
  }
  if (bench.hasPyright) await pyrightEditing(bench, workspace.folder, file, text, anchors);
}

/** Places in the models of the file, found by what is written there. */
function anchorsIn(text: string): Anchors {
  const string = text.indexOf('back_populates="') + 'back_populates="'.length;
  const body = text.indexOf('\n        return ');
  return { comment: text.indexOf('\n# '), body: body + '\n        return '.length, name: string + 2, string };
}

async function editRows(bench: Bench, server: LanguageServer, anchors: Anchors): Promise<readonly Row[]> {
  const features = await featureRows(bench, server, anchors);
  const before = server.memory();
  const afterEdit = { layout: [] as number[], body: [] as number[], structure: [] as number[] };
  const published: number[] = [];
  for (let round = 0; round < bench.edits; round++) {
    const kind = (['layout', 'body', 'structure'] as const)[round % 3] ?? 'layout';
    const at = kind === 'layout' ? anchors.comment + 2 : kind === 'body' ? anchors.body : anchors.name;
    const isBack = Math.floor(round / 3) % 2 === 1;
    const act = (): Promise<void> => (isBack ? server.edit(at, at + 1, '') : server.edit(at, at, 'x'));
    const shift = isBack ? 0 : 1;
    const position = (): { readonly position: ReturnType<LanguageServer['positionAt']> } => ({ position: server.positionAt(anchors.string + (kind === 'structure' ? 0 : shift)) });
    if (kind !== 'structure') {
      await act();
      afterEdit[kind].push(await server.timed('textDocument/hover', position()));
      continue;
    }
    let hoverMs = 0;
    const total = await server.untilPublished(async () => {
      await act();
      hoverMs = await server.timed('textDocument/hover', position());
    }, 60_000);
    afterEdit.structure.push(hoverMs);
    if (total !== undefined) published.push(total);
  }
  const target = { p50: 2, p99: 15 };
  const after = server.memory();
  return [
    ...features,
    latencyRow('hover right after an edit of a comment', afterEdit.layout, target),
    latencyRow("hover right after an edit of a method's body", afterEdit.body, target),
    latencyRow('hover right after an edit of a relationship', afterEdit.structure, target),
    latencyRow('edit of a relationship → problems published', published, { p50: 15, p99: 50 }),
    { metric: `memory with the project indexed → after ${bench.edits} edits`, measured: `${digits(before)} → ${digits(after)} MB`, target: '≤ 150 MB, no growth', isMet: after <= 150 && after <= before * 1.1 },
  ];
}

const REQUESTS: readonly { readonly method: string; readonly name: string; readonly extra?: object }[] = [
  { method: 'textDocument/hover', name: 'hover' },
  { method: 'textDocument/definition', name: 'definition' },
  { method: 'textDocument/completion', name: 'completion' },
  { method: 'textDocument/typeDefinition', name: 'type definition' },
  { method: 'textDocument/references', name: 'references', extra: { context: { includeDeclaration: true } } },
  { method: 'textDocument/documentHighlight', name: 'highlights' },
  { method: 'textDocument/prepareRename', name: 'prepare rename' },
  { method: 'textDocument/rename', name: 'rename', extra: { newName: 'renamed' } },
  { method: 'textDocument/signatureHelp', name: 'signature help' },
];

async function featureRows(bench: Bench, server: LanguageServer, anchors: Anchors): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const position = server.positionAt(anchors.name);
  const range = { start: { line: Math.max(0, position.line - 30), character: 0 }, end: { line: position.line + 30, character: 0 } };
  const documentRequests = [
    { method: 'textDocument/inlayHint', name: 'inlay hints of 60 lines', extra: { range } },
    { method: 'textDocument/codeLens', name: 'code lenses of the file', extra: {} },
    { method: 'textDocument/codeAction', name: 'code actions', extra: { range: { start: position, end: position }, context: { diagnostics: [] } } },
    { method: 'workspace/symbol', name: 'workspace symbols', extra: { query: 'Job' } },
  ];
  for (const { method, name, extra } of [...REQUESTS.map((each) => ({ ...each, extra: { position, ...each.extra } })), ...documentRequests]) {
    await server.timed(method, extra);
    const samples: number[] = [];
    for (let round = 0; round < bench.requests; round++) samples.push(await server.timed(method, extra));
    rows.push(latencyRow(`${name}, warm`, samples, { p50: 2, p99: 15 }));
  }
  return rows;
}

/** The same edits where the models' environment is known, as it is for most users. */
async function environmentRows(server: LanguageServer, anchors: Anchors): Promise<readonly Row[]> {
  const published: number[] = [];
  for (let round = 0; round < 12; round++) {
    const isBack = round % 2 === 1;
    const total = await server.untilPublished(() => (isBack ? server.edit(anchors.name, anchors.name + 1, '') : server.edit(anchors.name, anchors.name, 'x')), 120_000);
    if (total !== undefined) published.push(total);
  }
  return [latencyRow('edit of a relationship → problems published', published, { p50: 15, p99: 50 }), { metric: 'memory', measured: `${digits(server.memory())} MB` }];
}

async function pyrightEditing(bench: Bench, folder: string, file: string, text: string, anchors: Anchors): Promise<void> {
  const server = new LanguageServer([path.join(bench.root, PYRIGHT, 'langserver.index.js'), '--stdio'], folder, {});
  await server.start();
  const started = server.now();
  await server.open(file, text);
  await server.request('textDocument/hover', { position: server.positionAt(anchors.string) });
  const firstHover = server.now() - started;
  const hovers: number[] = [];
  const published: number[] = [];
  for (let round = 0; round < 4; round++) {
    const total = await server.untilPublished(async () => {
      await (round % 2 === 1 ? server.edit(anchors.name, anchors.name + 1, '') : server.edit(anchors.name, anchors.name, 'x'));
      hovers.push(await server.timed('textDocument/hover', { position: server.positionAt(anchors.string) }));
    }, 120_000);
    if (total !== undefined) published.push(total);
  }
  printTable('The same with pyright-langserver', [
    { metric: 'opened → first hover', measured: `${digits(firstHover)} ms` },
    latencyRow('hover right after an edit', hovers),
    published.length === 0 ? { metric: 'edit → problems published', measured: 'none in 120 s' } : latencyRow('edit → problems published', published),
    { metric: 'memory', measured: `${digits(server.memory())} MB` },
  ]);
  await server.stop();
}

// ---------------------------------------------------------------- growth

interface Grown {
  readonly count: number;
  readonly mappers: number;
  readonly cpuMs: number;
  readonly residentMb: number;
}

function growth({ root }: Bench): void {
  const runs = [100, 300, 1000, 3000, 10_000].map((count) => JSON.parse(watch([process.execPath, path.join(programs(root), 'growth.cjs'), String(count)]).out) as Grown);
  const large = runs.filter(({ count }) => count >= 1000);
  const time = exponentOf(large.map(({ count, cpuMs }) => [count, cpuMs]));
  const memory = exponentOf(large.map(({ count, residentMb }) => [count, residentMb]));
  printTable('Growth: generated classes in files of 50, each with two relationships (CPU time)', [
    ...runs.map(({ count, cpuMs, residentMb }) => ({ metric: `${count} classes`, measured: `${digits(cpuMs)} ms, ${digits((1000 * cpuMs) / count)} µs a class, ${digits(residentMb)} MB` })),
    { metric: 'exponent of time from 1 000 classes on', measured: time.toFixed(2), target: '≤ 1.1', isMet: time <= 1.1 },
    { metric: 'exponent of memory from 1 000 classes on', measured: memory.toFixed(2), target: '≤ 1.1', isMet: memory <= 1.1 },
  ]);
}

/** The slope of the line through the logarithms: 1 is linear, 2 is quadratic. */
function exponentOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (index: 0 | 1): number => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  return logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
