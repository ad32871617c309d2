import { fileURLToPath } from 'node:url';
import { auditLogs } from '@safiri/contracts';
import { auditLog, isRolledBack, isTracing, type MigrationSet, type Service } from '@safiri/runtime';
import { auditEverything } from '@safiri/runtime/audit';
import { forgetting } from '@safiri/runtime/privacy';
import { orderMoney } from './audit/order-money.ts';
import { ticketingAuditor } from './audit/ticketing-auditor.ts';
import { consumers } from './consumers.ts';
import type { TicketingDeps } from './context.ts';
import { decideHolds } from './holds/decide-holds.ts';
import { createHoldQueue, traced } from './holds/hold-queue.ts';
import { createSeatOccupancy, readOccupied } from './holds/seat-occupancy.ts';
import { jobs } from './jobs.ts';
import { measure } from './measure.ts';
import { createTripFacts } from './network/trip-facts.ts';
import { createAddressRate } from './orders/address-rate.ts';
import { tooManyHolds } from './orders/refusals.ts';
import { routes } from './routes.ts';
import { forgetSteps } from './privacy/forget-steps.ts';
import { mostSearchesAMinute, tooManySearches } from './tickets/find-booking.ts';
import { republishTickets } from './tickets/republish-tickets.ts';
import { mostCodesAMinute, tooManyCodes } from './vouchers/voucher-code.ts';

export { TicketingSettings, readTicketingConfig } from './config.ts';
export type { TicketingConfig } from './config.ts';

export const ticketingMigrations: MigrationSet = {
  schema: 'ticketing',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};

/** Sells seats: search, holds, orders, tickets. */
export function createTicketing(deps: TicketingDeps): Service {
  const { db, config } = deps;
  const holds = createHoldQueue({
    decideAll: async (items) => await decideHolds(db, items, config.holdMinutes),
    isUndecided: isRolledBack,
    ...(config.holdBatching ? batched : oneByOne),
  });
  const ctx = {
    ...deps,
    tripFacts: createTripFacts(db),
    holds: isTracing() ? traced(holds) : holds,
    occupancy: createSeatOccupancy(async (tripId) => await readOccupied(db, tripId)),
    holdRate: createAddressRate(deps.memory, {
      name: 'holds',
      mostAMinute: config.mostHoldsPerAddress,
      refusal: tooManyHolds,
    }),
    codeRate: createAddressRate(deps.memory, { name: 'codes', mostAMinute: mostCodesAMinute, refusal: tooManyCodes }),
    bookingSearchRate: createAddressRate(deps.memory, {
      name: 'booking-searches',
      mostAMinute: mostSearchesAMinute,
      refusal: tooManySearches,
    }),
  };
  const forget = forgetting({ ...ctx, name: 'ticketing', steps: forgetSteps });
  const acts = auditLog(auditLogs.ticketing, deps);
  return {
    name: 'ticketing',
    db,
    routes: [...routes(ctx), ...acts.routes],
    consumers: [...consumers(ctx), forget.consumer],
    jobs: [...jobs(ctx), forget.job, ...acts.jobs],
    measure: async () => await measure(ctx),
    republish: async () => await republishTickets(db),
    audit: async (say) => await auditEverything({ db, auditor: ticketingAuditor, say }),
    orderMoney: orderMoney(db),
  };
}

/** What a batch may hold and may wait are those of docs/performance.md: two thousand orders wait for half a second. */
const batched = { mostInCall: 512, mostCalls: 2, overlapAfterMilliseconds: 15, mostWaiting: 2_048 };
/** One less than the pool has connections: holds that wait for a locked seat leave one to everything else. */
const oneByOne = { mostInCall: 1, mostCalls: 3, overlapAfterMilliseconds: 0, mostWaiting: 2_048 };
