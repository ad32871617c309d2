import type { Reader, Writer } from '../books/open-books.ts';
import { oneOf, oneOfIfAny, text, textIfAny, wholeNumberIfAny, type Row } from '../books/rows.ts';
import { answers, callbackManners, postManners, type Operation, type Plan } from './plans.ts';
import { delayNames } from './switches.ts';

/** What the control API changed for one payer, or for everyone. */
export type Fault = {
  operation: Operation;
  /** A payer's number, or `everyone`. */
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
  const { plan } = fault;
  tx.run(
    'insert or replace into faults (operation, party, post, answer, after, callback, times_left) values (?, ?, ?, ?, ?, ?, ?)',
    fault.operation,
    fault.party,
    plan.post ?? null,
    plan.answer ?? null,
    plan.after === undefined ? null : String(plan.after),
    plan.callback ?? null,
    fault.timesLeft ?? null,
  );
  return true;
}

export function clearFault(tx: Writer, operation: Operation, party: string): void {
  tx.run('delete from faults where operation = ? and party = ?', operation, party);
}

export function clearFaults(tx: Writer): void {
  tx.run('delete from faults');
}

/** The plan that a fault imposes on the next request of that party; counts the request when the fault is limited. */
export function takeFault(tx: Writer, operation: Operation, party: string): Partial<Plan> {
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
    operation: oneOf(row, 'operation', ['charge', 'refund']),
    party: text(row, 'party'),
    plan: readPlan(row),
    ...(timesLeft === undefined ? {} : { timesLeft }),
  };
}

function readPlan(row: Row): Partial<Plan> {
  const post = oneOfIfAny(row, 'post', postManners);
  const answer = oneOfIfAny(row, 'answer', answers);
  const callback = oneOfIfAny(row, 'callback', callbackManners);
  const after = readAfter(row);
  return {
    ...(post === undefined ? {} : { post }),
    ...(answer === undefined ? {} : { answer }),
    ...(after === undefined ? {} : { after }),
    ...(callback === undefined ? {} : { callback }),
  };
}

function readAfter(row: Row): Plan['after'] | undefined {
  const seconds = textIfAny(row, 'after');
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) : oneOfIfAny(row, 'after', delayNames);
}
