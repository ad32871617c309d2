import type { Transaction } from '@safiri/simulator-kit';
import { resultSentences } from '../behaviour/words.ts';

const sentences: ReadonlyMap<string, string> = new Map(Object.entries(resultSentences));

/** `0` where money moved, else why not. */
export function codeOf({ status, reason }: Transaction): string {
  return status === 'SUCCESSFUL' ? '0' : (reason ?? '1019');
}

export function sentenceOf(code: string): string {
  return sentences.get(code) ?? 'The request failed.';
}
