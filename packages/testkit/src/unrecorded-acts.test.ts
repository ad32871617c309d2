import { expect, inject, it } from 'vitest';
import { giveBackSeats } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, recordAct, route, transaction } from '@safiri/runtime';
import { openTestbed, type Testbed } from './testbed.ts';

/** A service of one write of staff, which is done with an entry or without. */
async function giveBack(bed: Testbed, records: boolean): Promise<void> {
  const { db } = bed.deps;
  const routes = [
    route(giveBackSeats, async (request) => {
      if (!records) return undefined;
      await transaction(db, asService, async (tx) => {
        const thing = { kind: 'kept-seats', id: request.params.keptId };
        await recordAct(tx, request, { company: request.params.companyId, thing, before: {}, after: null });
      });
      return undefined;
    }),
  ];
  const served = await bed.serve({ name: 'ticketing', db, routes, consumers: [], jobs: [] });
  const params = { companyId: newId(), keptId: newId() };
  const answer = await served.as(await bed.tokens.staff('supervisor', params.companyId))(giveBackSeats, { params });
  expect(answer.ok).toBe(true);
}

it('a test in which staff do something that no audit log tells fails at its end', async () => {
  const bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  await giveBack(bed, true);
  await giveBack(bed, false);
  await expect(bed.close()).rejects.toThrow(/giveBackSeats/);
});

it('and does not where it is recorded', async () => {
  const bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  await giveBack(bed, true);
  await bed.close();
});
