import { data, Form } from 'react-router';
import { setMyPin } from '@safiri/contracts';
import { Button, Notice } from '@safiri/ui-web';
import { PinField } from '../device/pin-field.tsx';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { passwordIn } from '../sign-in/new-password.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { requireStaff } from '../visit/require-staff.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { AccountFrame } from './account-frame.tsx';
import type { Route } from './+types/pin-page';

/** For whoever works with a device: what one does there at least is to scan. */
export async function loader({ request, context }: Route.LoaderArgs) {
  await requireStaff(visitOf(context), request, 'ticket:scan');
  return null;
}

type Outcome = { readonly done: boolean; readonly problem?: MessageKey };

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'ticket:scan');
  const form = await request.formData();
  const refuse = (problem: MessageKey) => data<Outcome>({ done: false, problem }, { status: 422 });
  const [password, pin] = [passwordIn(form, 'password'), textIn(form, 'pin')];
  if (!/^\d{6}$/.test(pin)) return refuse('device.error.pin-form');
  if (password === '') return refuse('account.error.password-missing');
  const answer = await visit.api(setMyPin, { body: { password, pin } });
  if (answer.ok) return data<Outcome>({ done: true });
  return refuse(messages[answer.code] ?? messageOfRefusal(answer.code));
}

const messages: Readonly<Record<string, MessageKey>> = {
  PIN_TOO_EASY: 'device.error.pin-easy',
  PASSWORD_WRONG: 'pin.error.password',
  PIN_NOT_FOR_YOU: 'pin.error.not-for-you',
};

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function PinPage({ actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <AccountFrame>
      <PageTitle lead={text('pin.lead')}>{text('pin.title')}</PageTitle>
      {actionData?.done === true && <Notice tone="good" role="status" title={text('pin.done')} />}
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <Form method="post" className="space-y-4">
        <PasswordField kind="current" label={text('account.password')} />
        <PinField name="pin" label={text('device.pin.new')} />
        <Button className="w-full">{text('pin.submit')}</Button>
      </Form>
    </AccountFrame>
  );
}
