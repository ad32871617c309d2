import type { Reader, Writer } from '../books/open-books.ts';
import { oneOf, text, textIfAny, texts, wholeNumber, wholeNumberIfAny, type Row } from '../books/rows.ts';
import type { CallbackPost } from './post-callback.ts';

export type Callback = CallbackPost & {
  position: number;
  referenceId: string;
  attempts: number;
  /** Status of the last attempt, or why there was none. */
  lastAnswer: string | undefined;
  /** When it is tried next; absent when it was delivered or given up. */
  nextMillis: number | undefined;
};

export function insertCallback(tx: Writer, callback: CallbackPost & { referenceId: string; nextMillis: number }): void {
  tx.run(
    'insert into callbacks (reference_id, method, url, headers, body, next_millis) values (?, ?, ?, ?, ?, ?)',
    callback.referenceId,
    callback.method,
    callback.url,
    JSON.stringify(callback.headers),
    callback.body,
    callback.nextMillis,
  );
}

/** Callbacks that are neither delivered nor given up, the next due first. */
export function listNextCallbacks(reader: Reader, limit: number): Callback[] {
  return reader
    .list('select * from callbacks where next_millis is not null order by next_millis, position limit ?', limit)
    .map(readCallback);
}

/** Callbacks in the order they were made, those after a position. */
export function listCallbacks(reader: Reader, page: { afterPosition: number; limit: number }): Callback[] {
  return reader
    .list('select * from callbacks where position > ? order by position limit ?', page.afterPosition, page.limit)
    .map(readCallback);
}

/** Notes an attempt; without a next instant the callback is over. */
export function recordAttempt(
  tx: Writer,
  position: number,
  attempt: { answer: string; nextMillis: number | undefined },
): void {
  tx.run(
    'update callbacks set attempts = attempts + 1, last_answer = ?, next_millis = ? where position = ?',
    attempt.answer,
    attempt.nextMillis ?? null,
    position,
  );
}

function readCallback(row: Row): Callback {
  return {
    position: wholeNumber(row, 'position'),
    referenceId: text(row, 'reference_id'),
    method: oneOf(row, 'method', ['PUT', 'POST']),
    url: text(row, 'url'),
    headers: texts(row, 'headers'),
    body: text(row, 'body'),
    attempts: wholeNumber(row, 'attempts'),
    lastAnswer: textIfAny(row, 'last_answer'),
    nextMillis: wholeNumberIfAny(row, 'next_millis'),
  };
}
