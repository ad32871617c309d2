import { describe, expect, inject, it } from 'vitest';
import { inTheEnd } from '@safiri/testkit/servers';
import type { Envelope } from '@safiri/contracts/declaring';
import { relayBatch, startRelay, type DeadLetter, type MessageHandler } from '../../src/index.ts';
import { eachAlone, numberOf } from '../delivery-bed.ts';
import { openBrokerBed, type BrokerBed, type BrokerDriver } from './broker-bed.ts';

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

/** Hands on what is in the outbox, as often as it takes. */
async function allTold(on: BrokerBed): Promise<void> {
  await inTheEnd(async () => {
    await relayBatch(on.teller, on.broker);
    expect(await on.untold()).toBe(0);
  });
}

async function effectsAre(on: BrokerBed, numbers: readonly number[]): Promise<void> {
  await inTheEnd(async () => expect(await on.effects()).toEqual(numbers));
}

/** The dead letters of ticketing, each once: what was told twice, because nobody confirmed it in time, may have died twice. */
async function deadLetters(on: BrokerBed): Promise<DeadLetter[]> {
  const letters = await on.broker.listDeadLetters('ticketing', 20);
  return [...new Map(letters.map((letter) => [letter.messageId, letter])).values()];
}

/** What every driver of the broker does, whatever carries the messages. */
export function describeBroker(driver: BrokerDriver): void {
  const open = async (): Promise<BrokerBed> => await openBrokerBed(driver, inject('postgres'));

  describe.concurrent(`${driver.name} carries news`, () => {
    it('to every service that hears it, and what nobody hears leaves the outbox too', async () => {
      await using on = await open();
      const heard: Envelope[] = [];
      await on.broker.consume('ticketing', on.handle);
      await on.broker.consume(
        'notification',
        eachAlone(async (envelope) => heard.push(envelope)),
      );
      await on.tell([1, 2]);
      await on.tellNobody();
      await allTold(on);
      await effectsAre(on, [1, 2]);
      await inTheEnd(async () => expect(new Set(heard.map(numberOf))).toEqual(new Set([1, 2])));
      expect(heard[0]).toMatchObject({ type: 'payment-succeeded', source: 'payment', version: 1 });
    });

    it('however heavy it is', async () => {
      await using on = await open();
      await on.broker.consume('ticketing', on.handle);
      await on.tell([1], 'x'.repeat(1_000_000));
      await on.tell([2]);
      await allTold(on);
      await effectsAre(on, [1, 2]);
    });

    it('at the pace of a slow consumer, who keeps nobody from telling', async () => {
      await using on = await open();
      const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
      let inHand = 0;
      await on.broker.consume('ticketing', async (envelopes) => {
        inHand += envelopes.length;
        await allowed;
        return await on.handle(envelopes);
      });
      const numbers = upTo(1_500);
      await on.tell(numbers);
      await allTold(on);
      await inTheEnd(async () => expect(inHand).toBeGreaterThan(0));
      expect(inHand).toBeLessThan(1_500);
      allow();
      await effectsAre(on, numbers);
    });
  });

  describe.concurrent(`${driver.name}: a message`, () => {
    it('that fails is tried again, ends as a dead letter with its error, and takes effect when it is replayed', async () => {
      await using on = await open();
      let tries = 0;
      let broken = true;
      await on.broker.consume(
        'ticketing',
        eachAlone(async (envelope) => {
          tries += 1;
          if (broken) throw new Error('the printer is on fire');
          await on.effect(envelope);
        }),
      );
      await on.tell([1]);
      await allTold(on);
      await inTheEnd(async () => expect(await deadLetters(on)).toHaveLength(1));
      expect(tries).toBeGreaterThanOrEqual(2);
      const letter = {
        queue: 'ticketing',
        envelope: expect.objectContaining({ type: 'payment-succeeded', payload: { n: 1 } }),
        failedAt: expect.any(Date),
        error: 'the printer is on fire',
      };
      // Who looks takes nothing away.
      await inTheEnd(async () => expect(await deadLetters(on)).toEqual([expect.objectContaining(letter)]));
      broken = false;
      await inTheEnd(async () => expect(await on.broker.replayDeadLetters('ticketing', 10)).toBeGreaterThan(0));
      await effectsAre(on, [1]);
      await inTheEnd(async () => expect(await on.broker.replayDeadLetters('ticketing', 10)).toBe(0));
      expect(await deadLetters(on)).toEqual([]);
    });

    it('whose effect was committed but not reported has one effect, and so has one that is replayed', async () => {
      await using on = await open();
      await on.broker.consume(
        'ticketing',
        eachAlone(async (envelope) => {
          await on.effect(envelope);
          throw new Error('killed between commit and completion');
        }),
      );
      await on.tell([1]);
      await allTold(on);
      await inTheEnd(async () => expect(await on.broker.replayDeadLetters('ticketing', 10)).toBeGreaterThan(0));
      await inTheEnd(async () => expect(await deadLetters(on)).toHaveLength(1));
      expect(await on.effects()).toEqual([1]);
    });

    it('that cannot be handled does not hold up its neighbours', async () => {
      await using on = await open();
      await on.broker.consume(
        'ticketing',
        eachAlone(async (envelope) => {
          if (numberOf(envelope) === 4) throw new Error('poisonous');
          await on.effect(envelope);
        }),
      );
      await on.tell(upTo(10));
      await allTold(on);
      await effectsAre(
        on,
        upTo(10).filter((n) => n !== 4),
      );
      await inTheEnd(async () => expect(await deadLetters(on)).toHaveLength(1));
    });

    it('that is dead and about an order that was erased says nothing of persons, and stays', async () => {
      await using on = await open();
      await on.broker.consume(
        'ticketing',
        eachAlone(async () => await Promise.reject(new Error('poisonous'))),
      );
      await on.tell([1], 'of the order 42');
      await on.tell([2], 'of another order');
      await on.bed.admin(
        `update payment.outbox set payload = payload || '{"contact": {"phone": "+250788314159"}}'::jsonb`,
      );
      await allTold(on);
      await inTheEnd(async () => expect(await deadLetters(on)).toHaveLength(2));
      await inTheEnd(async () => {
        await on.broker.redact(['order 42']);
        const letters = await deadLetters(on);
        expect(letters.map(({ envelope }) => envelope.payload)).toEqual(
          expect.arrayContaining([
            { n: 1, text: 'of the order 42', contact: { phone: null } },
            { n: 2, text: 'of another order', contact: { phone: '+250788314159' } },
          ]),
        );
      });
    });
  });

  describe.concurrent(`${driver.name}: processes`, () => {
    it('side by side have each effect once', async () => {
      await using on = await open();
      const second = await on.connect();
      for (const broker of [on.broker, second]) await broker.consume('ticketing', on.handle);
      const numbers = upTo(300);
      await on.tell(numbers);
      await inTheEnd(async () => {
        await Promise.all([relayBatch(on.teller, on.broker), relayBatch(on.teller, second)]);
        expect(await on.untold()).toBe(0);
      });
      await effectsAre(on, numbers);
    });

    it('that stop finish what they have in hand and take nothing more', async () => {
      await using on = await open();
      const stopping = await on.connect();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
      await stopping.consume(
        'ticketing',
        eachAlone(async (envelope) => {
          begin();
          await allowed;
          await on.effect(envelope);
        }),
      );
      await on.tell([1]);
      await allTold(on);
      await begun;
      const stopped = stopping.stop();
      await on.tell([2]);
      await allTold(on);
      allow();
      await stopped;
      expect(await on.effects()).toEqual([1]);
      await on.broker.consume('ticketing', on.handle);
      await effectsAre(on, [1, 2]);
    });

    it('whose connections end in the middle of everything go on by themselves, and every effect is there once', async () => {
      await using on = await open();
      const relay = startRelay({ db: on.teller, broker: on.broker, log: on.bed.deps.log });
      let taken = 0;
      const cutting: MessageHandler = async (envelopes) => {
        taken += 1;
        // What these have in hand is committed, and nobody is told.
        if (taken === 2) await on.driver.cut();
        return await on.handle(envelopes);
      };
      await on.broker.consume('ticketing', cutting);
      for (const from of [0, 50, 100, 150]) {
        await inTheEnd(async () => await on.tell(upTo(50).map((n) => from + n)));
        await inTheEnd(async () => expect((await on.effects()).length).toBeGreaterThan(from));
      }
      await effectsAre(on, upTo(200));
      await relay.stop();
    });
  });
}
