import type { CashLine, moveCash as operation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { RequestOf, Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { addLine } from './add-line.ts';
import { agentOf, fingerprintOf } from './cash-agent.ts';
import { refuseFractions } from './cash-amounts.ts';
import { cashMoved } from './cash-sets.ts';
import { getDrawerBalance, type SessionRow } from './session-queries.ts';

/** Cash of the company goes into a drawer, or out of it: into the safe, or for a small expense. */
export async function moveCash(ctx: Ctx, request: RequestOf<typeof operation>): Promise<CashLine> {
  const { actor, params, body, idempotencyKey } = request;
  const { kind, reason } = body;
  const fingerprint = fingerprintOf('moveCash', body);
  return await addLine(
    ctx,
    { request, agent: agentOf(actor), ...params, idempotencyKey, fingerprint },
    async (tx, drawer, lineId) => {
      refuseFractions(drawer.currency, [{ amountMinor: body.amountMinor, field: '/body/amountMinor' }]);
      if (kind !== 'cash-in') await refuseMoreThanThere(tx, drawer, body.amountMinor);
      const amountMinor = kind === 'cash-in' ? body.amountMinor : -body.amountMinor;
      return { kind, amountMinor, reason, sets: [cashMoved(drawer, { lineId, amountMinor, against: 'company-cash' })] };
    },
  );
}

/** Nobody takes out of a drawer what is not in it: the line would be a mistake. */
export async function refuseMoreThanThere(tx: Tx, drawer: SessionRow, amountMinor: number): Promise<void> {
  const drawerMinor = await getDrawerBalance(tx, drawer);
  if (amountMinor <= drawerMinor) return;
  throw new DomainError('DRAWER_HAS_TOO_LITTLE', 'There is less than that in the drawer.', { drawerMinor });
}
