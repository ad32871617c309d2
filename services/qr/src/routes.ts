import { listTicketKeys, scanTicket } from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { listPublicKeys } from './keys/list-public-keys.ts';
import { scan } from './scans/scan-ticket.ts';

export function routes(ctx: Ctx): Route[] {
  return [route(scanTicket, (request) => scan(ctx, request)), route(listTicketKeys, () => listPublicKeys(ctx))];
}
