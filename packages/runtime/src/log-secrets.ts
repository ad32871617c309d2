import { stdSerializers } from 'pino';

const hiddenNames: ReadonlySet<string> = new Set([
  'password',
  'accessToken',
  'refreshToken',
  'guestToken',
  'token',
  'phone',
  'email',
  'name',
  'authorization',
  'cookie',
]);
/** PostgreSQL quotes the row in these members of its errors. */
const hiddenInErrors = ['detail', 'where'];
const hidden = '[hidden]';
/** What is logged is flat. What is deeper or larger than this was logged whole by mistake, like a socket, and is cut. */
const deepest = 3;
const mostMembers = 500;
type Left = { members: number };

/**
 * What is logged without the values that no log may have; the object itself where it has none. Every line of a request
 * comes this way: a look-up for each name is a tenth of what pino's own redaction costs.
 */
export function withoutSecrets(logged: Record<string, unknown>): Record<string, unknown> {
  const left: Left = { members: mostMembers };
  let shown: Record<string, unknown> | undefined;
  for (const name in logged) {
    // pino gives an error of this name to `describeError`.
    if (name === 'err') continue;
    const member = logged[name];
    const shownMember = hiddenNames.has(name) ? hidden : valueWithoutSecrets(member, deepest, left);
    if (shownMember !== member && member !== undefined) (shown ??= { ...logged })[name] = shownMember;
  }
  return shown ?? logged;
}

/** An error as the log tells it. */
export function describeError(error: unknown): unknown {
  return valueWithoutSecrets(error, deepest, { members: mostMembers });
}

function valueWithoutSecrets(value: unknown, levels: number, left: Left): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (levels === 0 || ArrayBuffer.isView(value)) return hidden;
  const shown: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
  for (const [name, member] of Object.entries(value instanceof Error ? toldOf(value) : value)) {
    left.members -= 1;
    if (left.members < 0) break;
    Reflect.set(shown, name, hiddenNames.has(name) ? hidden : valueWithoutSecrets(member, levels - 1, left));
  }
  return shown;
}

function toldOf(error: Error): object {
  const told: Record<string, unknown> = { ...stdSerializers.err(error) };
  for (const name of hiddenInErrors) if (name in told) told[name] = hidden;
  return told;
}
