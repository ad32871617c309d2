import type { Clock } from '@safiri/kernel';
import { recent } from '../tokens/recent.ts';

/** Answers that were given, for who asks the same again. What they were made from stays the truth. */
export type Answers = {
  /** Undefined tells nothing: it may have been forgotten. */
  find(name: string): Promise<string | undefined>;
  remember(name: string, answer: string, keptSeconds: number): Promise<void>;
};

/** A kilobyte each. */
const most = 5_000;

export function createAnswers(clock: Clock): Answers {
  const kept = recent<{ readonly answer: string; readonly until: number }>(most);
  return {
    find: async (name) => {
      const found = kept.find(name);
      return found !== undefined && found.until > clock.now().getTime() ? found.answer : undefined;
    },
    remember: async (name, answer, keptSeconds) =>
      kept.remember(name, { answer, until: clock.now().getTime() + keptSeconds * 1000 }),
  };
}
