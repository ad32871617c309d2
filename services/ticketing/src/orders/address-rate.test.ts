import { describe, expect, it } from 'vitest';
import { movableClock } from '@safiri/kernel';
import { createOwnMemory } from '@safiri/runtime';
import { createAddressRate, networkOf, type AddressRate } from './address-rate.ts';
import { tooManyHolds } from './refusals.ts';

async function counted(rate: AddressRate, address: string): Promise<'yes' | number> {
  try {
    await rate.count(address);
    return 'yes';
  } catch (error) {
    return (error as { extras: { retryAfter: number } }).extras.retryAfter;
  }
}

describe('the rate of an address', () => {
  it('is a burst, then so many a minute, whatever others do', async () => {
    const clock = movableClock(new Date('2026-11-22T08:00:00Z'));
    const rate = createAddressRate(createOwnMemory(clock), { name: 'holds', mostAMinute: 30, refusal: tooManyHolds });
    for (let time = 0; time < 30; time += 1) expect(await counted(rate, '192.0.2.1')).toBe('yes');
    expect(await counted(rate, '192.0.2.1')).toBe(2);
    expect(await counted(rate, '192.0.2.2')).toBe('yes');
    clock.advanceSeconds(2);
    expect(await counted(rate, '192.0.2.1')).toBe('yes');
    expect(await counted(rate, '192.0.2.1')).toBe(2);
    clock.advanceSeconds(60);
    for (let time = 0; time < 30; time += 1) expect(await counted(rate, '192.0.2.1')).toBe('yes');
    expect(await counted(rate, '192.0.2.1')).toBe(2);
  });

  it('is not counted where there is no limit', async () => {
    const rate = createAddressRate(createOwnMemory(movableClock(new Date('2026-11-22T08:00:00Z'))), {
      name: 'holds',
      mostAMinute: null,
      refusal: tooManyHolds,
    });
    for (let time = 0; time < 1000; time += 1) await rate.count('192.0.2.1');
  });
});

describe('what counts as one address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:42:1:2:3:4', '2001:db8:0:42::/64'],
    ['2001:DB8:0:42::4', '2001:db8:0:42::/64'],
    ['2001:db8::4', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
