import type { Operation, ServiceName } from '@safiri/contracts/declaring';
import type { Permission } from '@safiri/contracts';
import type { Permissions } from '../tokens/permission-sets.ts';

export type Nobody = { readonly kind: 'nobody' };
export type Guest = { readonly kind: 'guest'; readonly subjectId: string; readonly sessionId: string };
export type AccountActor = {
  readonly kind: 'account';
  readonly subjectId: string;
  readonly sessionId: string;
  /** The company whose staff the account is; null for passengers and for platform staff. */
  readonly companyId: string | null;
  /** What `isPlatform` reads: the platform's own staff. */
  readonly platform: boolean;
  /** Asked by `holds`, `holdsEverywhere` and `mayActAt`. */
  readonly permissions: Permissions;
  /** Staff whose writes are refused at the door. */
  readonly readOnly: boolean;
  /** Asked by `mayConfirm`; null for who was given nothing lately. */
  readonly freshUntil: Date | null;
  /** The paired device that the session is bound to. */
  readonly deviceId: string | null;
  /** The consent by which the platform's staff see what somebody else sees. */
  readonly supportId: string | null;
};
export type ServiceActor = {
  readonly kind: 'service';
  readonly service: ServiceName;
  /** Whose request made the service call; null where it calls of its own accord. */
  readonly onBehalfOf: Guest | AccountActor | null;
};
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

/** The platform's own staff. A role of the same name gives nobody this. */
export function isPlatform(actor: AccountActor): boolean {
  return actor.platform && actor.companyId === null;
}

/** Whether staff may act for a company: their own, or any for platform staff. */
export function mayActFor(actor: AccountActor, companyId: string): boolean {
  return actor.companyId === null ? actor.platform : actor.companyId === companyId;
}

/**
 * Whether somebody may be the second of two who decide. Whoever was given power by a colleague may not for a day: one person
 * cannot make the other of the four eyes and go on at once, whoever stands between them.
 */
export function mayConfirm(actor: AccountActor, now: Date): boolean {
  return actor.freshUntil === null || actor.freshUntil <= now;
}

/** Whether somebody holds a permission anywhere at all. */
export function holds(actor: AccountActor, permission: Permission): boolean {
  return actor.permissions.has(permission);
}

/** Whether somebody holds a permission at every place: what concerns the whole company asks for this. */
export function holdsEverywhere(actor: AccountActor, permission: Permission): boolean {
  const reach = actor.permissions.get(permission);
  return reach !== undefined && reach.everywhere && reach.places.size === 0;
}

/** Whether somebody holds a permission at all of these stations and branches; of none, whether in the whole company. */
export function holdsAtAll(actor: AccountActor, permission: Permission, places: readonly string[]): boolean {
  if (places.length === 0) return holdsEverywhere(actor, permission);
  const reach = actor.permissions.get(permission);
  return reach !== undefined && places.every((place) => reach.places.has(place) !== reach.everywhere);
}

/** Whether somebody holds a permission at one of these stations or branches at least; for a trip, those it calls at. */
export function mayActAt(actor: AccountActor, permission: Permission, places: readonly string[]): boolean {
  const reach = actor.permissions.get(permission);
  if (reach === undefined) return false;
  if (reach.everywhere && reach.places.size === 0) return true;
  return places.some((place) => reach.places.has(place) !== reach.everywhere);
}
