import type { Plan } from '@safiri/simulator-kit';

/** Why a capture or a refund fails, as the simulator's books and control API name it. */
export const paypalWords = {
  refused: 'CANCELLED_BY_BUYER',
  expired: 'EXPIRED',
  noFunds: 'BUYER_WITHOUT_FUNDS',
  notCovered: 'REFUND_AMOUNT_EXCEEDED',
  others: ['DECLINED', 'FAILED'],
} as const;

/**
 * `order` is its creation and `approve` the buyer's click; neither moves money. `charge` is the capture. An order waits for
 * its capture, however long.
 */
export const ordinaryPlans = {
  order: { post: 'accept', answer: 'never', after: 0, callback: 'normal' },
  approve: { post: 'accept', answer: 'never', after: 0, callback: 'normal' },
  charge: { post: 'accept', answer: 'SUCCESSFUL', after: 0, callback: 'normal' },
  refund: { post: 'accept', answer: 'SUCCESSFUL', after: 'refundSeconds', callback: 'normal' },
} as const satisfies Readonly<Record<string, Plan>>;
