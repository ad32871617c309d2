import type { listPaymentMethods, PaymentMethod } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** The configured ways to pay that take the currency. */
export async function listMethods(
  ctx: Ctx,
  { query }: RequestOf<typeof listPaymentMethods>,
): Promise<{ methods: PaymentMethod[] }> {
  const taking = [...ctx.providers.values()].filter((provider) => provider.currencies.includes(query.currency));
  return { methods: taking.map((provider) => provider.method) };
}
