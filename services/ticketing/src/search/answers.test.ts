import { describe, expect, it } from 'vitest';
import { createAnswers } from './answers.ts';

function maker(): { make: () => Promise<number>; finish: (error?: Error) => void; made: () => number } {
  const waiting: PromiseWithResolvers<number>[] = [];
  return {
    make: async () => {
      const one = Promise.withResolvers<number>();
      waiting.push(one);
      return await one.promise;
    },
    finish: (error) => {
      const last = waiting.at(-1);
      if (error === undefined) last?.resolve(waiting.length);
      else last?.reject(error);
    },
    made: () => waiting.length,
  };
}

describe('answers', () => {
  it('are made once for all who ask meanwhile, and given again in the same generation alone', async () => {
    const answers = createAnswers<number>(() => 1);
    const { make, finish, made } = maker();
    const both = [answers.get('q', 1, make), answers.get('q', 1, make)];
    finish();
    expect(await Promise.all(both)).toEqual([1, 1]);
    expect(await answers.get('q', 1, make)).toBe(1);
    const next = answers.get('q', 2, make);
    finish();
    expect([await next, made()]).toEqual([2, 2]);
  });

  it('that are late are not given to who asks in a later generation', async () => {
    const answers = createAnswers<number>(() => 1);
    const [slow, quick] = [maker(), maker()];
    const first = answers.get('q', 1, slow.make);
    const second = answers.get('q', 2, quick.make);
    quick.finish();
    await second;
    slow.finish();
    await first;
    const third = answers.get('q', 2, quick.make);
    quick.finish();
    await third;
    expect([slow.made(), quick.made()]).toEqual([1, 2]);
  });

  it('never are errors', async () => {
    const answers = createAnswers<number>(() => 1);
    const { make, finish, made } = maker();
    const refused = answers.get('q', 1, make);
    finish(new Error('away'));
    await expect(refused).rejects.toThrow('away');
    const again = answers.get('q', 1, make);
    finish();
    expect([await again, made()]).toEqual([2, 2]);
  });
});
