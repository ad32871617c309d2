import type { Consumer } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { networkConsumers } from './network/consumers.ts';

/** Event → what ticketing does when it hears it. Consumers of one event run in this order, in one transaction. */
export function consumers(_ctx: Ctx): Consumer[] {
  return [...networkConsumers()];
}
