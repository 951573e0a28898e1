/** What `dist/server.js` begins with: the language server for where it runs. Only workers know `importScripts`. */
if ('importScripts' in globalThis) void import('./src/lsp/browser/main');
else void import('./src/lsp/node/main');
