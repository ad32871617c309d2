import { expect, it } from 'vitest';
import { readAsked } from './filters.ts';

it('an address asks for a service, a company and filters; what does not fit is left out', () => {
  const query = new URLSearchParams({
    service: 'payment',
    operation: 'takeCash',
    subjectId: 'nobody',
    from: '2026-11-22',
    to: '2026-11-22',
    before: '7',
    company: '019ab000-0000-7000-8000-000000000001',
  });
  expect(readAsked(query)).toEqual({
    service: 'payment',
    companyId: '019ab000-0000-7000-8000-000000000001',
    grantId: undefined,
    before: 7,
    filters: { operation: 'takeCash', from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z' },
  });
  expect(readAsked(new URLSearchParams({ service: 'none', before: '-1', from: '2026-99-99' }))).toEqual({
    service: 'auth',
    companyId: undefined,
    grantId: undefined,
    before: undefined,
    filters: {},
  });
});
