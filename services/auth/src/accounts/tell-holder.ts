import { sql } from 'kysely';
import { accountChanged, type AccountChange, type Reader } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { publish, recordAct, type Acting, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { accountGuardChanged } from '../telemetry.ts';
import type { Identifier } from './identifier.ts';

export type HolderNews = { readonly accountId: string; readonly what: AccountChange; readonly codesLeft?: number };

type OwnNews = HolderNews & { readonly request: Acting };

/**
 * What a holder changes about the ways into their account leaves this behind in the same transaction: a message to them,
 * who may be somebody else than whoever did it, and of staff an entry in their company's audit log.
 */
export async function noteOwnChange(ctx: Pick<Ctx, 'log'>, tx: Tx, { request, ...news }: OwnNews): Promise<void> {
  await tellHolder(ctx, tx, news);
  await recordOwnChange(tx, request, news);
}

/** One message, to the mailbox or else the phone: a mail costs nothing. */
export async function tellHolder(ctx: Pick<Ctx, 'log'>, tx: Tx, news: HolderNews): Promise<void> {
  const holder = await readHolder(tx, news.accountId);
  await tell(ctx, tx, { ...news, ...holder, readers: [readerOf(holder.email ?? holder.phone)] });
}

/** Another phone or e-mail is told to the one before it, or what else the holder reads, and to itself. Called before it is changed. */
export async function noteNewIdentifier(
  ctx: Pick<Ctx, 'log'>,
  tx: Tx,
  changed: { readonly request: Acting; readonly accountId: string; readonly identifier: Identifier },
): Promise<void> {
  const { request, accountId, identifier } = changed;
  const holder = await readHolder(tx, accountId);
  const former = holder[identifier.kind];
  if (former?.value === identifier.value) return;
  const news = { accountId, what: `${identifier.kind}-changed` } as const;
  await tell(ctx, tx, {
    ...news,
    ...holder,
    readers: [readerOf(former ?? holder.email ?? holder.phone), readerOf(identifier)],
  });
  await recordOwnChange(tx, request, news);
}

type Holder = { readonly locale: string; readonly email: Identifier | null; readonly phone: Identifier | null };

/** Numbers and addresses at which a code was read; one that was only typed in may be a stranger's. */
async function readHolder(tx: Tx, accountId: string): Promise<Holder> {
  const { rows } = await sql<{ locale: string; email: string | null; phone: string | null }>`
    select locale, case when email_verified_at is not null then email end as email,
           case when phone_verified_at is not null then phone end as phone
      from accounts where account_id = ${accountId}`.execute(tx);
  const { locale = 'en', email = null, phone = null } = rows[0] ?? {};
  return {
    locale,
    email: email === null ? null : { kind: 'email', value: email },
    phone: phone === null ? null : { kind: 'phone', value: phone },
  };
}

function readerOf(identifier: Identifier | null): Reader | null {
  if (identifier === null) return null;
  return { channel: identifier.kind === 'phone' ? 'sms' : 'email', recipient: identifier.value };
}

async function tell(
  { log }: Pick<Ctx, 'log'>,
  tx: Tx,
  told: HolderNews & { readonly locale: string; readonly readers: readonly (Reader | null)[] },
): Promise<void> {
  const { accountId, what, locale, codesLeft = 0 } = told;
  const readers = told.readers.filter((reader) => reader !== null);
  accountGuardChanged(log, { accountId, what, told: readers.length });
  if (readers.length === 0) return;
  const changeId = newId();
  const payload = { changeId, what, locale, readers, codesLeft };
  await publish(tx, accountChanged, { aggregateId: changeId, version: 1, payload });
}

async function recordOwnChange(tx: Tx, request: Acting, { accountId, what }: HolderNews): Promise<void> {
  const { rows } = await sql<{ companyId: string | null }>`
    select company_id as "companyId" from staff where account_id = ${accountId} and deactivated_at is null`.execute(tx);
  for (const { companyId } of rows)
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'account', id: accountId },
      before: null,
      after: { what },
    });
}
