import type { Money } from '@safiri/kernel';
import type { Charge, Share } from './commission.ts';
import { onPayable, onPlatform, onVouchers, platformId, type Entry, type LedgerSet } from './ledger-set.ts';

/** A payment that came, as its attempt has it. */
export type Paid = {
  readonly attemptId: string;
  readonly orderId: string;
  readonly method: string;
  readonly amount: Money;
};

/** Money of a passenger lies with a payment company; what it is for is not said yet. */
export function paid({ attemptId, orderId, method, amount }: Paid): LedgerSet {
  return {
    sourceKind: 'attempt-succeeded',
    sourceId: attemptId,
    orderId,
    currency: amount.currency,
    entries: [onPlatform('clearing', amount.amountMinor, method), onPlatform('passenger-money', -amount.amountMinor)],
  };
}

/** Money came that is not what was asked for. Whose it is, a person decides. */
export function held({ attemptId, orderId, method, amount }: Paid): LedgerSet {
  return {
    sourceKind: 'attempt-held',
    sourceId: attemptId,
    orderId,
    currency: amount.currency,
    entries: [onPlatform('clearing', amount.amountMinor, method), onPlatform('suspense', -amount.amountMinor)],
  };
}

/** What was held is somebody's after all, and is posted as that: it was never in suspense. */
export function heldUndone(came: Paid): LedgerSet {
  const { entries, ...set } = held(came);
  const back = entries.map((entry) => ({ ...entry, amountMinor: -entry.amountMinor }));
  return { ...set, sourceKind: 'held-undone', entries: back };
}

/** Money that contradicts us is the payer's: it is owed back, out of suspense where it lies there, else as it came. */
export function owedToPayer(
  refund: Pick<Owed, 'refundId' | 'orderId' | 'amount'> & { readonly method: string; readonly inSuspense: boolean },
): LedgerSet {
  const { refundId, orderId, method, inSuspense } = refund;
  const { amountMinor, currency } = refund.amount;
  return {
    sourceKind: 'refund-due',
    sourceId: refundId,
    orderId,
    currency,
    entries: [
      inSuspense ? onPlatform('suspense', amountMinor) : onPlatform('clearing', amountMinor, method),
      onPlatform('refunds-owed', -amountMinor),
    ],
  };
}

/**
 * A refund that somebody paid by hand, from the platform's bank account, but for what its payment company gave back itself. If
 * that was too much, the platform bears it.
 */
export function paidBackByHand(refund: PaidBack & { readonly byCompanyMinor: number }): LedgerSet {
  const { refundId, orderId, amount, method, byCompanyMinor } = refund;
  const { amountMinor, currency } = amount;
  const restMinor = amountMinor - byCompanyMinor;
  return {
    sourceKind: 'refund-succeeded',
    sourceId: refundId,
    orderId,
    currency,
    entries: [
      onPlatform('refunds-owed', amountMinor),
      onPlatform('clearing', -byCompanyMinor, method),
      onPlatform(restMinor > 0 ? 'bank' : 'adjustments', -restMinor),
    ],
  };
}

/** A company's part of a booking or of a refund, and what of it is the platform's. */
export type ChargedShare = Share & { readonly charge: Charge };

/** What a voucher paid of a booking, and who owed it. */
export type VoucherPart = { readonly issuerId: string; readonly amount: Money };

/** What vouchers paid of a booking is owed to who had them no more: it is the passenger's money for that order. */
export function vouchersUsed({ orderId, currency, vouchers }: VouchersUsed): LedgerSet {
  return {
    sourceKind: 'voucher-used',
    sourceId: orderId,
    orderId,
    currency,
    entries: vouchers.flatMap(({ issuerId, amount: { amountMinor } }) => [
      onVouchers(issuerId, amountMinor),
      onPlatform('passenger-money', -amountMinor),
    ]),
  };
}

type VouchersUsed = {
  readonly orderId: string;
  readonly currency: string;
  readonly vouchers: readonly VoucherPart[];
};

/** A booking: the passenger's money becomes its companies', less what the platform takes. */
export function booked(booking: {
  readonly orderId: string;
  readonly currency: string;
  readonly shares: readonly ChargedShare[];
}): LedgerSet {
  const { orderId, currency, shares } = booking;
  return {
    sourceKind: 'booking-confirmed',
    sourceId: orderId,
    orderId,
    currency,
    entries: [onPlatform('passenger-money', sumOf(shares)), ...shares.flatMap(earned)],
  };
}

function earned({ companyId, amount, charge }: ChargedShare): Entry[] {
  return [
    onPayable(companyId, 'sale', -amount.amountMinor),
    onPayable(companyId, 'commission', charge.commissionMinor),
    onPayable(companyId, 'fee', charge.feeMinor),
    onPlatform('commission', -charge.commissionMinor - charge.feeMinor),
  ];
}

export type Owed = {
  readonly refundId: string;
  readonly orderId: string;
  readonly amount: Money;
  /** What of it a booking had brought to companies; the rest was not applied yet. */
  readonly shares: readonly ChargedShare[];
};

/** Money is owed back: out of what companies got, with what the platform took of it, and out of what nobody got yet. */
export function owed({ refundId, orderId, amount, shares }: Owed): LedgerSet {
  return {
    sourceKind: 'refund-due',
    sourceId: refundId,
    orderId,
    currency: amount.currency,
    entries: [
      onPlatform('refunds-owed', -amount.amountMinor),
      onPlatform('passenger-money', amount.amountMinor - sumOf(shares)),
      ...shares.flatMap(givenBack),
    ],
  };
}

function givenBack({ companyId, amount, charge }: ChargedShare): Entry[] {
  return [
    onPayable(companyId, 'refund', amount.amountMinor),
    onPayable(companyId, 'commission-back', -charge.commissionMinor),
    onPayable(companyId, 'fee-back', -charge.feeMinor),
    onPlatform('commission', charge.commissionMinor + charge.feeMinor),
  ];
}

export type PaidBack = Omit<Paid, 'attemptId'> & { readonly refundId: string };

/** A refund arrived: it is owed no more, and lies with the payment company no more. */
export function paidBack({ refundId, orderId, method, amount }: PaidBack): LedgerSet {
  return {
    sourceKind: 'refund-succeeded',
    sourceId: refundId,
    orderId,
    currency: amount.currency,
    entries: [onPlatform('refunds-owed', amount.amountMinor), onPlatform('clearing', -amount.amountMinor, method)],
  };
}

/** What a voucher is worth became more or less. */
export type VoucherMovement = VoucherPart & {
  readonly useId: string;
  readonly kind: 'issued' | 'withdrawn' | 'expired';
};

/** A voucher is owed to who has it, at the cost of who issued it; or what remained of it is owed no more. */
export function voucherMoved({ useId, issuerId, kind, amount }: VoucherMovement): LedgerSet {
  const owedMinor = kind === 'issued' ? amount.amountMinor : -amount.amountMinor;
  const bearer =
    issuerId === platformId
      ? onPlatform('promotions', owedMinor)
      : onPayable(issuerId, kind === 'issued' ? 'voucher' : 'voucher-back', owedMinor);
  return {
    sourceKind: `voucher-${kind}`,
    sourceId: useId,
    orderId: null,
    currency: amount.currency,
    entries: [bearer, onVouchers(issuerId, -owedMinor)],
  };
}

/** A refund goes to a voucher, the one that paid or a new one, out of what companies got. */
export function refundedToVoucher(
  restored: VoucherPart & {
    readonly useId: string;
    readonly kind: 'restored' | 'issued';
    readonly orderId: string;
    readonly shares: readonly ChargedShare[];
  },
): LedgerSet {
  const { useId, kind, orderId, issuerId, amount, shares } = restored;
  return {
    sourceKind: `voucher-${kind}`,
    sourceId: useId,
    orderId,
    currency: amount.currency,
    entries: [onVouchers(issuerId, -amount.amountMinor), ...shares.flatMap(givenBack)],
  };
}

function sumOf(shares: readonly Share[]): number {
  return shares.reduce((sum, share) => sum + share.amount.amountMinor, 0);
}
