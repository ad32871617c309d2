import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { readSettings, SettingsError } from '@safiri/runtime';
import { processEnvironment } from '@safiri/runtime/process';
import { prepareDatabase } from '../compose.ts';
import { exitSentence } from '../exit-sentence.ts';

/** `npm run migrate`: brings a server's schemas to this release. Before its processes start, and safe to repeat; they never do it themselves. */
const MigrationSettings = Type.Object({
  MIGRATION_DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'the database, as a role that may create roles and schemas',
  }),
  ROLE_PASSWORDS: Type.String({
    default: '{}',
    description:
      'passwords of the running roles by schema, as JSON: {"auth": "…", …, "queue": "…"}; roles that it does not name keep theirs',
  }),
});
const Passwords = Compile(Type.Record(Type.String(), Type.String()));

try {
  const settings = readSettings(MigrationSettings, processEnvironment());
  const databasePasswords: unknown = JSON.parse(settings.ROLE_PASSWORDS);
  if (!Passwords.Check(databasePasswords)) throw new SettingsError(['ROLE_PASSWORDS is not an object of passwords']);
  const database = { adminUrl: settings.MIGRATION_DATABASE_URL };
  await prepareDatabase(database, { databasePasswords }, (sentence) => process.stdout.write(`${sentence}\n`));
  process.stdout.write('The database is as this release wants it.\n');
} catch (error) {
  const sentence = exitSentence(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
