import { expect } from 'vitest';
import { askPayoutAccount, decidePayoutAccount, type PayoutAccount } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';

export const bankOfKigali = {
  kind: 'bank',
  institution: 'Bank of Kigali',
  number: 'RW12 BKRW 0001 2345 67',
  holder: 'Volcano Express Ltd',
} as const;

/** An account that one person asks for and another confirms. */
export async function confirmAccount(parts: {
  readonly companyId: string;
  readonly asking: Client;
  readonly confirming: Client;
  readonly validFrom?: Date;
  readonly currency?: string;
}): Promise<PayoutAccount> {
  const { companyId, validFrom = new Date(0), currency = 'RWF' } = parts;
  const accountId = newId();
  const asked = await parts.asking(askPayoutAccount, {
    params: { companyId },
    body: { accountId, currency, validFrom: validFrom.toISOString(), destination: bankOfKigali },
  });
  expect(asked).toMatchObject({ ok: true, value: { status: 'asked', inForceFrom: null } });
  const confirmed = await parts.confirming(decidePayoutAccount, {
    params: { companyId, accountId },
    body: { decision: 'confirmed', reason: 'called them back' },
  });
  return confirmed.ok ? confirmed.value : expect.fail(`${confirmed.code} ${confirmed.detail}`);
}
