/**
 * Loads what is asked for in the same turn of the event loop together: a hundred callers that miss a cache at once ask the
 * database once. A failed load fails all who wait for it; the next ask tries again.
 */
export function gathered<Key>(load: (keys: readonly Key[]) => Promise<void>): (keys: readonly Key[]) => Promise<void> {
  let waiting: { readonly keys: Set<Key>; readonly done: Promise<void> } | undefined;
  return async (keys) => {
    if (waiting === undefined) {
      const wanted = new Set<Key>();
      const done = new Promise((resolve) => setImmediate(resolve)).then(async () => {
        waiting = undefined;
        await load([...wanted]);
      });
      waiting = { keys: wanted, done };
    }
    const { keys: wanted, done } = waiting;
    for (const key of keys) wanted.add(key);
    await done;
  };
}
