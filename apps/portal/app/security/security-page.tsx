import { data } from 'react-router';
import {
  addPasskey,
  getMyAccount,
  getMySecurity,
  makeRecoveryCodes,
  removePasskey,
  removeTotp,
} from '@safiri/contracts';
import { ButtonLink, Notice } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { mayOffer, visitOf, type Visit } from '../visit/visit.server.ts';
import { PasskeySection } from './passkey-section.tsx';
import { proveFirst, requireAccount, signInFirst } from './prove-first.server.ts';
import { readAttestation } from './read-attestation.server.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { AppSection, ContactSection, PasswordSection, RecoverySection } from './sections.tsx';
import type { Route } from './+types/security-page';

const page = '/account/security';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  requireAccount(visit, page);
  const [security, account] = [await visit.api(getMySecurity, {}), await visit.api(getMyAccount, {})];
  if (!security.ok) throw security.code === 'UNAUTHENTICATED' ? signInFirst(page) : failPage(visit, security);
  if (!account.ok) throw failPage(visit, account);
  const { passkeys, ...ways } = security.value;
  return {
    ...ways,
    worksWithDevices: account.value.companyId !== null && (await mayOffer(visit, 'ticket:scan')),
    isPasswordDone: new URL(request.url).searchParams.has('password'),
    email: account.value.email,
    phone: account.value.phone,
    passkeys: passkeys.map(({ passkeyId, name, createdAt }) => ({
      passkeyId,
      name,
      added: visit.writing.day(createdAt, 'UTC'),
    })),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const answer = await change(visit, await request.formData());
  if (answer === undefined) return data({ problem: 'refusal.unexpected' as MessageKey, codes: null }, { status: 422 });
  if (!answer.ok && answer.code === 'PROOF_NEEDED') return await proveFirst(visit, page);
  if (!answer.ok) return data({ problem: messageOfRefusal(answer.code), codes: null }, { status: 422 });
  return data({ problem: undefined, codes: answer.value?.recoveryCodes ?? null });
}

/** What the pressed button stands for; undefined for what is none of ours. */
async function change(visit: Visit, form: FormData) {
  switch (textIn(form, 'change')) {
    case 'remove-app':
      return await visit.api(removeTotp, {});
    case 'recovery-codes':
      return await visit.api(makeRecoveryCodes, {});
    case 'remove-passkey': {
      const passkeyId = keyIn(form, 'passkeyId');
      return passkeyId === undefined ? undefined : await visit.api(removePasskey, { params: { passkeyId } });
    }
    case 'add-passkey': {
      const passkey = readAttestation(textIn(form, 'passkey'));
      const body = { challengeToken: textIn(form, 'challengeToken'), name: textIn(form, 'name').slice(0, 80) };
      return passkey === undefined || body.name === ''
        ? undefined
        : await visit.api(addPasskey, { body: { ...body, passkey } });
    }
    default:
      return undefined;
  }
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function SecurityPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  if (actionData?.codes !== undefined && actionData.codes !== null) return <RecoveryCodes codes={actionData.codes} />;
  return (
    <div className="space-y-5">
      <PageTitle lead={text('security.lead')}>{text('security.title')}</PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      {loaderData.isPasswordDone && actionData === undefined && (
        <Notice tone="good" role="status" title={text('security.password.done')} />
      )}
      {loaderData.secondFactorDue && <Notice tone="warn" title={text('security.factor-due')} />}
      <ContactSection {...loaderData} />
      <PasswordSection hasPassword={loaderData.hasPassword} />
      <PasskeySection passkeys={loaderData.passkeys} />
      <AppSection hasTotp={loaderData.hasTotp} />
      <RecoverySection left={loaderData.recoveryCodesLeft} />
      <p className="flex flex-wrap gap-3">
        <ButtonLink look="quiet" to="/account/sessions">
          {text('sessions.title')}
        </ButtonLink>
        <ButtonLink look="quiet" to="/account/privacy">
          {text('privacy.title')}
        </ButtonLink>
        {loaderData.worksWithDevices && (
          <ButtonLink look="quiet" to="/account/pin">
            {text('pin.title')}
          </ButtonLink>
        )}
      </p>
    </div>
  );
}
