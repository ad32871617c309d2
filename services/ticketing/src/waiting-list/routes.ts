import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { getWaitingEntry } from './get-waiting-entry.ts';
import { joinWaitingList } from './join-waiting-list.ts';
import { leaveWaitingList } from './leave-waiting-list.ts';
import { listWaitingEntries } from './list-waiting-entries.ts';

/** Operation → use case. */
export function waitingListRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.joinWaitingList, async (request) => await joinWaitingList(ctx, request)),
    route(contracts.getWaitingEntry, async (request) => await getWaitingEntry(ctx, request)),
    route(contracts.leaveWaitingList, async (request) => await leaveWaitingList(ctx, request)),
    route(contracts.listWaitingEntries, async (request) => await listWaitingEntries(ctx, request)),
  ];
}
