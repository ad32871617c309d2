import type { ReactNode } from 'react';
import { Form } from 'react-router';
import type { AccountSecurity } from '@safiri/contracts';
import { Button, ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="space-y-3 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
      <h2 className="text-xl">{title}</h2>
      {children}
    </section>
  );
}

type Contact = { readonly email: string | null; readonly phone: string | null } & Pick<
  AccountSecurity,
  'emailVerified' | 'phoneVerified'
>;

export function ContactSection({ email, phone, emailVerified, phoneVerified }: Contact) {
  const text = useText();
  const said = (value: string | null, isVerified: boolean): string =>
    value === null
      ? text('security.contact.none')
      : `${value} (${text(isVerified ? 'security.contact.confirmed' : 'security.contact.unconfirmed')})`;
  return (
    <Section title={text('security.contact')}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{text('security.contact.phone')}</dt>
        <dd className="min-w-0 break-words">{said(phone, phoneVerified)}</dd>
        <dt className="text-muted">{text('security.contact.email')}</dt>
        <dd className="min-w-0 break-words">{said(email, emailVerified)}</dd>
      </dl>
      <ButtonLink look="secondary" to="/account/security/contact">
        {text('security.contact.change')}
      </ButtonLink>
    </Section>
  );
}

export function PasswordSection({ hasPassword }: { readonly hasPassword: boolean }) {
  const text = useText();
  return (
    <Section title={text('security.password')}>
      <p>{text(hasPassword ? 'security.password.set' : 'security.password.unset')}</p>
      <ButtonLink look="secondary" to="/account/security/password">
        {text(hasPassword ? 'security.password.change' : 'security.password.first')}
      </ButtonLink>
    </Section>
  );
}

export function AppSection({ hasTotp }: { readonly hasTotp: boolean }) {
  const text = useText();
  return (
    <Section title={text('security.totp')}>
      <p>{text(hasTotp ? 'security.totp.on' : 'security.totp.off')}</p>
      {hasTotp ? (
        <ChangeForm change="remove-app" label={text('security.totp.remove')} />
      ) : (
        <ButtonLink look="secondary" to="/account/security/app">
          {text('security.totp.add')}
        </ButtonLink>
      )}
    </Section>
  );
}

export function RecoverySection({ left }: { readonly left: number }) {
  const text = useText();
  return (
    <Section title={text('security.recovery')}>
      <p>{text('security.recovery.left', { count: left })}</p>
      <ChangeForm change="recovery-codes" label={text('security.recovery.make')} />
    </Section>
  );
}

function ChangeForm({ change, label }: { readonly change: string; readonly label: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="change" value={change} />
      <Button look="secondary">{label}</Button>
    </Form>
  );
}
