import { withPlatform } from './open-platform.ts';

/** Publishes the next key of access tokens, beside a running product or without one. Nobody is signed out. */
await withPlatform(async ({ auth }) => {
  const { kid, signsFrom } = await auth.rotateKeys();
  process.stdout.write(`${kid} is published now and signs from ${signsFrom.toISOString()}.\n`);
  return 0;
});
