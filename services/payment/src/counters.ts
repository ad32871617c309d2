import { counter } from '@safiri/runtime';

export const attempts = counter({
  name: 'safiri_payment_attempts_total',
  help: 'Payment attempts, by the state they came to; held ones wait for a person',
  labels: ['state'],
});
export const refunds = counter({
  name: 'safiri_refunds_total',
  help: 'Refunds that were settled, by how',
  labels: ['state'],
});
