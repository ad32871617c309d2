import type { Operation, ServiceName } from '@safiri/contracts/declaring';

export type Nobody = { readonly kind: 'nobody' };
export type Guest = { readonly kind: 'guest'; readonly subjectId: string; readonly sessionId: string };
export type AccountActor = {
  readonly kind: 'account';
  readonly subjectId: string;
  readonly sessionId: string;
  readonly role: string;
  /** The company whose staff the account is; null for passengers and for platform staff. */
  readonly companyId: string | null;
  readonly permissions: ReadonlySet<string>;
};
export type ServiceActor = { readonly kind: 'service'; readonly service: ServiceName };
export type Actor = Nobody | Guest | AccountActor | ServiceActor;

type ActorByWho = {
  anyone: Exclude<Actor, ServiceActor>;
  visitor: Guest | AccountActor;
  account: AccountActor;
  staff: AccountActor;
  service: ServiceActor;
};
/** The actor an operation's use case meets: whom its declaration lets through. */
export type ActorOf<Op extends Operation> = ActorByWho[Op['who']['kind']];

/** Whether staff may act for a company: their own, or any for platform staff. */
export function mayActFor(actor: AccountActor, companyId: string): boolean {
  return actor.companyId === null ? actor.role === 'super-admin' : actor.companyId === companyId;
}
