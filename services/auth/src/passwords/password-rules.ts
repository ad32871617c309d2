import { dictionary } from '@zxcvbn-ts/language-common';
import { DomainError } from '@safiri/kernel';

/** Some 49,000 passwords that were found in breaches, the most used first. Whoever guesses begins with these. */
const breached: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Whose password it is to be, as far as that is known. */
export type Owner = {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
};

/** A part of a name that is shorter stands in too many words. */
const shortestPart = 4;
/** What has to remain of a password when all that is known of its owner was taken away. */
const leastOfOneself = 6;

/**
 * Refuses passwords that are guessed first. Nothing is asked of their signs: rules on those make passwords that are alike.
 * Their length is the contract's.
 */
export function checkNewPassword(password: string, owner: Owner): void {
  const said = password.toLowerCase();
  if (breached.has(said) || isRepetition(said) || breached.has(said.replace(/[\d\W_]+$/, '')))
    throw new DomainError('PASSWORD_TOO_COMMON', 'Many people have this password. Choose one that is your own.', {
      field: '/body/password',
    });
  const rest = partsOf(owner).reduce((text, part) => text.replaceAll(part, ''), said.replaceAll(/[\s_.-]/g, ''));
  if (rest.length < leastOfOneself)
    throw new DomainError('PASSWORD_TOO_PERSONAL', 'This is made of your name or address. Choose something else.', {
      field: '/body/password',
    });
}

/** "aaaaaaaaaa", "abcabcabcabc". */
function isRepetition(said: string): boolean {
  return /^(.{1,4})\1+$/.test(said);
}

/** The longest first, so that a name in an address does not leave the rest of the address. */
function partsOf({ name = '', email, phone }: Owner): string[] {
  const [mailbox = '', domain = ''] = (email ?? '').toLowerCase().split('@');
  const number = (phone ?? '').replaceAll(/\D/g, '');
  const parts = [
    ...name.toLowerCase().split(/\s+/),
    mailbox,
    ...mailbox.split(/[._+-]/),
    ...domain.split('.'),
    // As it is dialled in the country, and around the world.
    number,
    number.slice(-9),
  ];
  return parts.filter((part) => part.length >= shortestPart).toSorted((one, other) => other.length - one.length);
}
