import type { Scenario } from '@safiri/simulator-kit';

/** Accounts of simulated buyers, by address. The page of approval offers all of them. */
const scenarios: Readonly<Record<string, Scenario>> = {
  'buyer@example.com': { expects: 'pays', plans: {} },
  'declined@example.com': { expects: 'the capture is declined', plans: { charge: { answer: 'DECLINED' } } },
  'card-declined@example.com': {
    expects: 'the capture asks the buyer for another card: INSTRUMENT_DECLINED',
    plans: { charge: { post: 'INSTRUMENT_DECLINED' } },
  },
  'locked@example.com': {
    expects: 'the capture is refused: PAYER_ACCOUNT_LOCKED_OR_CLOSED',
    plans: { charge: { post: 'PAYER_ACCOUNT_LOCKED_OR_CLOSED' } },
  },
  'review@example.com': {
    expects: 'the capture is pending and succeeds late, after the hold has expired',
    plans: { charge: { after: 'lateAnswerSeconds' } },
  },
  'forever@example.com': { expects: 'the capture stays pending for ever', plans: { charge: { answer: 'never' } } },
  'silent@example.com': {
    expects: 'pays, no webhook comes',
    plans: { approve: { callback: 'lost' }, charge: { callback: 'lost' } },
  },
  'twice@example.com': { expects: 'pays, webhooks come twice', plans: { charge: { callback: 'twice' } } },
  'early@example.com': {
    expects: 'pays, the webhook comes before the capture is answered',
    plans: { charge: { callback: 'before-answer' } },
  },
  'late@example.com': {
    expects: 'pays, webhooks come hours later',
    plans: { approve: { callback: 'late' }, charge: { callback: 'late' } },
  },
  'disorder@example.com': {
    expects: 'pays, the webhook of the approval comes once more after that of the capture',
    plans: { charge: { callback: 'out-of-order' } },
  },
  'wrong-amount@example.com': {
    expects: 'pays, a signed webhook names another amount',
    plans: { charge: { callback: 'wrong-amount' } },
  },
  'forged@example.com': {
    expects: 'pays, and besides the webhook comes one with a wrong signature',
    plans: { charge: { callback: 'forged' } },
  },
  'cut@example.com': {
    expects: 'pays, but the connection of the capture is cut',
    plans: { charge: { post: 'cut-after-accepting' } },
  },
  'error@example.com': {
    expects: 'pays, but the capture answers 500 though taken',
    plans: { charge: { post: 'error-after-accepting' } },
  },
  'no-refund@example.com': { expects: 'pays; a refund fails', plans: { refund: { answer: 'FAILED' } } },
  'slow-refund@example.com': {
    expects: 'pays; a refund is pending and succeeds late',
    plans: { refund: { after: 'lateAnswerSeconds' } },
  },
};

export const buyers: ReadonlyMap<string, Scenario> = new Map(Object.entries(scenarios));
