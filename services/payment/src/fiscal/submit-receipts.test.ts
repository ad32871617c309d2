import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listCompanyReceipts, submitReceiptAgain, type Receipt } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Ctx } from '../context.ts';
import { openReceiptDesk, type ReceiptDesk } from '../../tests/receipt-desk.ts';
import { tellReceipts } from '../receipts/tell-receipts.ts';
import type { FiscalDevice } from './fiscal-device.ts';
import { openFolderDevice } from './folder-device.ts';
import { submitReceipts } from './submit-receipts.ts';

let desk: ReceiptDesk;
let ctx: Ctx;
let device: FiscalDevice;
let folder: string;
let companyId: string;

beforeAll(async () => {
  desk = await openReceiptDesk();
  folder = await mkdtemp(join(tmpdir(), 'fiscal-'));
  const fiscal = { folder, device: 'counter-1' };
  ctx = { ...desk.ctx, config: { ...desk.ctx.config, fiscal } };
  device = openFolderDevice(fiscal);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await desk.close();
});
beforeEach(async () => {
  companyId = await desk.company();
  await desk.force(`update receipts set fiscal_next_at = 'infinity' where fiscal_next_at is not null`);
});

const away: FiscalDevice = { submit: async () => ({ kind: 'unknown', detail: 'nobody is there' }) };
const refusing: FiscalDevice = { submit: async () => ({ kind: 'refused', detail: 'no taxpayer of that name' }) };
const crashing: FiscalDevice = {
  submit: async (document) => {
    await device.submit(document);
    throw new Error('killed between the file and the row');
  },
};

async function issued(): Promise<string> {
  const booking = await desk.booked(companyId, 5_900);
  await desk.issue(ctx);
  return booking.link;
}
const fiscalOf = async (link: string): Promise<Receipt['fiscal'] | undefined> => (await desk.read(link))[0]?.fiscal;
const wait = (seconds: number): void => desk.bed.deps.clock.advanceSeconds(seconds);
const told = async (): Promise<number> =>
  (await desk.bed.outbox()).filter(
    ({ type, payload }) => type === 'receipt-issued' && JSON.stringify(payload).includes(companyId),
  ).length;

describe('a receipt that a device signs', () => {
  it('waits for its number, gets it once, and is told with it', async () => {
    const link = await issued();
    expect(await fiscalOf(link)).toMatchObject({ status: 'waiting', number: null });
    await tellReceipts(ctx);
    expect(await told()).toBe(0);
    await Promise.all([submitReceipts(ctx, device), submitReceipts(ctx, device)]);
    const signed = await fiscalOf(link);
    expect(signed).toMatchObject({
      status: 'signed',
      device: 'counter-1',
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await submitReceipts(ctx, device);
    await tellReceipts(ctx);
    expect(await fiscalOf(link)).toEqual(signed);
    expect(await told()).toBe(1);
    expect((await readdir(folder)).filter((name) => name.startsWith(companyId))).toHaveLength(1);
  });

  it('gets the same number after a crash between the file and the row', async () => {
    const link = await issued();
    await submitReceipts(ctx, crashing);
    expect(await fiscalOf(link)).toMatchObject({ status: 'waiting' });
    await submitReceipts(ctx, device);
    expect(await fiscalOf(link)).toMatchObject({ status: 'waiting' });
    wait(61);
    await submitReceipts(ctx, device);
    expect(await fiscalOf(link)).toMatchObject({ status: 'signed', number: expect.stringContaining(companyId) });
    expect((await readdir(folder)).filter((name) => name.startsWith(companyId))).toHaveLength(1);
  });

  it('keeps its number, whoever would take it away', async () => {
    await issued();
    await submitReceipts(ctx, device);
    await expect(
      desk.bed.admin(`update payment.receipts set fiscal_number = 'another' where company_id = $1`, [companyId]),
    ).rejects.toThrow('may not go from signed to signed');
  });
});

describe('a receipt whose device is away', () => {
  it('is tried nine times with longer and longer waits, then left to a person, who has it submitted again', async () => {
    const link = await issued();
    const tries: number[] = [];
    const counting: FiscalDevice = { submit: async (document) => (tries.push(1), await away.submit(document)) };
    for (let step = 0; step < 12; step += 1) {
      await submitReceipts(ctx, counting);
      wait(14_401);
    }
    expect(tries).toHaveLength(9);
    expect(await fiscalOf(link)).toMatchObject({ status: 'given-up' });
    const query = { fiscal: 'given-up' } as const;
    const seen = await (await desk.staff(companyId))(listCompanyReceipts, { params: { companyId }, query });
    const receiptId = seen.ok ? (seen.value.receipts[0]?.receiptId ?? '') : expect.fail(seen.code);
    const again = { params: { companyId, receiptId }, body: {} };
    const platform = await desk.platform();
    expect(await (await desk.staff(companyId))(submitReceiptAgain, again)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await platform(submitReceiptAgain, { ...again, params: { companyId, receiptId: newId() } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await platform(submitReceiptAgain, again)).toMatchObject({ value: { fiscal: { status: 'waiting' } } });
    expect(await platform(submitReceiptAgain, again)).toMatchObject({ code: 'RECEIPT_NOT_STUCK' });
    await submitReceipts(ctx, device);
    expect(await fiscalOf(link)).toMatchObject({ status: 'signed' });
  });

  it('is told after a quarter of an hour, and once, also when it is signed later', async () => {
    const link = await issued();
    await submitReceipts(ctx, away);
    wait(901);
    await tellReceipts(ctx);
    expect(await told()).toBe(1);
    await submitReceipts(ctx, device);
    await tellReceipts(ctx);
    expect(await fiscalOf(link)).toMatchObject({ status: 'signed' });
    expect(await told()).toBe(1);
  });
});

it('a receipt that its device refuses is left to a person at once, and told without a number', async () => {
  const link = await issued();
  await submitReceipts(ctx, refusing);
  await tellReceipts(ctx);
  expect(await fiscalOf(link)).toMatchObject({ status: 'refused', number: null });
  expect(await told()).toBe(1);
});
