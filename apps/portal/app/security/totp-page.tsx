import { data, Form, redirect } from 'react-router';
import { confirmTotp, startTotp } from '@safiri/contracts';
import { Button, ButtonLink, Notice } from '@safiri/ui-web';
import { AccountFrame } from '../account/account-frame.tsx';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { CodeField } from '../sign-in/challenge-forms.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { qrCodeOf } from '../ui/qr-code.server.ts';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { proveFirst, requireAccount } from './prove-first.server.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import type { Route } from './+types/totp-page';

const page = '/account/security/app';

export function loader({ context }: Route.LoaderArgs) {
  requireAccount(visitOf(context), page);
  return null;
}

type Shown = { readonly secret: string; readonly address: string };
type Stage = {
  readonly shown?: Shown & { readonly qr: ReturnType<typeof qrCodeOf> };
  readonly problem?: MessageKey;
  readonly codes?: readonly string[];
};

/** The secret is shown after a press, never by an address that is only looked at, and comes back with its first code. */
export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  if (textIn(form, 'step') !== 'confirm') {
    const started = await visit.api(startTotp, {});
    if (started.ok) return data<Stage>({ shown: withPicture(started.value) });
    if (started.code === 'PROOF_NEEDED') return await proveFirst(visit, page);
    return data<Stage>({ problem: messageOfRefusal(started.code) }, { status: 422 });
  }
  const shown = withPicture({ secret: textIn(form, 'secret'), address: textIn(form, 'address').slice(0, 500) });
  const code = textIn(form, 'code').replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return data<Stage>({ shown, problem: 'challenge.error.code' }, { status: 422 });
  const answer = await visit.api(confirmTotp, { body: { code } });
  if (!answer.ok && answer.code === 'PROOF_NEEDED') return await proveFirst(visit, page);
  if (!answer.ok) return data<Stage>({ shown, problem: messageOfRefusal(answer.code) }, { status: 422 });
  const { recoveryCodes } = answer.value;
  return recoveryCodes === null ? redirect('/account/security') : data<Stage>({ codes: recoveryCodes });
}

function withPicture(shown: Shown) {
  return { ...shown, qr: qrCodeOf(shown.address) };
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function TotpPage({ actionData = {} }: Route.ComponentProps) {
  const text = useText();
  const { shown, problem, codes } = actionData;
  if (codes !== undefined) return <RecoveryCodes codes={codes} />;
  return (
    <AccountFrame>
      <PageTitle lead={text(shown === undefined ? 'security.totp.off' : 'security.totp.lead')}>
        {text('security.totp.title')}
      </PageTitle>
      {problem !== undefined && <Notice tone="bad" role="alert" title={text(problem)} />}
      {shown === undefined ? (
        <Form method="post">
          <Button className="w-full">{text('security.totp.add')}</Button>
        </Form>
      ) : (
        <Confirm shown={shown} />
      )}
      <ButtonLink look="quiet" to="/account/security">
        {text('security.back')}
      </ButtonLink>
    </AccountFrame>
  );
}

function Confirm({ shown }: { readonly shown: NonNullable<Stage['shown']> }) {
  const text = useText();
  const { qr, secret, address } = shown;
  return (
    <>
      <svg
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        role="img"
        aria-label={text('security.totp.picture')}
        className="mx-auto size-56"
        shapeRendering="crispEdges"
      >
        <rect width={qr.size} height={qr.size} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <p>
        {text('security.totp.secret')} <code className="break-all">{secret}</code>
      </p>
      <Form method="post" noValidate className="space-y-4">
        <input type="hidden" name="step" value="confirm" />
        <input type="hidden" name="secret" value={secret} />
        <input type="hidden" name="address" value={address} />
        <CodeField id="code" label={text('challenge.totp')} />
        <Button className="w-full">{text('security.totp.confirm')}</Button>
      </Form>
    </>
  );
}
