import { sql } from 'kysely';
import type { Operation } from '@safiri/contracts/declaring';
import type { Tx } from '../database/connect.ts';
import type { Actor } from '../http/actor.ts';
import { clientLabel } from '../http/client-label.ts';
import { contentOf } from './act-content.ts';
import { digestOf, type ChainedAct } from './chain.ts';

/** What a request tells of who acts, and from where: any `RequestOf`. */
export type Acting = {
  readonly operation: Pick<Operation, 'id' | 'service'>;
  readonly actor: Actor;
  readonly requestId: string;
  readonly userAgent: string;
  readonly address: string;
};

/** What was done to what. */
export type Act = {
  /** Whose audit log it stands in; null for what belongs to the platform. */
  readonly company: string | null;
  /** A word of the glossary and the id of one, e.g. `{ kind: 'voucher', id }`. */
  readonly thing: { readonly kind: string; readonly id: string | number };
  /**
   * How the thing was and is; null where there was nothing, or is nothing any more. What `contentOf` leaves out by its
   * rule, secrets and what says who a person is, may stand in them.
   */
  readonly before: object | null;
  readonly after: object | null;
};

/** In the audit log, the company of what belongs to the platform. */
export const platformCompany = '00000000-0000-0000-0000-000000000000';

/**
 * Leaves an entry in the audit log of this service, in the transaction that did it. The entry gets its number at commit,
 * when the transaction holds all its other locks; so it may be called anywhere in it, for any companies.
 */
export async function recordAct(tx: Tx, request: Acting, act: Act): Promise<void> {
  const recorded: ChainedAct = {
    service: request.operation.service,
    companyId: act.company ?? platformCompany,
    ...whoOf(request.actor),
    operation: request.operation.id,
    thingKind: act.thing.kind,
    thingId: String(act.thing.id).slice(0, 200),
    before: contentOf(act.before),
    after: contentOf(act.after),
    address: request.address.slice(0, 64),
    label: clientLabel(request.userAgent),
    requestId: request.requestId.slice(0, 64),
  };
  await sql`
    insert into audit_acts (company_id, subject_id, session_id, device_id, support_id, operation, thing_kind, thing_id,
                            before, after, address, label, request_id, digest)
    values (${recorded.companyId}, ${recorded.subjectId}, ${recorded.sessionId}, ${recorded.deviceId}, ${recorded.supportId},
            ${recorded.operation}, ${recorded.thingKind}, ${recorded.thingId}, ${jsonOf(recorded.before)}::jsonb,
            ${jsonOf(recorded.after)}::jsonb, ${recorded.address}, ${recorded.label}, ${recorded.requestId},
            ${digestOf(recorded)})`.execute(tx);
}

function whoOf(actor: Actor): Pick<ChainedAct, 'subjectId' | 'sessionId' | 'deviceId' | 'supportId'> {
  const { subjectId = null, sessionId = null } = 'subjectId' in actor ? actor : {};
  const { deviceId = null, supportId = null } = actor.kind === 'account' ? actor : {};
  return { subjectId, sessionId, deviceId, supportId };
}

function jsonOf(content: unknown): string | null {
  return content === null ? null : JSON.stringify(content);
}
