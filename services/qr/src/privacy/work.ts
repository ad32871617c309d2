import { sql } from 'kysely';
import { ordersErased, qrPersonalData } from '@safiri/contracts';
import { asService, on, transaction, type Consumer, type Job, type Route } from '@safiri/runtime';
import { dataTable, forgetting, personalDataRoutes } from '@safiri/runtime/privacy';
import { defaultScanDays } from '../config.ts';
import type { Ctx } from '../context.ts';
import { forgetScans, onOrdersErased } from './forget.ts';

/** What qr serves, hears and does about people: it knows tickets by their orders, which ticketing erases. */
export function privacyWork(ctx: Ctx): {
  readonly routes: readonly Route[];
  readonly consumers: readonly Consumer[];
  readonly jobs: readonly Job[];
} {
  const { SCAN_DAYS: days = defaultScanDays } = ctx.config;
  const forget = forgetting({ ...ctx, name: 'qr', steps: [] });
  return {
    routes: personalDataRoutes(qrPersonalData, ctx.db, {
      sources: [
        dataTable(
          'scans',
          ({ orderIds }) => sql`
            select s.scan_id::text as key, s.scan_id as "scanId", t.order_id as "orderId", s.ticket_id as "ticketId", s.trip_id as "tripId", s.result,
                   s.answer #>> '{ticket,passengerName}' as "name", s.scanned_at as "scannedAt"
              from tickets t join scans s on s.ticket_id = t.ticket_id where t.order_id = any (${orderIds}::uuid[])`,
        ),
        dataTable(
          'boardings',
          ({ orderIds }) => sql`
            select b.ticket_id::text as key, t.order_id as "orderId", b.ticket_id as "ticketId", b.trip_id as "tripId", b.boarded_at as "boardedAt"
              from tickets t join boardings b on b.trip_id = t.trip_id and b.ticket_id = t.ticket_id where t.order_id = any (${orderIds}::uuid[])`,
        ),
      ],
      obstacles: async () => [],
      limits: [{ what: 'scans', days }],
    }),
    consumers: [forget.consumer, on(ordersErased, async (tx, erased) => await onOrdersErased(tx, erased))],
    jobs: [
      forget.job,
      {
        name: 'forget-scans',
        everySeconds: 600,
        run: async () => {
          const before = new Date(ctx.clock.now().getTime() - days * 86_400_000);
          return await transaction(ctx.db, asService, async (tx) => await forgetScans(tx, before));
        },
      },
    ],
  };
}
