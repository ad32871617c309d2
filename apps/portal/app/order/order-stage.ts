import { asksByPhone, type Attempt, type Order } from '@safiri/contracts';

/** Where an order stands, as its page tells it. */
export type OrderStage =
  | { readonly kind: 'passengers' }
  | { readonly kind: 'payment'; readonly declined: Declined | undefined }
  /** Money may be moving. */
  | ({ readonly kind: 'waiting' } & Waiting)
  | { readonly kind: 'confirmed'; readonly link: string | undefined }
  | { readonly kind: 'ended'; readonly why: 'expired' | 'released'; readonly refund: RefundState | undefined }
  | { readonly kind: 'unallocated'; readonly refund: RefundState };

export type Declined = { readonly reason: string; readonly isByPhone: boolean };

/** `answer`: what the payment company was heard to say last. By phone, or on a page of the company. */
export type Waiting = { readonly answer: 'asked' | 'unknown' | 'paid'; readonly isByPhone: boolean } & Pick<
  Attempt,
  'attemptId' | 'method' | 'payerPhone' | 'approveUrl'
>;

export type RefundState = 'pending' | 'succeeded' | 'failed';

type Facts = {
  readonly order: Pick<Order, 'status' | 'link'>;
  /** The hold's end lies behind us, by the server's clock. */
  readonly isOver: boolean;
  /** Newest first. */
  readonly attempts: readonly Pick<
    Attempt,
    'attemptId' | 'method' | 'status' | 'reason' | 'refund' | 'payerPhone' | 'approveUrl'
  >[];
};

/** Nothing is called failed or ended while an attempt might still have moved money. */
export function orderStage({ order, isOver, attempts }: Facts): OrderStage {
  if (order.status === 'confirmed' || order.status === 'cancelled')
    return { kind: 'confirmed', link: order.link ?? undefined };
  const refund = attempts.find((attempt) => attempt.refund !== null)?.refund?.status;
  if (order.status === 'unallocated') return { kind: 'unallocated', refund: refund ?? 'pending' };
  const paid = attempts.find((attempt) => attempt.status === 'succeeded' && attempt.refund === null);
  if (paid !== undefined) return waiting(paid, 'paid');
  const open = attempts.find(
    (attempt) => attempt.status === 'created' || attempt.status === 'pending' || attempt.status === 'unknown',
  );
  if (open !== undefined) return waiting(open, open.status === 'unknown' ? 'unknown' : 'asked');
  if (order.status === 'released') return { kind: 'ended', why: 'released', refund };
  if (order.status === 'expired' || isOver) return { kind: 'ended', why: 'expired', refund };
  if (order.status === 'held') return { kind: 'passengers' };
  const [newest] = attempts;
  if (newest?.status !== 'failed') return { kind: 'payment', declined: undefined };
  return {
    kind: 'payment',
    declined: { reason: newest.reason ?? 'provider-error', isByPhone: asksByPhone(newest.method) },
  };
}

function waiting(
  { attemptId, method, payerPhone, approveUrl }: Facts['attempts'][number],
  answer: Waiting['answer'],
): OrderStage {
  return { kind: 'waiting', answer, isByPhone: asksByPhone(method), attemptId, method, payerPhone, approveUrl };
}

/** Changes when the page should be drawn anew. */
export function stageMark(stage: OrderStage): string {
  return JSON.stringify(stage);
}
