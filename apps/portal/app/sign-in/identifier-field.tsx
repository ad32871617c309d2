import { Field } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

/** What an account is known by: a phone or an e-mail address. */
export function IdentifierField(said: {
  readonly label?: string;
  readonly hint?: string;
  readonly defaultValue?: string | undefined;
  readonly error?: string | undefined;
}) {
  const text = useText();
  return (
    <Field
      label={text('account.identifier')}
      {...said}
      id="identifier"
      name="identifier"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      maxLength={254}
    />
  );
}
