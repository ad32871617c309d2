import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/** True where script runs, false in what the server writes: for what works by script alone. */
export function useHasScript(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
