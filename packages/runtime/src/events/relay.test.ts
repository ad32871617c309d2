import { expect, it } from 'vitest';
import { DomainError } from '@safiri/kernel';
import { relayPause } from './relay.ts';

it('asks a broker that is away every second, and anything else less and less often', () => {
  const away = new DomainError('UNAVAILABLE', 'The broker takes no messages now.');
  const pauses = (error: unknown): number[] => [1, 2, 3, 4, 50].map((failures) => relayPause(failures, error));
  expect(pauses(away)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  expect(pauses(new Error('the database is away'))).toEqual([2_000, 4_000, 8_000, 10_000, 10_000]);
});
