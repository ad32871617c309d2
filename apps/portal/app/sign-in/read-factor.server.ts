import type { Factor, PasskeyAssertion } from '@safiri/contracts';
import { textIn } from '../visit/form-values.ts';

/** What a form of a challenge says; undefined when a field is empty or nonsense. */
export function readFactor(form: FormData): Factor | undefined {
  const kind = textIn(form, 'kind');
  const code = textIn(form, 'code').replaceAll(/\s/g, '');
  switch (kind) {
    case 'code':
    case 'totp':
      return /^\d{6}$/.test(code) ? { kind, code } : undefined;
    case 'recovery-code':
      return code.length >= 8 && code.length <= 40 ? { kind, recoveryCode: code } : undefined;
    case 'password': {
      const password = form.get('password');
      return typeof password === 'string' && password !== '' && password.length <= 200 ? { kind, password } : undefined;
    }
    case 'passkey': {
      const passkey = readAssertion(textIn(form, 'passkey'));
      return passkey === undefined ? undefined : { kind, passkey };
    }
    default:
      return undefined;
  }
}

/** The browser's own JSON form; the API checks what is in it. */
function readAssertion(text: string): PasskeyAssertion | undefined {
  const { id, rawId, response } = parseObject(text);
  const { clientDataJSON, authenticatorData, signature, userHandle } = Object(response);
  const texts = [id, rawId, clientDataJSON, authenticatorData, signature];
  if (!texts.every((each) => typeof each === 'string')) return undefined;
  return {
    id: String(id),
    rawId: String(rawId),
    type: 'public-key',
    response: {
      clientDataJSON,
      authenticatorData,
      signature,
      ...(typeof userHandle === 'string' ? { userHandle } : {}),
    },
  };
}

export function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
