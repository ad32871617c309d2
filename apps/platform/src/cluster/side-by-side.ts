import { availableParallelism } from 'node:os';

/**
 * Starts no more processes side by side than there are cores: all at once they would all be late, and so would be whoever is
 * served meanwhile. After one that fails no other is begun.
 */
export async function sideBySide<Each>(all: readonly Each[], start: (each: Each) => Promise<void>): Promise<void> {
  const left = [...all];
  const startOnes = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      try {
        await start(next);
      } catch (error) {
        left.length = 0;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: availableParallelism() }, startOnes));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
