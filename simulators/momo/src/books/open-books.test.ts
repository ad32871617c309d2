import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBooks, type Books, type Writer } from './open-books.ts';
import { wholeNumber } from './rows.ts';

let folder: string;
let books: Books;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'momo-'));
  books = openBooks(folder, 0);
});
afterEach(() => {
  books.close();
  rmSync(folder, { recursive: true, force: true });
});

function addUser(tx: Writer, id: string): void {
  tx.run(`insert into api_users (id, callback_host) values (?, 'localhost')`, id);
}

function countUsers(): number {
  const row = books.find('select count(*) as count from api_users');
  return row === undefined ? 0 : wholeNumber(row, 'count');
}

test('of writes that are committed together, one that fails is undone and the others stand', async () => {
  const writes = ['a', 'b', 'c'].map((id) =>
    books.write((tx) => {
      addUser(tx, id);
      if (id === 'b') throw new Error('not this one');
      return id;
    }),
  );
  expect((await Promise.allSettled(writes)).map((write) => write.status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(countUsers()).toBe(2);
});

test('a write later in a group sees what an earlier one did', async () => {
  const first = books.write((tx) => addUser(tx, 'a'));
  const second = books.write((tx) => tx.run(`delete from api_users where id = 'a'`));
  await first;
  expect(await second).toBe(1);
});

test('closing commits what waits, and nothing is written afterwards', async () => {
  const waiting = books.write((tx) => addUser(tx, 'a'));
  books.close();
  await waiting;
  await expect(books.write((tx) => addUser(tx, 'b'))).rejects.toThrow();
  books = openBooks(folder, 0);
  expect(countUsers()).toBe(1);
});

test('books of a newer version are refused', () => {
  books.close();
  const later = openBooks(folder, 0);
  later.find('pragma user_version = 2');
  later.close();
  expect(() => openBooks(folder, 0)).toThrow('use a newer simulator');
  rmSync(folder, { recursive: true });
  books = openBooks(folder, 0);
});
