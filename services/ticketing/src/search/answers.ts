import { LRUCache } from 'lru-cache';

/** Answers to the questions that many ask at once. */
export type Answers<Answer> = {
  /**
   * The answer that was given to this question in this generation, or is being made; else `make` makes it, once for all who
   * ask meanwhile. An error is given to who asks, and forgotten.
   */
  get(question: string, generation: number, make: () => Promise<Answer>): Promise<Answer>;
};

/** What is asked in a fraction of a second; a generation lasts no longer than that while anybody asks. */
const mostAnswers = 2_000;
const mostBytes = 32_000_000;

export function createAnswers<Answer>(bytesOf: (answer: Answer) => number): Answers<Answer> {
  const given = new LRUCache<string, { readonly generation: number; readonly answer: Answer; readonly bytes: number }>({
    max: mostAnswers,
    maxSize: mostBytes,
    sizeCalculation: ({ bytes }) => bytes,
  });
  const made = new Map<string, { readonly generation: number; readonly answer: Promise<Answer> }>();
  return {
    get: async (question, generation, make) => {
      for (const known of [given.get(question), made.get(question)])
        if (known?.generation === generation) return await known.answer;
      const entry = { generation, answer: make() };
      made.set(question, entry);
      try {
        const answer = await entry.answer;
        given.set(question, { generation, answer, bytes: bytesOf(answer) });
        return answer;
      } finally {
        if (made.get(question) === entry) made.delete(question);
      }
    },
  };
}
