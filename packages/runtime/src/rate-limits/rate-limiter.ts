import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type Clock } from '@safiri/kernel';
import type { Operation, Traffic } from '@safiri/contracts/declaring';
import type { Actor } from '../http/actor.ts';
import { networkOf } from '../http/stream-places.ts';
import type { Challenges } from './challenges.ts';
import { trafficOf, type Limits } from './limits.ts';
import type { Memory } from '../memory/memory.ts';
import { createOwnMemory } from '../memory/own-memory.ts';
import { windowSeconds, type RequestCounts } from './request-counts.ts';

/** Header of a solved challenge: base64 of JSON `{challenge, solution}`. */
export const challengeHeader = 'safiri-challenge';
const deviceHeader = 'safiri-device';

/** The door's counter, which refuses who asks too much. */
export type RateLimiter = {
  /** Before anybody knows who asks. A promise where a challenge has to be made or checked. */
  admitAddress(op: Operation, request: FastifyRequest): void | Promise<void>;
  /** By who asks, and by the device they say they are. Says in headers what is left once it is little. */
  admitCaller(op: Operation, request: FastifyRequest, reply: FastifyReply): void;
};

type Counts = { readonly caller: RequestCounts; readonly device: RequestCounts; readonly address: RequestCounts };

/** Who asks all of so many processes evenly is known to all of them by the time they have asked as often as they may. */
const mostProcesses = 16;

export function createRateLimiter(options: {
  readonly limits: Readonly<Record<Traffic, Limits>>;
  readonly challenges: Challenges;
  readonly clock: Clock;
  /** Where counts are; left out, in this process alone. */
  readonly memory?: Pick<Memory, 'makeCounts'>;
}): RateLimiter {
  const { limits, challenges, clock, memory = createOwnMemory(clock) } = options;
  const makeCounts = (traffic: Traffic): Counts => {
    const { perCaller, perAddress } = limits[traffic];
    const make = (who: keyof Counts, most: number): RequestCounts =>
      memory.makeCounts(`${traffic}:${who}`, { fromCount: Math.max(1, Math.floor(most / mostProcesses)) });
    return {
      caller: make('caller', perCaller),
      device: make('device', perCaller),
      address: make('address', perAddress),
    };
  };
  const counted: Readonly<Record<Traffic, Counts>> = {
    reads: makeCounts('reads'),
    searches: makeCounts('searches'),
    writes: makeCounts('writes'),
    'sign-ins': makeCounts('sign-ins'),
  };
  return {
    admitAddress: (op, request) => {
      const traffic = trafficOf(op);
      if (traffic === undefined) return undefined;
      const { address } = counted[traffic];
      const now = clock.now().getTime();
      if (address.add(networkOf(request.ip), now) <= limits[traffic].perAddress) return undefined;
      const retryAfter = address.secondsLeft(now);
      if (traffic === 'sign-ins') return challengeCaller(challenges, request, retryAfter);
      throw tooMany('Too many requests come from this network.', retryAfter);
    },
    admitCaller: (op, request, reply) => {
      const traffic = trafficOf(op);
      if (traffic === undefined) return;
      const { caller, device } = counted[traffic];
      const now = clock.now().getTime();
      const most = limits[traffic].perCaller;
      const subject = subjectOf(request.actor);
      const named = request.headers[deviceHeader];
      const count = Math.max(
        subject === undefined ? 0 : caller.add(subject, now),
        typeof named === 'string' && named.length === uuidLength ? device.add(named, now) : 0,
      );
      if (count <= most * (1 - littleLeft)) return;
      const secondsLeft = caller.secondsLeft(now);
      sayWhatIsLeft(reply, { traffic, most, left: Math.max(0, most - count), secondsLeft });
      if (count > most) throw tooMany('You ask more often than anybody has to.', secondsLeft);
    },
  };
}

/** Nobody asks long before they are refused, so until then headers say nothing and cost nothing. */
const littleLeft = 1 / 4;
/** Anything else is refused behind the door, or names nothing. */
const uuidLength = 36;

function subjectOf(actor: Actor | undefined): string | undefined {
  return actor?.kind === 'guest' || actor?.kind === 'account' ? actor.subjectId : undefined;
}

/** Beyond its ceiling an address is many people's still: who does a second's work is let in. */
async function challengeCaller(challenges: Challenges, request: FastifyRequest, retryAfter: number): Promise<void> {
  const answer = request.headers[challengeHeader];
  if (typeof answer === 'string' && (await challenges.isSolved(answer))) return;
  throw new DomainError('CHALLENGE_NEEDED', 'Many sign in from this network. Solve the challenge, or wait.', {
    retryAfter,
    challenge: await challenges.make(),
  });
}

function tooMany(sentence: string, retryAfter: number): DomainError {
  return new DomainError('TOO_MANY_REQUESTS', `${sentence} Wait a moment.`, { retryAfter });
}

/** As the IETF's draft-ietf-httpapi-ratelimit-headers writes it. */
function sayWhatIsLeft(
  reply: FastifyReply,
  facts: { readonly traffic: Traffic; readonly most: number; readonly left: number; readonly secondsLeft: number },
): void {
  const { traffic, most, left, secondsLeft } = facts;
  void reply
    .header('ratelimit-policy', `"${traffic}";q=${most};w=${windowSeconds}`)
    .header('ratelimit', `"${traffic}";r=${left};t=${secondsLeft}`);
}
