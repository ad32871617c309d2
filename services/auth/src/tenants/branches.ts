import { sql } from 'kysely';
import type { Branch, listBranches, OutputOf, putBranch, removeBranch } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, mayActFor, recordAct, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { revoke } from '../revocations/revoke.ts';
import { wholeCompany } from '../roles/effective-permissions.ts';
import { lockStaffOf, refuseOthers, requireHeld } from '../staff/giver.ts';
import { listPowersAt } from '../staff/power-queries.ts';
import { branchChanged } from '../telemetry.ts';

/** More than any company here has; a list is one page. */
const mostBranches = 200;

export async function listBranchesOf(
  ctx: Ctx,
  { actor, query }: RequestOf<typeof listBranches>,
): Promise<OutputOf<typeof listBranches>> {
  refuseOthers(actor, query.companyId);
  return { branches: await transaction(ctx.db, asService, async (tx) => await listRows(tx, query.companyId)) };
}

/**
 * Where a branch gets or loses a station, powers at the branch change what they reach: for that station they have to be the
 * giver's own.
 */
export async function writeBranchOf(ctx: Ctx, request: RequestOf<typeof putBranch>): Promise<Branch> {
  const { actor, params, body } = request;
  const branch: Branch = {
    branchId: params.branchId,
    companyId: body.companyId,
    name: body.name.trim(),
    stationIds: body.stationIds.toSorted(),
  };
  return await transaction(ctx.db, asService, async (tx) => {
    const giver = await lockStaffOf(tx, actor, branch.companyId);
    requireHeld(giver, [], wholeCompany);
    const all = await listRows(tx, branch.companyId);
    const before = await findBranchOwner(tx, branch.branchId);
    if (before !== undefined && before !== branch.companyId) throw noSuchBranch();
    if (before === undefined && all.length >= mostBranches)
      throw new DomainError('TOO_MANY_BRANCHES', `A company has ${mostBranches} branches at the most.`);
    refuseTaken(branch, all);
    const present = new Set(all.find(({ branchId }) => branchId === branch.branchId)?.stationIds ?? []);
    const wanted = new Set(branch.stationIds);
    const differing = [...new Set([...present, ...wanted])].filter((id) => present.has(id) !== wanted.has(id));
    const affected = await listPowersAt(tx, branch.branchId);
    for (const stationId of differing)
      for (const { permissions } of affected) requireHeld(giver, permissions, { scope: 'station', scopeId: stationId });
    await writeBranch(tx, branch);
    const accountIds = [...new Set(affected.map(({ accountId }) => accountId))];
    if (differing.length > 0 && accountIds.length > 0) await revoke(ctx, tx, { kind: 'account', ids: accountIds });
    const known = all.find(({ branchId }) => branchId === branch.branchId);
    await recordAct(tx, request, {
      company: branch.companyId,
      thing: { kind: 'branch', id: branch.branchId },
      before: known === undefined ? null : { branchName: known.name, stationIds: known.stationIds },
      after: { branchName: branch.name, stationIds: branch.stationIds },
    });
    branchChanged(ctx.log, { branchId: branch.branchId, companyId: branch.companyId, by: actor.subjectId });
    return branch;
  });
}

export async function removeBranchOf(ctx: Ctx, request: RequestOf<typeof removeBranch>): Promise<undefined> {
  const { actor, params } = request;
  await transaction(ctx.db, asService, async (tx) => {
    const companyId = await findBranchOwner(tx, params.branchId);
    if (companyId === undefined) return;
    if (!mayActFor(actor, companyId)) throw noSuchBranch();
    const giver = await lockStaffOf(tx, actor, companyId);
    requireHeld(giver, [], wholeCompany);
    const branch = (await listRows(tx, companyId)).find(({ branchId }) => branchId === params.branchId);
    for (const place of [params.branchId, ...(branch?.stationIds ?? [])])
      if ((await listPowersAt(tx, place)).length > 0)
        throw new DomainError('BRANCH_IN_USE', 'Somebody has powers at this branch or its stations. Move them first.');
    await sql`delete from branches where branch_id = ${params.branchId}`.execute(tx);
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'branch', id: params.branchId },
      before: branch === undefined ? null : { branchName: branch.name, stationIds: branch.stationIds },
      after: null,
    });
    branchChanged(ctx.log, { branchId: params.branchId, companyId, by: actor.subjectId });
  });
}

function refuseTaken(branch: Branch, all: readonly Branch[]): void {
  const others = all.filter(({ branchId }) => branchId !== branch.branchId);
  if (others.some(({ name }) => name.toLowerCase() === branch.name.toLowerCase()))
    throw new DomainError('BRANCH_NAME_TAKEN', 'Another branch has this name.', { field: '/body/name' });
  const other = others.find(({ stationIds }) => stationIds.some((stationId) => branch.stationIds.includes(stationId)));
  if (other !== undefined)
    throw new DomainError('STATION_TAKEN', `A station belongs to ${other.name} already. Take it from there first.`, {
      field: '/body/stationIds',
    });
}

export async function writeBranch(tx: Tx, branch: Branch): Promise<void> {
  await sql`
    insert into branches (branch_id, company_id, name) values (${branch.branchId}, ${branch.companyId}, ${branch.name})
    on conflict (branch_id) do update set name = excluded.name`.execute(tx);
  await sql`delete from branch_stations where branch_id = ${branch.branchId} and stop_id <> all(${branch.stationIds}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into branch_stations (company_id, stop_id, branch_id)
    select ${branch.companyId}, each, ${branch.branchId} from unnest(${branch.stationIds}::uuid[]) as each
    on conflict do nothing`.execute(tx);
}

async function listRows(tx: Tx, companyId: string): Promise<Branch[]> {
  const { rows } = await sql<Branch>`
    select b.branch_id as "branchId", b.company_id as "companyId", b.name,
           coalesce((select array_agg(s.stop_id order by s.stop_id) from branch_stations s where s.branch_id = b.branch_id), '{}') as "stationIds"
      from branches b where b.company_id = ${companyId} order by lower(b.name) limit ${mostBranches}`.execute(tx);
  return rows;
}

export async function findBranchOwner(tx: Tx, branchId: string): Promise<string | undefined> {
  const { rows } = await sql<{ companyId: string }>`
    select company_id as "companyId" from branches where branch_id = ${branchId}`.execute(tx);
  return rows[0]?.companyId;
}

function noSuchBranch(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such branch of yours.');
}
