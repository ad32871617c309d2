import type { Receipt } from '@safiri/contracts';

/** What a fiscal device is told of a receipt or credit note: what was sold and its taxes, and nothing about who bought. */
export type FiscalDocument = Omit<Receipt, 'fiscal'>;

/** What a device said of a document. No text here may name a person: it is logged. */
export type FiscalAnswer =
  | {
      readonly kind: 'signed';
      /** The number that the tax office knows the document by. */
      readonly number: string;
      /** What proves it, for print as a QR code. */
      readonly signature: string;
      readonly device: string;
      readonly signedAt: Date;
    }
  /** It will never sign this document as it is. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Nobody knows whether it did; the same document is given again. */
  | { readonly kind: 'unknown'; readonly detail: string };

/**
 * The port to a certified invoicing system. A call never throws and ends within half a lease (submit-receipts.ts). A document is
 * known by its company, and its number there: given again it is answered as before, whatever crashed in between, and another
 * document under the same number is refused.
 */
export type FiscalDevice = { submit(document: FiscalDocument): Promise<FiscalAnswer> };
