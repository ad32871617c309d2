import {
  askErasure,
  createStaff,
  giveFirstPin,
  inviteStaff,
  putBranch,
  putRole,
  signInWithPin,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { caughtCodes, createClient, registerBy } from '@safiri/testkit';
import type { Product } from './open-product.ts';
import type { Facts } from './planted.ts';
import { must, type Tenant, type Tenants } from './tenants.ts';

type Planting = { readonly product: Product; readonly tenants: Tenants; readonly facts: Facts };

/** What a tenant has of its people: a branch, a role of its own, somebody invited to it; passkeys, PINs, and who leaves. */
export async function plantPeople(product: Product, tenants: Tenants, facts: Facts): Promise<void> {
  const { a: tenant } = tenants;
  const { companyId } = tenant;
  const admin = product.as(await tenant.staff['company-admin'].token());
  const [branchId, roleId, invitationId] = [newId(), newId(), newId()];
  must(await admin(putBranch, { params: { branchId }, body: { companyId, name: 'Hush yard', stationIds: [] } }));
  must(
    await admin(putRole, { params: { roleId }, body: { companyId, name: 'Hush gate', permissions: ['ticket:scan'] } }),
  );
  const power = { kind: 'role', roleId, permission: null, scope: 'company', scopeId: null } as const;
  const body = { invitationId, companyId, email: 'invited@hush-a.example', powers: [power] };
  must(await admin(inviteStaff, { body }));
  facts.plant({ branchId, roleId, invitationId, scopeId: branchId, stationIds: [] });
  facts.secret('invited@hush-a.example');
  const planting = { product, tenants, facts };
  await plantPasskeys(planting);
  await plantPin(planting);
  await plantLeaver(planting);
}

/** Passkeys as authenticators would have made them: of the passenger, and of a colleague who lost theirs. */
async function plantPasskeys(planting: Planting): Promise<void> {
  const { product, tenants, facts } = planting;
  const keep = async (accountId: string): Promise<string> => {
    const passkeyId = newId();
    await product.bed.admin(
      `insert into auth.passkeys (passkey_id, account_id, credential_id, public_key, counter, transports, name, created_at)
       values ($1, $2, $3, '\\x00', 0, '{}', 'Hush phone', $4)`,
      [passkeyId, accountId, `hush-credential-${passkeyId}`, product.bed.deps.clock.now()],
    );
    return passkeyId;
  };
  const colleagueId = await colleague(planting, 'agent');
  await keep(colleagueId);
  facts.plant({ passkeyId: await keep(tenants.a.passenger.id), 'resetSecondFactors.accountId': colleagueId });
  facts.secret('Hush phone', 'hush-credential');
}

/** Somebody with a PIN of their own, and somebody who is to have a first one. Strangers know the PIN, and hold another device. */
async function plantPin(planting: Planting): Promise<void> {
  const { product, tenants, facts } = planting;
  const { device, staff } = tenants.a;
  const admin = product.as(await staff['company-admin'].token());
  const accountId = await colleague(planting, 'driver');
  const first = must(await admin(giveFirstPin, { params: { accountId } }));
  const onDevice = createClient({ baseUrl: product.originOf(signInWithPin), prover: device.prover });
  const pin = '271828';
  must(await onDevice(signInWithPin, { body: { accountId, pin: first.pin, newPin: pin } }));
  facts.plant({
    'auth.deviceId': device.deviceId,
    'signInWithPin.accountId': accountId,
    'signInWithPin.pin': pin,
    'signInWithPin.newPin': undefined,
    'giveFirstPin.accountId': await colleague(planting, 'driver'),
  });
  facts.hide({ 'pairDevice.code': device.code });
}

async function colleague({ product, tenants, facts }: Planting, role: keyof Tenant['staff']): Promise<string> {
  const operator = product.as(await tenants.platform.token());
  const email = `${newId()}@hush-a.example`;
  const { companyId } = tenants.a;
  const body = { companyId, email, name: 'Hush colleague', password: `A-long-word-for-${newId()}`, role };
  const { accountId } = must(await operator(createStaff, { body }));
  facts.secret(email);
  return accountId;
}

/** Somebody who is being forgotten: the days in which they could call it off are over. */
async function plantLeaver({ product, facts }: Planting): Promise<void> {
  const { bed, services } = product;
  const leaver = { identifier: 'leaver@hush-a.example', name: 'Hush leaver' };
  const { account, sessionId } = await registerBy(product.as(), caughtCodes(product.as(), product.settle), leaver);
  const asLeaver = product.as(await bed.tokens.customer(account.accountId, sessionId));
  must(await asLeaver(askErasure, { body: { understood: true } }));
  const [erasure] = await bed.admin<{ id: string }>(
    'update auth.erasures set next_look_at = $1 where subject_id = $2 returning erasure_id as id',
    [bed.deps.clock.now(), account.accountId],
  );
  for (const job of services.flatMap(({ jobs }) => jobs)) if (job.name === 'carry-out-erasures') await job.run();
  facts.plant({ erasureId: erasure?.id });
  facts.secret(leaver.identifier);
}
