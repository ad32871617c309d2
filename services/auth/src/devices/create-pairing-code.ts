import { randomBytes } from 'node:crypto';
import { DomainError } from '@safiri/kernel';
import type { createPairingCode, OutputOf } from '@safiri/contracts';
import { mayActFor, recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { hashOfToken } from '../sessions/refresh-token.ts';
import { findBranchOwner } from '../tenants/branches.ts';
import { countDevicesInUse } from './device-queries.ts';
import { countOpenCodes, insertPairingCode } from './pairing-queries.ts';

/** Long enough to walk to the device with it. */
const codeMinutes = 10;
/** One for each counter of a large station, opened one after the other. */
const mostOpenCodes = 20;
/** More than the largest companies of the region have buses and counters together. */
const mostDevices = 5_000;

/** A code that makes one device of the company's. It is told here, and kept as a hash. */
export async function createCode(
  ctx: Ctx,
  request: RequestOf<typeof createPairingCode>,
): Promise<OutputOf<typeof createPairingCode>> {
  const { actor, body } = request;
  const { companyId } = body;
  if (!mayActFor(actor, companyId)) throw new DomainError('NOT_FOUND', 'No such company of yours.');
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + codeMinutes * 60_000);
  const code = randomBytes(32).toString('base64url');
  await transaction(ctx.db, { kind: 'company', id: companyId }, async (tx) => {
    if (body.branchId !== null && (await findBranchOwner(tx, body.branchId)) !== companyId)
      throw new DomainError('NOT_FOUND', 'There is no such branch of yours.', { field: '/body/branchId' });
    const openCodes = await countOpenCodes(tx, companyId, now);
    if (openCodes >= mostOpenCodes)
      throw new DomainError('TOO_MANY_PAIRING_CODES', 'Use the codes that are open, or wait until they run out.', {
        retryAfter: codeMinutes * 60,
      });
    if ((await countDevicesInUse(tx, companyId)) + openCodes >= mostDevices)
      throw new DomainError('TOO_MANY_DEVICES', `A company has ${mostDevices} devices at most. Revoke some first.`);
    const wanted = { ...body, name: body.name.trim(), createdBy: actor.subjectId, expiresAt };
    const codeHash = hashOfToken(code);
    await insertPairingCode(tx, codeHash, wanted);
    const thing = { kind: 'pairing code', id: codeHash.toString('hex') };
    await recordAct(tx, request, { company: companyId, thing, before: null, after: wanted });
  });
  return { code, expiresAt: expiresAt.toISOString() };
}
