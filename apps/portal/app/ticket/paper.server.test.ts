import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { en } from '../messages/en.ts';
import { createText } from '../messages/text.ts';
import { createWriting } from '../messages/writing.server.ts';
import { qrCodeOf } from '../ui/qr-code.server.ts';
import { viewStretch } from '../ui/view-stretch.server.ts';
import { viewJourney } from './load-itinerary.server.ts';
import type { TicketView } from './load-tickets.server.ts';
import { drawTickets } from './paper.server.ts';
import { sampleClaim, sampleJourney, sampleOrder } from './sample-order.ts';

const words = { locale: 'en', text: createText(en, 'en') };
const writing = createWriting('en-GB');

const ticket: TicketView = {
  key: sampleClaim.claimId,
  state: 'valid',
  qr: qrCodeOf('SAFIRI:CODE'),
  token: 'SAFIRI:CODE',
  shortCode: 'CDFGHJ',
  passengerName: 'Ndèye Šárka Шарка',
  seatLabel: '4A',
  seatClass: 'standard',
  companyName: 'Kivu Express',
  companyPhone: '+250 788 000 111',
  routeName: 'Kigali – Nairobi',
  stretch: viewStretch(sampleClaim, writing),
  fare: 'RWF 30,000',
  stops: [],
};
const conditions = [{ key: '7', companyName: 'Kivu Express', steps: viewJourney(sampleJourney, writing).cancelSteps }];

async function draw(tickets: readonly TicketView[]): Promise<string> {
  const bytes = await drawTickets({ reference: sampleOrder.reference, tickets, conditions }, words);
  return Buffer.from(bytes).toString('latin1');
}

/** How many letters of its own each text of a file has: they are numbers of the font there. */
function drawnTexts(file: string): number {
  const streams = [...file.matchAll(/stream\n([^]*?)\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return streams.join('').split('TJ').length - 1;
}

test('each ticket has a page, with its code as lines', async () => {
  const file = await draw([ticket, { ...ticket, qr: undefined }]);
  expect(file.startsWith('%PDF-')).toBe(true);
  expect(file.match(/\/Type \/Page\b/g)).toHaveLength(2);
  expect(file).not.toContain('/Subtype /Image');
});

test('a departure that is only about then is called so', async () => {
  const known = drawnTexts(await draw([ticket]));
  const stretch = viewStretch({ ...sampleClaim, approximate: true }, writing);
  expect(drawnTexts(await draw([{ ...ticket, stretch }]))).toBe(known + 1);
});

test('a name in letters that the font has not is told of, not drawn as boxes', async () => {
  const known = drawnTexts(await draw([ticket]));
  expect(drawnTexts(await draw([{ ...ticket, passengerName: '山田 太郎' }]))).toBeGreaterThan(known);
});
