import { createAttempt, pathOf } from '@safiri/contracts';
import { headOf } from './hold-requests.ts';
import type { PaymentJob } from './load-job.ts';
import type { HttpAnswer } from './read-answer.ts';
import type { Requests } from './run-load.ts';

/** Every guest begins to pay their orders, one after another, each under a key of its own. */
export function paymentRequests({ address, payers, payerPhone }: PaymentJob): Requests {
  const heads = payers.map(({ accessToken }) => headOf(createAttempt, address, accessToken));
  const begun = payers.map(() => 0);
  return {
    connections: payers.length,
    next: (connection) => {
      const nth = begun[connection] ?? 0;
      const orderId = payers[connection]?.orderIds[nth];
      if (orderId === undefined) return undefined;
      begun[connection] = nth + 1;
      const body = JSON.stringify({ orderId, method: 'mtn-momo', payerPhone });
      return `${heads[connection]}idempotency-key: bench-${orderId}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    },
    outcomeOf,
  };
}

function outcomeOf({ status, body }: HttpAnswer): string {
  if (status === createAttempt.success.status) return 'begun';
  return /"code":"([A-Z_]+)"/.exec(body.toString())?.[1] ?? `STATUS_${status} of ${pathOf(createAttempt)}`;
}
