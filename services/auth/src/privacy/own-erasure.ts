import type {
  askErasure,
  callOffErasure,
  DataSubject,
  Erasure,
  ErasureObstacle,
  getMyPrivacy,
  OutputOf,
} from '@safiri/contracts';
import { assert, DomainError, newId } from '@safiri/kernel';
import { asService, transaction, type AccountActor, type Guest, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { erasureAsked, erasureCalledOff } from '../telemetry.ts';
import { listObstacles } from './ask-services.ts';
import { readDataSubject } from './data-subject.ts';
import { callOff, findErasureOf, insertErasure, type ErasureRow } from './erasure-queries.ts';
import { isProven, isStaff, refuseStaff, requireProof } from './proof.ts';

export async function getPrivacy(
  ctx: Ctx,
  request: RequestOf<typeof getMyPrivacy>,
): Promise<OutputOf<typeof getMyPrivacy>> {
  const { actor } = request;
  const { erasure, who } = await readOwn(ctx, actor);
  return {
    erasure: erasure === undefined ? null : erasureView(erasure),
    waitingDays: ctx.config.ERASURE_WAIT_DAYS,
    obstacles: isStaff(actor) ? [] : await listObstacles(ctx, who, request),
    proven: await isProven(ctx, actor),
    isStaff: isStaff(actor),
  };
}

/** Notes that somebody wants to be forgotten, unless something is open. It begins by itself when its days are over. */
export async function askOwnErasure(ctx: Ctx, request: RequestOf<typeof askErasure>): Promise<Erasure> {
  const { actor, body } = request;
  refuseStaff(actor);
  await requireProof(ctx, actor);
  const giveUpVouchers = body.giveUpVouchers === true;
  const { erasure, who } = await readOwn(ctx, actor);
  if (erasure !== undefined) return erasureView(erasure);
  const obstacles = inTheWay(await listObstacles(ctx, who, request), giveUpVouchers);
  if (obstacles.length > 0)
    throw new DomainError('ERASURE_NOT_POSSIBLE', 'Something is still open: see what, and ask again when it is over.', {
      obstacles,
    });
  const askedAt = ctx.clock.now();
  const asked = await transaction(ctx.db, asService, async (tx) => {
    const erasesAt = new Date(askedAt.getTime() + ctx.config.ERASURE_WAIT_DAYS * 86_400_000);
    const { subjectId, kind } = actor;
    await insertErasure(tx, { erasureId: newId(), subjectId, kind, askedAt, erasesAt, giveUpVouchers });
    return await findErasureOf(tx, subjectId);
  });
  assert(asked !== undefined, 'what was asked, now or in the same moment, is there');
  erasureAsked(ctx.log, asked);
  return erasureView(asked);
}

export async function callOffOwnErasure(ctx: Ctx, { actor }: RequestOf<typeof callOffErasure>): Promise<undefined> {
  const left = await transaction(ctx.db, asService, async (tx) => {
    await callOff(tx, actor.subjectId);
    return await findErasureOf(tx, actor.subjectId);
  });
  if (left !== undefined) throw new DomainError('ERASURE_STARTED', 'It has begun, and cannot be called off any more.');
  erasureCalledOff(ctx.log, actor.subjectId);
}

/** A voucher is nobody's any more when its owner is forgotten; that is theirs to decide. */
export function inTheWay(obstacles: readonly ErasureObstacle[], giveUpVouchers: boolean): ErasureObstacle[] {
  return obstacles.filter(({ kind }) => kind !== 'voucher-left' || !giveUpVouchers);
}

async function readOwn(
  ctx: Ctx,
  { subjectId }: AccountActor | Guest,
): Promise<{ readonly erasure: ErasureRow | undefined; readonly who: DataSubject }> {
  return await transaction(ctx.db, asService, async (tx) => ({
    erasure: await findErasureOf(tx, subjectId),
    who: await readDataSubject(tx, subjectId),
  }));
}

function erasureView({ status, heldUp, askedAt, erasesAt }: ErasureRow): Erasure {
  return {
    status: status === 'waiting' ? (heldUp ? 'held-up' : 'waiting') : 'started',
    askedAt: askedAt.toISOString(),
    erasesAt: erasesAt.toISOString(),
  };
}
