import { data, Link, redirect } from 'react-router';
import { answerChallenge, answerProof, confirmIdentifier, sendCode } from '@safiri/contracts';
import { Notice } from '@safiri/ui-web';
import { AccountFrame } from '../account/account-frame.tsx';
import { readReturnAddress } from '../account/return-address.ts';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf, type Visit } from '../visit/visit.server.ts';
import { ChallengeForms } from './challenge-forms.tsx';
import { followOutcome, nameDevice } from './follow-outcome.server.ts';
import { keepChallenge, readPending, type Pending } from './pending.server.ts';
import { readFactor } from './read-factor.server.ts';
import type { Route } from './+types/challenge-page';

const purposes = ['sign-in', 'proof', 'identifier'] as const;

export function loader({ context }: Route.LoaderArgs) {
  const pending = readPending(visitOf(context).session, ...purposes);
  if (pending === undefined) return { pending: undefined };
  const { purpose, factors, sentTo, passkey } = pending;
  return { pending: { purpose, factors, sentTo, passkey } };
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const refuse = (problem: MessageKey, status = 422) => data({ problem }, { status });
  const pending = readPending(visit.session, ...purposes);
  if (pending === undefined) return refuse('refusal.challenge-over');
  nameDevice(visit);
  const form = await request.formData();
  if (textIn(form, 'kind') === 'send') return await send(visit, pending, refuse);
  const factor = readFactor(form);
  if (factor === undefined)
    return refuse(textIn(form, 'kind') === 'code' ? 'challenge.error.code' : 'refusal.factor-wrong');
  const { token: challengeToken, returnTo } = pending;
  if (pending.purpose === 'sign-in') {
    const answer = await visit.api(answerChallenge, { body: { challengeToken, factor } });
    return answer.ok ? await followOutcome(visit, answer.value, returnTo) : refuse(messageOfRefusal(answer.code));
  }
  const answer =
    pending.purpose === 'identifier' && factor.kind === 'code'
      ? await visit.api(confirmIdentifier, { body: { challengeToken, code: factor.code } })
      : await visit.api(answerProof, { body: { challengeToken, factor } });
  if (!answer.ok) return refuse(messageOfRefusal(answer.code));
  visit.session.forgetPending();
  return redirect(readReturnAddress(returnTo, '/account/security'));
}

async function send(
  visit: Visit,
  pending: Pending,
  refuse: (problem: MessageKey) => ReturnType<typeof data<{ problem: MessageKey }>>,
) {
  const answer = await visit.api(sendCode, { body: { challengeToken: pending.token } });
  if (!answer.ok) return refuse(messageOfRefusal(answer.code));
  keepChallenge(visit.session, answer.value, pending);
  return redirect('/sign-in/code');
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function ChallengePage({ loaderData: { pending }, actionData }: Route.ComponentProps) {
  const text = useText();
  const beginAgain = (
    <Link to="/sign-in" className="inline-flex min-h-11 items-center font-semibold text-brand underline">
      {text('challenge.begin-again')}
    </Link>
  );
  if (pending === undefined)
    return (
      <AccountFrame>
        <PageTitle lead={text('challenge.none')}>{text('challenge.title')}</PageTitle>
        <p>{beginAgain}</p>
      </AccountFrame>
    );
  const isProof = pending.purpose === 'proof';
  const title = isProof
    ? 'challenge.title.proof'
    : pending.factors.join() === 'code'
      ? 'challenge.title.code'
      : 'challenge.title';
  return (
    <AccountFrame>
      <PageTitle lead={isProof ? text('challenge.proof.lead') : undefined}>{text(title)}</PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <ChallengeForms {...pending} />
      {!isProof && <p>{beginAgain}</p>}
    </AccountFrame>
  );
}
