import type { Locator, Page } from 'playwright-core';

/**
 * Seconds of a person who has not seen these pages before, by the keystroke-level model of Card, Moran and Newell (1980) with
 * what was measured on phones since: a thumb that finds a control and presses it, a letter on a glass keyboard (36 words a
 * minute: Palin and others, 2019), a word read in silence (238 a minute: Brysbaert, 2019), and the 1.35 s to make up one's mind.
 */
const seconds = { decide: 1.35, press: 1.3, letter: 0.33, word: 0.25 } as const;

/** Somebody at a phone, whose every act is counted beside what the model gives it. */
export type Person = {
  /** Reads the words of this that can be seen, as a whole. */
  read(what: Locator): Promise<void>;
  /** Makes up their mind and presses. */
  press(what: Locator): Promise<void>;
  /** Presses where something is to be typed, and types it. */
  write(where: Locator, text: string): Promise<void>;
  /** An act in another program of the phone: so many presses. */
  elsewhere(presses: number): void;
  /** Waits for the next page; how long is the machine's matter and told apart. */
  until(what: Locator): Promise<void>;
  sum(): Sum;
};
export type Sum = {
  readonly presses: number;
  readonly letters: number;
  readonly words: number;
  readonly decisions: number;
  /** By the model. */
  readonly personSeconds: number;
  /** As it was, on this machine. */
  readonly waitingSeconds: number;
};

export function personAt(page: Page): Person {
  const count = { presses: 0, letters: 0, words: 0, decisions: 0 };
  let waited = 0;
  const press = async (what: Locator): Promise<void> => {
    count.decisions += 1;
    count.presses += 1;
    await what.click();
  };
  return {
    press,
    read: async (what) => {
      count.words += await wordsSeen(what.first());
    },
    write: async (where, text) => {
      await press(where);
      count.letters += text.length;
      await page.keyboard.type(text);
    },
    elsewhere: (presses) => {
      count.decisions += 1;
      count.presses += presses;
    },
    until: async (what) => {
      const begun = performance.now();
      await what.first().waitFor();
      waited += performance.now() - begun;
    },
    sum: () => ({
      ...count,
      personSeconds:
        count.decisions * seconds.decide +
        count.presses * seconds.press +
        count.letters * seconds.letter +
        count.words * seconds.word,
      waitingSeconds: waited / 1_000,
    }),
  };
}

/** Without what is there for screen readers alone. */
async function wordsSeen(what: Locator): Promise<number> {
  const unseen = await what.locator('.sr-only').allInnerTexts();
  return wordsIn(await what.innerText()) - unseen.reduce((sum, text) => sum + wordsIn(text), 0);
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
