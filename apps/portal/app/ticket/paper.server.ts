import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { systemClock } from '@safiri/kernel';
import type { QrCode } from '@safiri/ui-web';
import type { Text } from '../messages/text.ts';
import type { StopView } from '../ui/view-stretch.server.ts';
import type { CancelStep } from './load-itinerary.server.ts';
import type { CancelConditions, TicketView } from './load-tickets.server.ts';
import { otherLetters, printable } from './printable.server.ts';

type Tickets = {
  readonly reference: string;
  readonly tickets: readonly TicketView[];
  readonly conditions: readonly CancelConditions[];
};
type Words = { readonly locale: string; readonly text: Text };

/** A5 in points: half of what printers hold, and large on a phone. */
const page = { width: 420, margin: 32, bottom: 563 } as const;
/** Five centimetres: read from a hand's distance, by a worn printer too. */
const qrPoints = 190;

/** Found when they are first needed; beside the build there is the folder they are installed in. */
const fontFile = (name: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

type Paper = {
  readonly document: PDFKit.PDFDocument;
  /** The text in letters of the font. */
  readonly write: (text: string) => string;
  readonly text: Text;
};

/** One ticket a page: code, seat, journey, conditions. */
export async function drawTickets(
  { reference, tickets, conditions }: Tickets,
  { locale, text }: Words,
): Promise<Uint8Array<ArrayBuffer>> {
  const document = new PDFDocument({
    size: 'A5',
    margin: page.margin,
    font: fontFile('DejaVuSans'),
    autoFirstPage: false,
    lang: locale,
    displayTitle: true,
    info: { Title: text('ticket.paper.title', { reference }), Creator: 'Safiri', CreationDate: systemClock.now() },
  });
  document.registerFont('bold', fontFile('DejaVuSans-Bold')).registerFont('plain', fontFile('DejaVuSans'));
  const chunks: Buffer[] = [];
  const done = Promise.withResolvers<undefined>();
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.on('end', () => done.resolve(undefined));
  document.on('error', done.reject);
  const hasLetter = letterTest(document);
  for (const [index, ticket] of tickets.entries()) {
    // A page takes some 50 ms of the process's only thread: whatever else waits for it has its turn.
    await setImmediate();
    document.addPage();
    let hasOthers = false;
    const write = (given: string): string => {
      const written = printable(given, hasLetter);
      hasOthers ||= written.includes(otherLetters) && !given.includes(otherLetters);
      return written;
    };
    const paper = { document, write, text };
    drawHead(paper, { ticket, reference, number: index + 1 });
    drawCode(paper, ticket);
    drawJourney(paper, ticket);
    drawFacts(paper, ticket);
    const steps = conditions.find(({ companyName }) => companyName === ticket.companyName)?.steps ?? [];
    drawConditions(paper, { steps, companyName: ticket.companyName });
    if (hasOthers) document.moveDown(0.5).text(text('ticket.paper.other-letters'));
  }
  document.end();
  await done.promise;
  return new Uint8Array(Buffer.concat(chunks));
}

/** Asks the font itself; one that cannot be asked is taken to have everything. */
function letterTest(document: PDFKit.PDFDocument): (codePoint: number) => boolean {
  const embedded: unknown = Reflect.get(document, '_font');
  const font: unknown = typeof embedded === 'object' && embedded !== null ? Reflect.get(embedded, 'font') : undefined;
  const ask: unknown =
    typeof font === 'object' && font !== null ? Reflect.get(font, 'hasGlyphForCodePoint') : undefined;
  return (codePoint) => typeof ask !== 'function' || ask.call(font, codePoint) === true;
}

type Head = { readonly ticket: TicketView; readonly reference: string; readonly number: number };

function drawHead({ document, write, text }: Paper, { ticket, reference, number }: Head): void {
  document
    .font('bold')
    .fontSize(15)
    .text(write(ticket.passengerName ?? text('ticket.passenger', { number })));
  document.font('plain').fontSize(9);
  document.text(write(`${ticket.stretch.from.day} · ${ticket.companyName} · ${text('order.reference')} ${reference}`));
  document.moveDown(0.6);
}

function drawCode(paper: Paper, { qr, shortCode, seatLabel }: TicketView): void {
  const { document, write, text } = paper;
  const top = document.y;
  if (qr === undefined) document.text(write(text('ticket.paper.being-made')), { width: qrPoints });
  else drawQr(document, qr, top);
  const beside = page.margin + qrPoints + 16;
  const width = page.width - page.margin - beside;
  document
    .font('plain')
    .fontSize(9)
    .text(write(text('ticket.seat')), beside, top + 8, { width });
  document.font('bold').fontSize(30).text(write(seatLabel), { width });
  if (shortCode !== undefined) {
    document
      .moveDown(0.2)
      .font('plain')
      .fontSize(9)
      .text(write(text('ticket.short-code')), { width });
    document.font('bold').fontSize(15).text(shortCode, { width });
  }
  document
    .moveDown(0.8)
    .font('plain')
    .fontSize(9)
    .text(write(text('ticket.paper.print-again')), { width });
  document.x = page.margin;
  document.y = top + qrPoints + 10;
}

/** As lines of the page, so that it is as sharp as the printer. */
function drawQr(document: PDFKit.PDFDocument, { size, path }: QrCode, top: number): void {
  document
    .save()
    .translate(page.margin, top)
    .scale(qrPoints / size)
    .path(path)
    .fill('#000')
    .restore();
}

function drawJourney(paper: Paper, { stretch }: TicketView): void {
  const { document, write, text } = paper;
  drawStop(paper, stretch.from, text('ticket.paper.departs'));
  drawStop(paper, stretch.to, text('ticket.paper.arrives'));
  if (stretch.isApproximate)
    document
      .fontSize(9)
      .text(write(text('stretch.approximate', { time: stretch.from.time })))
      .moveDown(0.3);
}

function drawStop({ document, write }: Paper, { name, time, day, clocks }: StopView, label: string): void {
  const when = [day, clocks].filter((part) => part !== undefined).join(' · ');
  document
    .font('plain')
    .fontSize(9)
    .text(write(`${label} · ${when}`));
  document
    .font('bold')
    .fontSize(12)
    .text(write(`${time}  ${name}`));
  document.moveDown(0.3);
}

function drawFacts({ document, write, text }: Paper, ticket: TicketView): void {
  const facts = [
    `${text('ticket.fare')}: ${ticket.fare}`,
    `${text('ticket.class')}: ${ticket.seatClass}`,
    `${text('ticket.route')}: ${ticket.routeName}`,
    ...(ticket.companyPhone === undefined ? [] : [`${ticket.companyName}: ${ticket.companyPhone}`]),
  ];
  document
    .moveDown(0.3)
    .font('plain')
    .fontSize(9)
    .text(write(facts.join(' · ')));
}

type Conditions = { readonly steps: readonly CancelStep[]; readonly companyName: string };

function drawConditions({ document, write, text }: Paper, { steps, companyName }: Conditions): void {
  document
    .moveDown(0.6)
    .font('bold')
    .fontSize(9)
    .text(write(text('ticket.conditions')));
  document.font('plain').fontSize(8);
  const lines = [
    text('ticket.conditions.once'),
    text('ticket.conditions.early'),
    text('ticket.cancelling', { company: companyName }),
    ...steps.map(({ day, time, percent, fee }) =>
      [
        text('ticket.cancelling.until', { day, time, percent }),
        fee === undefined || percent === 0 ? '' : text('ticket.cancelling.fee', { fee }),
      ].join(' '),
    ),
    text(steps.length === 0 ? 'ticket.cancelling.nothing' : 'ticket.cancelling.after'),
  ];
  for (const line of lines) {
    if (document.y > page.bottom - 12) document.addPage();
    document.text(write(line));
  }
}
