import { changeSeatsByLink } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';

const messages: Readonly<Record<string, MessageKey>> = {
  SEATS_TAKEN: 'change.error.taken',
  TRIP_FULL: 'change.error.full',
  CLASS_PLAINER: 'change.error.plainer',
  TOO_MANY_CHANGES: 'change.error.often',
  ALREADY_BOARDED: 'change.error.boarded',
  ALREADY_CANCELLED: 'change.error.cancelled',
};

type Ticket = { readonly link: string; readonly claimId: string };

/** Gives a ticket the seat that its form names; answers why not, or nothing when it has it. */
export async function changeSeat(
  visit: Visit,
  { link, claimId }: Ticket,
  form: FormData,
): Promise<MessageKey | undefined> {
  const seat = /^\d{1,4}$/.test(textIn(form, 'seat')) ? Number(textIn(form, 'seat')) : 0;
  const formKey = keyIn(form, 'formKey');
  if (seat === 0 || formKey === undefined) return 'change.error.none';
  const answer = await visit.api(changeSeatsByLink, {
    params: { link },
    body: { changes: [{ claimId, seat }] },
    idempotencyKey: `${formKey}.${seat}`,
  });
  if (!answer.ok) return messages[answer.code] ?? messageOfRefusal(answer.code);
  // Asked once more from a page of long ago, it was changed then, and has been changed since.
  const has = answer.value.claims.find((claim) => claim.claimId === claimId)?.seat;
  return has === seat ? undefined : 'change.error.since';
}
