import { redirect } from 'react-router';
import { sendTicketsByLink } from '@safiri/contracts';
import { textIn } from '../visit/form-values.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/send-tickets';

/** Sends the link once more, and leads back to the tickets, which say what became of it. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const channel = textIn(await request.formData(), 'channel') === 'sms' ? 'sms' : 'email';
  const answer = await visit.api(sendTicketsByLink, { params, body: { channel } });
  if (!answer.ok && answer.code === 'NOT_FOUND') throw failPage(visit, answer);
  const sent = answer.ok ? channel : answer.code.startsWith('TOO_MANY') ? 'too-many' : 'failed';
  return redirect(`/t/${params.link}?sent=${sent}#send`);
}

/** The address is that of a form; who opens it by itself is led to the tickets. */
export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/t/${params.link}`);
}
