import { text } from 'node:stream/consumers';
import { Compile } from 'typebox/compile';
import { Email, Password } from '@safiri/contracts';
import { withPlatform } from './open-platform.ts';

/** `npm run operator -- EMAIL NAME < PASSWORD`: the first person of the platform, who invites all others. */
const usage = 'Use: npm run operator -- EMAIL "NAME", and the password, of 12 characters at least, by standard input\n';

const [email = '', name = ''] = process.argv.slice(2);
const password = (await text(process.stdin)).replace(/\r?\n$/, '');

if (!Compile(Email).Check(email) || !Compile(Password).Check(password) || name.trim() === '') {
  process.stderr.write(usage);
  process.exitCode = 2;
} else
  await withPlatform(async ({ auth }) => {
    const account = await auth.ensureAccount({
      identifier: email,
      password,
      name: name.trim(),
      role: 'super-admin',
      companyId: null,
    });
    process.stdout.write(
      account.platform
        ? `${email} may sign in. An account that was there before keeps its name, its password and what it may do.\n`
        : `${email} is somebody of a company already, and stays so: take another address.\n`,
    );
    return account.platform ? 0 : 1;
  });
