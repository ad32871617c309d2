import { parseArgs } from 'node:util';

export type Plan = {
  /** Length of one measured run. */
  readonly seconds: number;
  /** Pairs of runs, ours and pgbench's, for each workload and number of connections. */
  readonly pairs: number;
  /** Numbers of clients to measure with, one after another. */
  readonly connections: readonly number[];
};

/** A flag that cannot be used; the message is for the person who typed it. */
export class FlagError extends Error {}

export const usage = `npm run bench -- [--seconds 5] [--pairs 3] [--connections 64,16]
  --seconds      length of one measured run, 1 to 60
  --pairs        pairs of runs, ours and pgbench's, 1 to 20
  --connections  numbers of clients to measure with, one after another, 1 to 100 each`;

/** Five seconds and three pairs are the least that gives a median worth reading; all of it stays below four minutes. */
const defaults = { seconds: '5', pairs: '3', connections: '64,16' };

export function readPlan(args: readonly string[]): Plan {
  const values = parse(args);
  return {
    seconds: whole('seconds', values.seconds, 60),
    pairs: whole('pairs', values.pairs, 20),
    // The database takes 120 connections, and pgbench uses one for each of its clients.
    connections: values.connections.split(',').map((text) => whole('connections', text, 100)),
  };
}

function parse(args: readonly string[]): typeof defaults {
  const flag = (name: keyof typeof defaults) => ({ type: 'string', default: defaults[name] }) as const;
  try {
    const options = { seconds: flag('seconds'), pairs: flag('pairs'), connections: flag('connections') };
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new FlagError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new FlagError(`--${name} is a whole number from 1 to ${most}, not "${text}".\n${usage}`);
}
