/** Starts the panel in the page that the extension has made. */
import './panel.css';
import './features.css';
import { onMessage, post } from './api';
import { registerControls } from './controls';
import { Panel } from './panel';

function start(): void {
  const root = document.getElementById('app');
  if (root === null) throw new Error('The page has no #app');
  registerControls();
  const panel = new Panel(root, document.body.dataset['elkWorker'] ?? '');
  onMessage((message) => panel.receive(message));
  post({ type: 'ready' });
}

document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => post({ type: 'violation', directive: effectiveDirective, blocked: blockedURI }));
window.addEventListener('error', ({ message }) => post({ type: 'error', message }));
window.addEventListener('unhandledrejection', ({ reason }) => post({ type: 'error', message: reason instanceof Error ? reason.message : String(reason) }));

try {
  start();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  document.getElementById('app')?.append(`The diagram cannot be shown: ${reason}`);
  post({ type: 'error', message: reason });
}
