import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import type { FiscalDevice, FiscalDocument } from '../fiscal-device.ts';

/** A device to be proven, and the ways to disturb it. */
export type FiscalWorld = {
  readonly device: FiscalDevice;
  /** Nothing reaches it, or nothing comes back, until `repair`. */
  breakDown(): Promise<void>;
  repair(): Promise<void>;
  close(): Promise<void>;
};

export function aDocument(changes: Partial<FiscalDocument> = {}): FiscalDocument {
  return {
    receiptId: newId(),
    kind: 'receipt',
    number: '2026-000001',
    credits: null,
    companyId: newId(),
    companyName: 'Volcano Express',
    orderId: newId(),
    reference: 'KGL7Q2',
    soldAt: '2026-05-01T08:00:00.000Z',
    issuedAt: '2026-05-01T08:00:02.000Z',
    timeZone: 'Africa/Kigali',
    currency: 'RWF',
    totalMinor: 5_900,
    netMinor: 5_000,
    lines: [{ journey: null, seats: 1, amountMinor: 5_900, taxMinor: 900 }],
    taxes: [{ name: 'VAT', treatment: 'included', basisPoints: 1_800, remittedBy: 'company', taxMinor: 900 }],
    tenders: [{ method: 'mtn-momo', amountMinor: 5_900 }],
    ...changes,
  };
}

/** What every driver of the port promises. The job that submits receipts is written against this and nothing else. */
export function provesToBeAFiscalDevice(name: string, open: () => Promise<FiscalWorld>): void {
  describe(`${name} as a fiscal device`, () => {
    let world: FiscalWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(async () => await world.close());
    const submit = async (document: FiscalDocument) => await world.device.submit(document);

    it('signs receipts and credit notes, each with a number of its own', async () => {
      const companyId = newId();
      const note = { kind: 'credit-note', number: '2026-000002', credits: '2026-000001' } as const;
      const answers = [await submit(aDocument({ companyId })), await submit(aDocument({ companyId, ...note }))];
      const any: unknown = expect.stringMatching(/\S/);
      for (const answer of answers)
        expect(answer).toEqual({
          kind: 'signed',
          number: any,
          signature: any,
          device: any,
          signedAt: expect.any(Date),
        });
      expect(new Set(answers.map((answer) => answer.kind === 'signed' && answer.number)).size).toBe(2);
    });

    it('answers a document that is given again as it did before, also two at once', async () => {
      const document = aDocument();
      const [first, second] = await Promise.all([submit(document), submit(document)]);
      expect(first.kind).toBe('signed');
      expect(second).toMatchObject({ kind: 'signed' });
      expect(await submit(document)).toEqual(await submit(document));
      expect(await submit(document)).toMatchObject(
        first.kind === 'signed' ? { number: first.number, signature: first.signature } : {},
      );
    });

    it('refuses another document under a number that it signed, and keeps the first', async () => {
      const document = aDocument();
      const first = await submit(document);
      const other = { ...document, receiptId: newId(), totalMinor: 1, netMinor: 1 };
      expect(await submit(other)).toEqual({ kind: 'refused', detail: expect.stringMatching(/\S/) });
      expect(await submit(document)).toEqual(first);
    });

    it('numbers of two companies have nothing to do with each other', async () => {
      expect(await submit(aDocument())).toMatchObject({ kind: 'signed' });
      expect(await submit(aDocument())).toMatchObject({ kind: 'signed' });
    });

    it('throws nothing when it is away: nobody knows, and the document is signed when it is back', async () => {
      const document = aDocument();
      await world.breakDown();
      expect(await submit(document)).toEqual({ kind: 'unknown', detail: expect.stringMatching(/\S/) });
      await world.repair();
      expect(await submit(document)).toMatchObject({ kind: 'signed' });
    });
  });
}
