import { createHash } from 'node:crypto';
import { joinWaitingList, type BodyOf } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { MessageKey } from '../messages/en.ts';
import { readPhone } from '../order/phone-number.ts';
import { mostSeats } from '../seats/journey-choice.ts';
import type { TripAddress } from '../seats/load-trip.server.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { ensureSubject, type Visit } from '../visit/visit.server.ts';

export type JoinRefusal = {
  readonly kind: 'refused';
  readonly errors: Readonly<Record<string, MessageKey>>;
  readonly problem: MessageKey | undefined;
  readonly values: Readonly<Record<string, string>>;
  /** Set while nobody knows whether we joined: the next press asks under the same key. */
  readonly formKey: string | undefined;
};
export type JoinOutcome = { readonly kind: 'joined'; readonly entryId: string } | JoinRefusal;

type Body = BodyOf<typeof joinWaitingList>;

const problems: Readonly<Record<string, MessageKey>> = {
  SEATS_AVAILABLE: 'waiting-list.error.available',
  ALREADY_WAITING: 'waiting-list.error.already',
  WAITING_IN_MANY_LINES: 'waiting-list.error.many-lines',
  WAITING_LIST_FULL: 'waiting-list.error.full',
};

type Asked = { readonly address: TripAddress; readonly form: FormData; readonly callingCode: string | undefined };

export async function join(visit: Visit, asked: Asked): Promise<JoinOutcome> {
  const { address, form } = asked;
  const values = Object.fromEntries(['seats', 'phone', 'email', 'alone'].map((name) => [name, textIn(form, name)]));
  const { body, errors } = readForm(asked);
  if (body === undefined) return { kind: 'refused', errors, problem: undefined, values, formKey: undefined };
  await ensureSubject(visit);
  const formKey = keyIn(form, 'formKey') ?? newId();
  const answer = await visit.api(joinWaitingList, {
    params: { tripId: address.tripId },
    body: { ...body, locale: visit.locale },
    idempotencyKey: `${formKey}.${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`,
  });
  if (answer.ok) return { kind: 'joined', entryId: answer.value.entryId };
  return {
    kind: 'refused',
    errors: {},
    problem: problems[answer.code] ?? messageOfRefusal(answer.code),
    values,
    formKey: answer.code === 'NO_ANSWER' ? formKey : undefined,
  };
}

type Read = { readonly body: Body | undefined; readonly errors: Readonly<Record<string, MessageKey>> };

function readForm({ address, form, callingCode }: Asked): Read {
  const typed = { seats: textIn(form, 'seats'), phone: textIn(form, 'phone'), email: textIn(form, 'email') };
  const seats = /^\d$/.test(typed.seats) ? Number(typed.seats) : 0;
  const phone = readPhone(typed.phone, callingCode);
  const errors: Record<string, MessageKey> = {};
  if (seats < 1 || seats > mostSeats) errors['seats'] = 'waiting-list.error.seats';
  if (typed.phone !== '' && phone === undefined)
    errors['phone'] = callingCode === undefined ? 'passengers.error.phone.plus' : 'passengers.error.phone';
  if (typed.email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.email)) errors['email'] = 'passengers.error.email';
  if (typed.phone === '' && typed.email === '') errors['phone'] = 'waiting-list.error.contact';
  if (Object.keys(errors).length > 0) return { body: undefined, errors };
  const contact = { ...(phone === undefined ? {} : { phone }), ...(typed.email === '' ? {} : { email: typed.email }) };
  const womenOnly = form.has('alone') ? { womenOnly: true } : {};
  return { body: { from: address.from, to: address.to, seats, contact, ...womenOnly }, errors };
}
