import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBooks, type Books, type Writer } from './open-books.ts';
import { wholeNumber } from './rows.ts';

const schema = { tables: 'create table guests (id text primary key) strict;', upgrades: [] };

let folder: string;
let books: Books;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'books-'));
  books = open();
});
afterEach(() => {
  books.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(upgrades: readonly string[] = []): Books {
  return openBooks({ ...schema, upgrades }, { dataFolder: folder, handoverMillis: 0 });
}

function addGuest(tx: Writer, id: string): void {
  tx.run(`insert into guests (id) values (?)`, id);
}

function countGuests(): number {
  const row = books.find('select count(*) as count from guests');
  return row === undefined ? 0 : wholeNumber(row, 'count');
}

test('of writes that are committed together, one that fails is undone and the others stand', async () => {
  const writes = ['a', 'b', 'c'].map((id) =>
    books.write((tx) => {
      addGuest(tx, id);
      if (id === 'b') throw new Error('not this one');
      return id;
    }),
  );
  expect((await Promise.allSettled(writes)).map((write) => write.status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(countGuests()).toBe(2);
});

test('a write later in a group sees what an earlier one did', async () => {
  const first = books.write((tx) => addGuest(tx, 'a'));
  const second = books.write((tx) => tx.run(`delete from guests where id = 'a'`));
  await first;
  expect(await second).toBe(1);
});

test('closing commits what waits, and nothing is written afterwards', async () => {
  const waiting = books.write((tx) => addGuest(tx, 'a'));
  books.close();
  await waiting;
  await expect(books.write((tx) => addGuest(tx, 'b'))).rejects.toThrow();
  books = open();
  expect(countGuests()).toBe(1);
});

test('books of a newer version are refused', () => {
  books.close();
  const later = open();
  later.find('pragma user_version = 2');
  later.close();
  expect(() => open()).toThrow('use a newer simulator');
  rmSync(folder, { recursive: true });
  books = open();
});

test('older books are brought up to the present, once', async () => {
  await books.write((tx) => addGuest(tx, 'a'));
  const upgrade = `insert into guests (id) values ('b');`;
  for (let opened = 0; opened < 2; opened += 1) {
    books.close();
    books = open([upgrade]);
    expect(countGuests()).toBe(2);
  }
});
