import type { Event } from 'vscode';

/** `current` when it is accepted, else the first later value that is. */
export function firstAccepted<T>({ current, event, accepts }: { readonly current: T | undefined; readonly event: Event<T>; readonly accepts: (value: T) => boolean }): Promise<T> {
  if (current !== undefined && accepts(current)) return Promise.resolve(current);
  return new Promise((resolve) => {
    const subscription = event((value) => {
      if (!accepts(value)) return;
      subscription.dispose();
      resolve(value);
    });
  });
}
