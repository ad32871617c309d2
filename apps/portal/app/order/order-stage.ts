import type { Attempt, Order } from '@safiri/contracts';

/** Where an order stands, as its page tells it. */
export type OrderStage =
  | { readonly kind: 'passengers' }
  | { readonly kind: 'payment'; readonly declined: string | undefined }
  /** Money may be moving. `answer`: what the wallet was heard to say last. */
  | { readonly kind: 'waiting'; readonly answer: 'asked' | 'unknown' | 'paid'; readonly payerPhone: string | null }
  | { readonly kind: 'confirmed'; readonly link: string | undefined }
  | { readonly kind: 'ended'; readonly why: 'expired' | 'released'; readonly refund: RefundState | undefined }
  | { readonly kind: 'unallocated'; readonly refund: RefundState };

export type RefundState = 'pending' | 'succeeded' | 'failed';

type Facts = {
  readonly order: Pick<Order, 'status' | 'link'>;
  /** The hold's end lies behind us, by the server's clock. */
  readonly isOver: boolean;
  /** Newest first. */
  readonly attempts: readonly Pick<Attempt, 'status' | 'reason' | 'refund' | 'payerPhone'>[];
};

/** Nothing is called failed or ended while an attempt might still have moved money. */
export function orderStage({ order, isOver, attempts }: Facts): OrderStage {
  if (order.status === 'confirmed') return { kind: 'confirmed', link: order.link ?? undefined };
  const refund = attempts.find((attempt) => attempt.refund !== null)?.refund?.status;
  if (order.status === 'unallocated') return { kind: 'unallocated', refund: refund ?? 'pending' };
  const paid = attempts.find((attempt) => attempt.status === 'succeeded' && attempt.refund === null);
  if (paid !== undefined) return { kind: 'waiting', answer: 'paid', payerPhone: paid.payerPhone };
  const open = attempts.find(
    (attempt) => attempt.status === 'created' || attempt.status === 'pending' || attempt.status === 'unknown',
  );
  if (open !== undefined)
    return { kind: 'waiting', answer: open.status === 'unknown' ? 'unknown' : 'asked', payerPhone: open.payerPhone };
  if (order.status === 'released') return { kind: 'ended', why: 'released', refund };
  if (order.status === 'expired' || isOver) return { kind: 'ended', why: 'expired', refund };
  if (order.status === 'held') return { kind: 'passengers' };
  const [newest] = attempts;
  return { kind: 'payment', declined: newest?.status === 'failed' ? (newest.reason ?? 'provider-error') : undefined };
}

/** Changes when the page should be drawn anew. */
export function stageMark(stage: OrderStage): string {
  return Object.values(stage).join(' ');
}
