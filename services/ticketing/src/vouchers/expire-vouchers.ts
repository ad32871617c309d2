import { asService, transaction, type Job } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { vouchersExpired } from '../telemetry.ts';
import { tellVoucherMoved } from './tell-voucher-moved.ts';
import { expire } from './voucher-queries.ts';

const stepVouchers = 100;

/** Gives what remains of vouchers whose time is over back to their issuers. Nobody can use them from that instant on anyway. */
export function expireVouchers(ctx: Ctx): Job {
  return {
    name: 'expire-vouchers',
    everySeconds: 60,
    run: async () => {
      const count = await transaction(ctx.db, asService, async (tx) => {
        const uses = await expire(tx, stepVouchers);
        await tellVoucherMoved(tx, uses);
        return uses.length;
      });
      if (count > 0) vouchersExpired(ctx.log, count);
      return count === stepVouchers;
    },
  };
}
