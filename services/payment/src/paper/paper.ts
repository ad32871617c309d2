import PDFDocument from 'pdfkit';

/** A4 in points, as the library counts. */
export const page = { margin: 56, bottom: 780, right: 539, rowHeight: 15, columnWidth: 110 } as const;

/**
 * An empty page. What is drawn on it alike has the same bytes whenever that is: the only time in it is the one given here.
 * The fonts are those every reader has, which know western letters alone: see `printable`.
 */
export function openPaper(title: string, createdAt: Date): PDFKit.PDFDocument {
  return new PDFDocument({
    size: 'A4',
    margin: page.margin,
    info: { Title: printable(title), Creator: 'Safiri', Producer: 'Safiri', CreationDate: createdAt },
  });
}

/** One row of a table: a name on the left, which takes more lines when it is long, and texts that end at these points from the right. */
export function drawRow(
  document: PDFKit.PDFDocument,
  name: string,
  columns: readonly { readonly text: string; readonly fromRight: number }[],
): void {
  const width = page.right - page.margin;
  const nameWidth = width - Math.max(0, ...columns.map(({ fromRight }) => fromRight + page.columnWidth));
  const spare = page.rowHeight - document.currentLineHeight();
  const height = document.heightOfString(printable(name), { width: nameWidth }) + spare;
  if (document.y > page.bottom - height) document.addPage();
  const { y } = document;
  document.text(printable(name), page.margin, y, { width: nameWidth });
  for (const { text, fromRight } of columns)
    document.text(printable(text), page.margin, y, { width: width - fromRight, align: 'right' });
  document.x = page.margin;
  document.y = y + height;
}

/** All bytes of a document that was ended. To be called before the end, so that nothing is missed. */
export async function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of document) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Stands for letters that the fonts do not have. */
export const unprintable = '[...]';

/** What the fonts have, as the inside of a class of letters: those of western Europe. */
const letters = '\\u0020-\\u007e\\u00a0-\\u00ff\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u20ac';
const otherLetter = new RegExp(`[^${letters}]`, 'gu');
const otherRun = new RegExp(`[^${letters}]+(?:\\s+[^${letters}]+)*`, 'gu');

/**
 * The text in letters the fonts have. Spaces and dashes of other widths become plain ones, letters with marks they lack lose
 * the marks; a run of other letters becomes one sign that says so, instead of wrong letters.
 */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u2000-\u200a\u202f]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(otherLetter, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(otherRun, unprintable);
}
