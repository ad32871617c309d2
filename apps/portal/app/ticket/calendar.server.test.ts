import { expect, test } from 'vitest';
import { en } from '../messages/en.ts';
import { createText } from '../messages/text.ts';
import { createWriting } from '../messages/writing.server.ts';
import { writeCalendar } from './calendar.server.ts';
import { sampleClaim, sampleJourney, sampleOrder } from './sample-order.ts';

const words = { text: createText(en, 'en'), writing: createWriting('en-GB') };
/** Lines that are longer than 75 bytes go on in the next one, behind a space (RFC 5545, section 3.1). */
const unfolded = (file: string): string => file.replaceAll('\r\n ', '');

test('an entry has its instants, the clocks at both stops, and a name that stays while its sequence rises', () => {
  const file = unfolded(writeCalendar(sampleOrder, [sampleJourney], words));
  for (const line of [
    'DTSTART:20270301T180000Z',
    'DTEND:20270302T093000Z',
    'SEQUENCE:5',
    `UID:${sampleOrder.orderId}.7@safiri`,
    'STATUS:CONFIRMED',
    'GEO:-1.94;30.045',
    'SUMMARY:Bus Kigali Nyabugogo – Nairobi River Road',
  ])
    expect(file).toContain(`${line}\r\n`);
  expect(file).toContain('20:00 (GMT+2)');
  expect(file).toContain('12:30 (GMT+3)');
  const later = unfolded(writeCalendar(sampleOrder, [{ ...sampleJourney, revision: 6 }], words));
  expect(later).toContain(`UID:${sampleOrder.orderId}.7@safiri\r\n`);
  expect(later).toContain('SEQUENCE:6\r\n');
});

test('a departure that is only about then is called so', () => {
  const about = { ...sampleOrder, claims: [{ ...sampleClaim, approximate: true }] };
  expect(unfolded(writeCalendar(about, [sampleJourney], words))).toContain('Leaves about 20:00');
  expect(unfolded(writeCalendar(sampleOrder, [sampleJourney], words))).not.toContain('about');
});

test('whoever is shown the calendar does not learn the link of the tickets', () => {
  expect(writeCalendar(sampleOrder, [sampleJourney], words)).not.toContain(sampleOrder.link);
});

test('a journey of which no ticket is good is cancelled in the calendar too', () => {
  const cancelled = { ...sampleOrder, claims: [{ ...sampleClaim, tripStatus: 'cancelled' as const }] };
  expect(writeCalendar(cancelled, [sampleJourney], words)).toContain('STATUS:CANCELLED\r\n');
});
