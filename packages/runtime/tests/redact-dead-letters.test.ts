import { expect, inject, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { openTestbed } from '@safiri/testkit';
import { connectBroker } from './delivery-bed.ts';

it('dead letters about orders that were erased say nothing of persons, and stay', async () => {
  const bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  const broker = await connectBroker(bed);
  try {
    const [erased, other] = [newId(), newId()];
    const contact = { phone: '+250788314159', email: 'zuhura@barua.example' };
    const letterOf = (orderId: string) => ({
      eventId: newId(),
      type: 'booking-confirmed',
      source: 'ticketing',
      aggregateId: orderId,
      version: 1,
      occurredAt: '2026-05-01T00:00:00.000Z',
      payload: { orderId, total: 5, contact, tickets: [{ passengerName: 'Zuhura' }] },
    });
    // One of them in a bundle.
    for (const data of [[letterOf(erased), letterOf(erased)], letterOf(other)])
      await bed.admin(`insert into queue.job (name, data) values ('payment-dead', $1)`, [JSON.stringify(data)]);
    await broker.redact([erased]);
    const letters = await broker.listDeadLetters('payment', 10);
    const nobody = { contact: { phone: null, email: null }, tickets: [{ passengerName: null }] };
    expect(
      letters.filter(({ envelope }) => envelope.aggregateId === erased).map(({ envelope }) => envelope.payload),
    ).toEqual([
      { orderId: erased, total: 5, ...nobody },
      { orderId: erased, total: 5, ...nobody },
    ]);
    expect(letters.find(({ envelope }) => envelope.aggregateId === other)?.envelope.payload).toMatchObject({ contact });
  } finally {
    await broker.stop();
    await bed.close();
  }
});
