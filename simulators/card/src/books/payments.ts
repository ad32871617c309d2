import {
  fromMajor,
  getTransaction,
  oneOf,
  openAccount,
  text,
  textIfAny,
  wholeNumber,
  type Reader,
  type Transaction,
  type Wallet,
  type Writer,
} from '@safiri/simulator-kit';
import type { CardSettings } from '../settings.ts';

/** A payment as its pages need it, with its charge, which has the money and the end. */
export type Payment = {
  readonly paymentId: string;
  readonly stage: 'card' | 'challenge' | 'processing';
  readonly card: { readonly brand: string; readonly last4: string; readonly expires: string } | undefined;
  /** What 3-D Secure came to. */
  readonly transStatus: string | undefined;
  readonly wrongCodes: number;
  readonly charge: Transaction;
};

/** Where captures arrive, and refunds leave from. */
export const merchantWallet: Wallet = { owner: 'merchant', openedMinor: 0 };
/** Whose card pays until somebody has typed one. */
export const nobody = 'nobody';

export function cardWallet(settings: CardSettings, party: string, currency: string): Wallet {
  return { owner: `card ${party}`, openedMinor: fromMajor(settings.cardBalance, currency) };
}

export function insertPayment(tx: Writer, paymentId: string): void {
  tx.run(`insert into payments (payment_id, stage) values (?, 'card')`, paymentId);
}

export function findPayment(reader: Reader, paymentId: string): Payment | undefined {
  const row = reader.find('select * from payments where payment_id = ?', paymentId);
  if (row === undefined) return undefined;
  const [brand, last4, expires] = [textIfAny(row, 'brand'), textIfAny(row, 'last4'), textIfAny(row, 'expires')];
  return {
    paymentId,
    stage: oneOf(row, 'stage', ['card', 'challenge', 'processing']),
    card: brand === undefined || last4 === undefined || expires === undefined ? undefined : { brand, last4, expires },
    transStatus: textIfAny(row, 'trans_status'),
    wrongCodes: wholeNumber(row, 'wrong_codes'),
    charge: getTransaction(reader, text(row, 'payment_id')),
  };
}

export type TypedCard = {
  readonly party: string;
  readonly brand: string;
  readonly last4: string;
  readonly expires: string;
};

/** Somebody typed a card: from now on the charge is theirs, and their bank asks for a code or does not. */
export function useCard(
  tx: Writer,
  { paymentId, charge }: Payment,
  use: { card: TypedCard; wallet: Wallet; isAsked: boolean },
): void {
  const { card, wallet } = use;
  openAccount(tx, { ...wallet, currency: charge.currency });
  tx.run(
    'update transactions set party = ?, from_owner = ? where reference_id = ?',
    card.party,
    wallet.owner,
    paymentId,
  );
  tx.run(
    'update payments set brand = ?, last4 = ?, expires = ?, stage = ?, trans_status = ? where payment_id = ?',
    card.brand,
    card.last4,
    card.expires,
    use.isAsked ? 'challenge' : 'card',
    use.isAsked ? 'C' : null,
    paymentId,
  );
}

export function noteChallenge(tx: Writer, paymentId: string, transStatus: string): void {
  tx.run('update payments set trans_status = ? where payment_id = ?', transStatus, paymentId);
}

export function countWrongCode(tx: Writer, paymentId: string): void {
  tx.run('update payments set wrong_codes = wrong_codes + 1 where payment_id = ?', paymentId);
}

/** Authorisation and capture are under way: decided at that instant, or never. */
export function process(
  tx: Writer,
  paymentId: string,
  as: { callback: string; decision: { atMillis: number; outcome: string } | undefined },
): void {
  tx.run(
    'update transactions set callback_manner = ?, due_millis = ?, due_outcome = ? where reference_id = ?',
    as.callback,
    as.decision?.atMillis ?? null,
    as.decision?.outcome ?? null,
    paymentId,
  );
  tx.run(`update payments set stage = 'processing' where payment_id = ?`, paymentId);
}

/** Payments that somebody can still pay, the newest first. */
export function listOpenPayments(reader: Reader, limit: number): Transaction[] {
  return reader
    .list(
      `select p.payment_id from payments p join transactions t on t.reference_id = p.payment_id
       where t.status = 'PENDING' and p.stage <> 'processing' order by t.position desc limit ?`,
      limit,
    )
    .map((row) => getTransaction(reader, text(row, 'payment_id')));
}
