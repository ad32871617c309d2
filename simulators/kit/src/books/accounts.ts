import { assert } from '@safiri/kernel';
import type { Reader, Writer } from './open-books.ts';
import { text, wholeNumber } from './rows.ts';

export type Account = { owner: string; currency: string; openedMinor: number; balanceMinor: number };
export type Move = {
  referenceId: string;
  from: string;
  to: string;
  currency: string;
  amountMinor: number;
  atMillis: number;
};

/** Makes the account with its first balance unless it is there. */
export function openAccount(tx: Writer, account: Omit<Account, 'balanceMinor'>): void {
  tx.run(
    'insert into accounts (owner, currency, opened_minor, balance_minor) values (?1, ?2, ?3, ?3) on conflict do nothing',
    account.owner,
    account.currency,
    account.openedMinor,
  );
}

/** Moves money under a reference id, once ever; false, and nothing moved, when the account holds too little. */
export function moveMoney(tx: Writer, move: Move): boolean {
  const taken = tx.run(
    'update accounts set balance_minor = balance_minor - ?1 where owner = ?2 and currency = ?3 and balance_minor >= ?1',
    move.amountMinor,
    move.from,
    move.currency,
  );
  if (taken === 0) return false;
  const given = tx.run(
    'update accounts set balance_minor = balance_minor + ? where owner = ? and currency = ?',
    move.amountMinor,
    move.to,
    move.currency,
  );
  assert(given === 1, `account ${move.to} was opened`);
  tx.run(
    'insert into moves (reference_id, from_owner, to_owner, currency, amount_minor, moved_millis) values (?, ?, ?, ?, ?, ?)',
    move.referenceId,
    move.from,
    move.to,
    move.currency,
    move.amountMinor,
    move.atMillis,
  );
  return true;
}

/** The balance in minor units, or undefined while the account was never used. */
export function findBalanceMinor(reader: Reader, owner: string, currency: string): number | undefined {
  const row = reader.find('select balance_minor from accounts where owner = ? and currency = ?', owner, currency);
  return row === undefined ? undefined : wholeNumber(row, 'balance_minor');
}

export function listAccounts(reader: Reader, limit: number): Account[] {
  return reader.list('select * from accounts order by owner, currency limit ?', limit).map((row) => ({
    owner: text(row, 'owner'),
    currency: text(row, 'currency'),
    openedMinor: wholeNumber(row, 'opened_minor'),
    balanceMinor: wholeNumber(row, 'balance_minor'),
  }));
}
