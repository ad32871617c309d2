/** Accounts. */
export const account = {
  'account.identifier': 'Phone or e-mail',
  'account.identifier.hint': 'A phone number with its country code, for example +250 788 123 456.',
  'account.password': 'Password',
  'account.password.hint': 'At least 10 characters. Three or four words make a good one.',
  'account.name': 'Your name',
  'account.error.identifier': 'Type a phone number with its country code, or an e-mail address.',
  'account.error.password-missing': 'Type your password.',
  'account.error.password-short': 'A password has at least 10 characters.',
  'account.error.password-long': 'This password is too long. 72 characters are the most.',
  'account.error.name': 'Type your name.',
  'account.error.taken': 'There is an account with this phone or e-mail already. Sign in instead.',
  'account.error.sign-in-failed': 'Phone or e-mail and password do not fit together.',

  'sign-in.title': 'Sign in',
  'sign-in.lead': 'To see your tickets on every device.',
  'sign-in.submit': 'Sign in',
  'sign-in.no-account': 'No account yet?',

  'register.title': 'Create an account',
  'register.lead': 'Tickets you bought as a guest on this device move into it.',
  'register.submit': 'Create account',
  'register.have-account': 'You have one?',
};
