/** What `dist/server.js` begins with: the language server for where it runs. Only workers know `importScripts`. */
if ('importScripts' in globalThis) void import('../../server/src/lsp/browser/main');
else void import('../../server/src/lsp/node/main');
