let isWatching = false;

/** Signals end the process through `exit`, so that what it started is ended too. */
export function exitOnSignals() {
  if (isWatching) return;
  isWatching = true;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => process.exit(130));
}
