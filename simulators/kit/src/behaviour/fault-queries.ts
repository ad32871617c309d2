import type { Reader, Writer } from '../books/open-books.ts';
import { text, texts, wholeNumberIfAny, type Row } from '../books/rows.ts';
import type { Plan } from './plans.ts';

/** What the control API changed for one person, or for everyone. */
export type Fault = {
  operation: string;
  /** A person's number or address, or `everyone`. */
  party: string;
  plan: Partial<Plan>;
  /** How many requests it still meets; absent when it stays until taken away. */
  timesLeft?: number;
};

export const everyone = 'everyone';

/** More faults than any test sets; keeps the table small when one forgets to take them away. */
const faultLimit = 1000;

export function listFaults(reader: Reader): Fault[] {
  return reader.list('select * from faults order by operation, party limit ?', faultLimit).map(readFault);
}

/** Sets or replaces the fault; false when the table is full. */
export function setFault(tx: Writer, fault: Fault): boolean {
  if (tx.list('select party from faults limit ?', faultLimit).length >= faultLimit) return false;
  tx.run(
    'insert or replace into faults (operation, party, plan, times_left) values (?, ?, ?, ?)',
    fault.operation,
    fault.party,
    JSON.stringify(fault.plan),
    fault.timesLeft ?? null,
  );
  return true;
}

export function clearFault(tx: Writer, operation: string, party: string): void {
  tx.run('delete from faults where operation = ? and party = ?', operation, party);
}

export function clearFaults(tx: Writer): void {
  tx.run('delete from faults');
}

/** The plan that a fault imposes on the next request of that party; counts the request when the fault is limited. */
export function takeFault(tx: Writer, operation: string, party: string): Partial<Plan> {
  const row = tx.find('select * from faults where operation = ? and party = ?', operation, party);
  if (row === undefined) return {};
  tx.run(
    'update faults set times_left = times_left - 1 where operation = ? and party = ? and times_left is not null',
    operation,
    party,
  );
  tx.run('delete from faults where operation = ? and party = ? and times_left = 0', operation, party);
  return readFault(row).plan;
}

function readFault(row: Row): Fault {
  const timesLeft = wholeNumberIfAny(row, 'times_left');
  return {
    operation: text(row, 'operation'),
    party: text(row, 'party'),
    plan: readPlan(texts(row, 'plan')),
    ...(timesLeft === undefined ? {} : { timesLeft }),
  };
}

function readPlan({ after, ...words }: Readonly<Record<string, string>>): Partial<Plan> {
  if (after === undefined) return words;
  return { ...words, after: /^\d+$/.test(after) ? Number(after) : after };
}
