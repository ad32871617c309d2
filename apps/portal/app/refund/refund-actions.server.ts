import { confirmRefundByLink, quoteRefundByLink } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';

/** Where an action leads, or why it does not. */
export type RefundOutcome =
  | { readonly kind: 'done'; readonly to: string }
  | { readonly kind: 'refused'; readonly problem: MessageKey; readonly isAboutChoice: boolean };

/** As many as one offer holds. */
const mostSeats = 16;

export async function askForQuote(visit: Visit, link: string, form: FormData): Promise<RefundOutcome> {
  const claimIds = [...new Set(form.getAll('claim').filter((value) => typeof value === 'string'))];
  if (claimIds.length === 0) return { kind: 'refused', problem: 'refunds.choose.error', isAboutChoice: true };
  if (claimIds.length > mostSeats) return { kind: 'refused', problem: 'refunds.choose.many', isAboutChoice: true };
  const answer = await visit.api(quoteRefundByLink, { params: { link }, body: { claimIds } });
  if (!answer.ok) return { kind: 'refused', problem: messageOfRefusal(answer.code), isAboutChoice: false };
  // Where the company gives credit for these seats, both are shown; where it does not, nothing is said of it.
  const credit = await visit.api(quoteRefundByLink, { params: { link }, body: { claimIds, gives: 'credit' } });
  const choice = credit.ok ? `?credit=${credit.value.quoteId}` : '';
  return { kind: 'done', to: `/t/${link}/refund/${answer.value.quoteId}${choice}` };
}

/** An offer is taken once, so it is key enough: pressed again, in another tab too, it is the same refund. */
export async function takeQuote(
  visit: Visit,
  params: { readonly link: string; readonly quoteId: string },
): Promise<RefundOutcome> {
  const answer = await visit.api(confirmRefundByLink, { params, idempotencyKey: `refund.${params.quoteId}` });
  if (answer.ok) {
    const page = answer.value.gives === 'credit' ? `/refund/${params.quoteId}` : '';
    return { kind: 'done', to: `/t/${params.link}${page}` };
  }
  return { kind: 'refused', problem: messageOfRefusal(answer.code), isAboutChoice: false };
}
