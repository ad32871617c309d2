import { parseArgs } from 'node:util';

/** What can be measured, in the order in which it is. The last four take their time and are only measured when asked for. */
export const parts = [
  'holds',
  'expired',
  'search',
  'confirm',
  'ledger',
  'payments',
  'sign-ins',
  'growth',
  'import',
  'cluster',
  'observability',
] as const;
export type Part = (typeof parts)[number];

export type Plan = {
  readonly parts: readonly Part[];
  /** Length of one measured run. */
  readonly seconds: number;
  /** Pairs of runs, ours and the one it is compared with, for each workload and number of connections. */
  readonly pairs: number;
  /** Numbers of clients to measure with, one after another; each part has its own where none are given. */
  readonly connections: readonly number[] | undefined;
  /** Growth: numbers of trips on sale. */
  readonly trips: readonly number[];
};

/** A flag that cannot be used; the message is for the person who typed it. */
export class FlagError extends Error {}

export const usage = `npm run bench -- [PART …] [--only holds,expired,search,confirm,ledger,payments,sign-ins,import,cluster,observability] [--growth] [--seconds 2] [--pairs 3] [--connections 64,16] [--trips 2000,20000]
  PART, --only   what to measure, of ${parts.join(', ')}; all but growth, import, cluster and observability without it
  --growth       the same as --only growth
  --seconds      length of one measured run, 1 to 60
  --pairs        pairs of runs, ours and the one it is compared with, 1 to 20
  --connections  numbers of clients to measure holds, expired, sign-ins and growth with, one after another, 1 to 1000 each
  --trips        growth: numbers of trips on sale, 1 to 1000000 each`;

/** The least that gives a median worth reading: all but growth then takes about six minutes on a quiet machine. */
const defaults = {
  only: 'holds,expired,search,confirm,ledger,payments,sign-ins',
  seconds: '2',
  pairs: '3',
  trips: '2000,20000,200000',
};

export function readPlan(args: readonly string[]): Plan {
  const values = parse(args);
  return {
    parts: values.growth ? ['growth'] : partsOf(values.named ?? values.only),
    seconds: whole('seconds', values.seconds, 60),
    pairs: whole('pairs', values.pairs, 20),
    connections: values.connections === undefined ? undefined : wholes('connections', values.connections, 1_000),
    trips: wholes('trips', values.trips, 1_000_000),
  };
}

type Values = typeof defaults & {
  readonly growth: boolean;
  readonly connections?: string | undefined;
  /** Parts that were named without a flag. */
  readonly named: string | undefined;
};

function parse(args: readonly string[]): Values {
  const flag = (name: keyof typeof defaults) => ({ type: 'string', default: defaults[name] }) as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: flag('only'),
        growth: { type: 'boolean', default: false },
        seconds: flag('seconds'),
        pairs: flag('pairs'),
        connections: { type: 'string' },
        trips: flag('trips'),
      },
    });
    return { ...values, named: positionals.length === 0 ? undefined : positionals.join(',') };
  } catch (error) {
    throw new FlagError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function partsOf(text: string): Part[] {
  const names = text.split(',');
  const unknown = names.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) throw new FlagError(`"${unknown}" is no part.\n${usage}`);
  return parts.filter((part) => names.includes(part));
}

function wholes(name: string, text: string, most: number): number[] {
  return text.split(',').map((each) => whole(name, each, most));
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new FlagError(`--${name} is a whole number from 1 to ${most}, not "${text}".\n${usage}`);
}
