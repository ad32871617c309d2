/**
 * What PostgreSQL's programs find in their environment: ours, without the PG… variables of a developer who also works
 * with another server, and with messages in English, because two of them decide whether a start is tried again.
 */
export function childEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', TZ: 'UTC' };
}
