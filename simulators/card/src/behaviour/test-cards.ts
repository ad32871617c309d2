import type { Scenario } from '@safiri/simulator-kit';

/** Whether the bank asks the cardholder; at some cards it breaks. */
export type Challenge = 'none' | 'asks' | 'breaks';

export type TestCard = Scenario & {
  /** A public test number, nobody's. */
  readonly number: string;
  readonly brand: 'visa' | 'mastercard' | 'amex';
  readonly challenge: Challenge;
};

function visa(number: string, challenge: Challenge, rest: Scenario): TestCard {
  return { number, brand: 'visa', challenge, ...rest };
}

function declining(answer: string): Scenario {
  return { expects: `fails: ${answer}`, plans: { charge: { answer } } };
}

const pays: Scenario = { expects: 'pays', plans: {} };

const cards: readonly TestCard[] = [
  visa('4242424242424242', 'none', { ...pays, expects: 'pays without a challenge' }),
  { number: '5555555555554444', brand: 'mastercard', challenge: 'none', ...pays },
  { number: '378282246310005', brand: 'amex', challenge: 'none', ...pays },
  visa('4000000000003220', 'asks', { ...pays, expects: 'the bank asks, then pays' }),
  visa('4000002760003184', 'asks', { ...pays, expects: 'the bank always asks, then pays' }),
  visa('4000002500003155', 'asks', { ...pays, expects: 'the bank asks, then pays' }),
  visa('4000008400001629', 'asks', { ...declining('generic_decline'), expects: 'the bank asks, then declines' }),
  visa('4000008260003178', 'asks', { ...declining('insufficient_funds'), expects: 'the bank asks, then no funds' }),
  visa('4000008400001280', 'breaks', { ...pays, expects: 'the challenge breaks' }),
  visa('4000000000000002', 'none', declining('generic_decline')),
  visa('4000000000009995', 'none', declining('insufficient_funds')),
  visa('4000000000009987', 'none', declining('lost_card')),
  visa('4000000000009979', 'none', declining('stolen_card')),
  visa('4000000000000069', 'none', declining('expired_card')),
  visa('4000000000000127', 'none', declining('incorrect_cvc')),
  visa('4000000000000119', 'none', declining('processing_error')),
  visa('4000000000000101', 'none', {
    expects: 'pays, no webhook comes',
    plans: { charge: { callback: 'lost' } },
  }),
  visa('4000000000000200', 'none', {
    expects: 'pays, webhooks come twice',
    plans: { charge: { callback: 'twice' } },
  }),
  visa('4000000000000309', 'none', {
    expects: 'pays, besides the webhook comes one with a wrong signature',
    plans: { charge: { callback: 'forged' } },
  }),
  visa('4000000000000408', 'none', {
    expects: 'is processed for a long time and pays late',
    plans: { charge: { after: 'lateAnswerSeconds' } },
  }),
  visa('4000000000000507', 'none', {
    expects: 'pays; a refund fails',
    plans: { refund: { answer: 'refund_failed' } },
  }),
  visa('4000000000000606', 'none', {
    expects: 'pays, the webhook names another amount',
    plans: { charge: { callback: 'wrong-amount' } },
  }),
];

export const testCards: readonly TestCard[] = cards;

/** What stands in the books instead of a number: the brand and the last four digits. */
export function partyOf({ brand, number }: TestCard): string {
  return `${brand}-${number.slice(-4)}`;
}

const byNumber = new Map(cards.map((card) => [card.number, card]));
const byParty = new Map(cards.map((card) => [partyOf(card), card]));

export function findCard(number: string): TestCard | undefined {
  return byNumber.get(number);
}

export function findCardOfParty(party: string): TestCard | undefined {
  return byParty.get(party);
}

/** The check digit of every card number (ISO/IEC 7812-1). */
export function passesLuhn(number: string): boolean {
  const digits = [...number].toReversed().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
}
