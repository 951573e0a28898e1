import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The zones of ARCHITECTURE.md, as lint rules. Inside the core a layer may import the layers to its left only;
 * between the parts, only what is named below.
 */
const CORE_LAYERS = ['text', 'python', 'declarations', 'workspace', 'evaluate', 'mapping', 'display', 'problems', 'features', 'refactorings'];

/** Layers beside the chain, with everything they may import. */
const SIDE_LAYERS = {
  diagram: ['text', 'python', 'declarations', 'workspace', 'evaluate', 'mapping', 'display', 'problems'],
  export: ['text', 'python', 'declarations', 'workspace', 'evaluate', 'mapping', 'display', 'problems', 'diagram'],
};

const ALL_LAYERS = [...CORE_LAYERS, ...Object.keys(SIDE_LAYERS)];

/** @param {readonly string[]} folders */
function upwardsInto(folders) {
  return `^(\\.\\./)+(${folders.join('|')})(/|$)`;
}

/**
 * @param {string} files
 * @param {{ regex: string, message: string }[]} patterns
 */
function zone(files, patterns) {
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** @param {readonly string[]} names */
function packages(names) {
  return `^(${names.join('|')})(/|$)`;
}

const NODE = { regex: '^node:', message: 'Node is for host/node, lsp/node, cli and scripts.' };
const VSCODE = { regex: '^vscode$', message: 'vscode is for the client.' };
const LSP = { regex: packages(['vscode-languageserver', 'vscode-languageserver-[a-z-]+', 'vscode-jsonrpc']), message: 'The language server library is for server/src/lsp.' };
const CLIENT_LIBRARY = { regex: packages(['vscode-languageclient']), message: 'The language client library is for the client.' };
const DRAWING = { regex: packages(['cytoscape', 'elkjs', '@vscode/webview-ui-toolkit']), message: 'Drawing libraries are for the webview.' };
const FOREIGN = [NODE, VSCODE, LSP, CLIENT_LIBRARY, DRAWING];

/** @param {readonly string[]} parts @param {string} message */
function parts(parts, message) {
  return { regex: `(^|/)(${parts.join('|')})(/|$)`, message };
}

const OUT_OF_CORE = { regex: '^(\\.\\./)+(protocol|lsp|host|cli|client|webview)(/|$)', message: 'The core imports nothing outside itself.' };

const WEBVIEW_FOREIGN = [
  NODE,
  VSCODE,
  LSP,
  CLIENT_LIBRARY,
  parts(['lsp', 'host', 'cli', 'client'], 'The webview reads the protocol, and diagram and export of the core.'),
  { regex: '(^|/)core/(?!(diagram|export)(/|$))', message: 'The webview reads the protocol, and diagram and export of the core.' },
];

/** @param {string} layer @param {readonly string[]} allowed */
function coreLayer(layer, allowed) {
  const forbidden = [...ALL_LAYERS.filter((other) => other !== layer && !allowed.includes(other)), 'analysis', 'analysisHost', 'index'];
  return zone(`server/src/core/${layer}/**/*.ts`, [
    ...FOREIGN,
    OUT_OF_CORE,
    { regex: upwardsInto(forbidden), message: `${layer} reads only: ${allowed.join(', ') || 'nothing'}.` },
  ]);
}

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', '**/node_modules/**', '.venv/**', '**/.venv/**', '**/.cache/**', '.vscode-test/**', 'coverage/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  { files: ['**/*.mjs', '**/*.mts'], languageOptions: { globals: Object.fromEntries(['console', 'process', 'URL', 'URLSearchParams', 'setTimeout', 'clearTimeout', 'fetch', 'AbortSignal', 'Buffer', 'window', 'document', 'getComputedStyle'].map((name) => [name, 'readonly'])) } },

  zone('server/src/core/*.ts', [...FOREIGN, OUT_OF_CORE]),
  ...CORE_LAYERS.map((layer, index) => coreLayer(layer, CORE_LAYERS.slice(0, index))),
  ...Object.entries(SIDE_LAYERS).map(([layer, allowed]) => coreLayer(layer, allowed)),

  zone('server/src/protocol/**/*.ts', [...FOREIGN, parts(['lsp', 'host', 'cli', 'client', 'webview'], 'The protocol reads types of the core only.')]),
  zone('server/src/lsp/**/*.ts', [NODE, VSCODE, CLIENT_LIBRARY, DRAWING, parts(['cli', 'client', 'webview'], 'lsp reads core, protocol and host.')]),
  zone('server/src/lsp/node/**/*.ts', [VSCODE, CLIENT_LIBRARY, DRAWING, parts(['cli', 'client', 'webview'], 'lsp reads core, protocol and host.')]),
  zone('server/src/host/**/*.ts', [...FOREIGN, parts(['lsp', 'cli', 'client', 'webview'], 'host reads core only.')]),
  zone('server/src/host/node/**/*.ts', [VSCODE, LSP, CLIENT_LIBRARY, DRAWING, parts(['lsp', 'cli', 'client', 'webview'], 'host reads core only.')]),
  zone('server/src/cli/**/*.ts', [VSCODE, LSP, CLIENT_LIBRARY, DRAWING, parts(['client', 'webview'], 'cli reads core, host and lsp (for its lsp command).')]),
  zone('client/src/**/*.ts', [NODE, LSP, DRAWING, parts(['core', 'lsp', 'host', 'cli', 'webview'], 'The client reads the protocol only.')]),
  zone('webview/src/**/*.ts', [
    ...WEBVIEW_FOREIGN,
    { regex: '^@vscode/webview-ui-toolkit(/|$)', message: 'Controls come from webview/src/controls.ts, so that the toolkit can be replaced in one place.' },
  ]),
  zone('webview/src/controls.ts', WEBVIEW_FOREIGN),
);
