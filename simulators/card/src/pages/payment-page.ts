import { formatMoney, money } from '@safiri/kernel';
import { html, renderPage, type Html, type Transaction } from '@safiri/simulator-kit';
import { bankCodes } from '../behaviour/bank-codes.ts';
import { testCards } from '../behaviour/test-cards.ts';
import type { Payment } from '../books/payments.ts';

/** The acquirer's page, on which a card is typed. Nothing of it is kept but the brand, four digits and the end. */
export function renderCardForm({ paymentId, charge }: Payment, mistake: string | undefined): string {
  return renderPage({
    title: 'Simulated card payment',
    lead: html`No real money moves here. ${charge.details['description'] ?? ''}`,
    notice: mistake,
    content: html`
      <p class="amount">${amountOf(charge)}</p>
      <form method="post" action="/pay/${paymentId}/card" autocomplete="off">
        <p>
          <label for="number">Card number</label><br />
          <input id="number" name="number" inputmode="numeric" maxlength="23" required />
        </p>
        <p>
          <label for="expires">Good until (month/year)</label><br />
          <input id="expires" name="expires" value="12/30" maxlength="7" required />
        </p>
        <p>
          <label for="code">Security code</label><br />
          <input id="code" name="code" inputmode="numeric" value="123" maxlength="4" required />
        </p>
        <p>
          <button>Pay ${amountOf(charge)}</button>
          <button formaction="/pay/${paymentId}/back" formnovalidate>Back to the shop</button>
        </p>
      </form>
      <details>
        <summary>Test numbers</summary>
        ${tableOf(testCards.map(({ number, expects }) => [number.replaceAll(/(\d{4})(?=\d)/g, '$1 '), expects]))}
      </details>
    `,
  });
}

/** The bank's page, on which the cardholder types the code that the bank sent them. */
export function renderBankForm({ paymentId, charge, card }: Payment, mistake: string | undefined): string {
  return renderPage({
    title: 'Simulated bank',
    lead: html`Confirm ${amountOf(charge)} from your card that ends in ${card?.last4 ?? ''}. No real money moves here.`,
    notice: mistake,
    content: html`
      <form method="post" action="/bank/${paymentId}" autocomplete="off">
        <p>
          <label for="otp">Code from your bank</label><br />
          <input id="otp" name="otp" inputmode="numeric" maxlength="6" required />
        </p>
        <p>
          <button>Confirm</button>
          <button formaction="/bank/${paymentId}/refuse" formnovalidate>Refuse</button>
        </p>
      </form>
      ${tableOf([...bankCodes].map(([code, { expects }]) => [code, expects]))}
    `,
  });
}

export function renderOver(): string {
  return renderPage({
    title: 'Simulated card payment',
    lead: html`This payment is over, or is being processed. Go back to the shop.`,
    notice: undefined,
    content: html``,
  });
}

/** What waits for somebody, for a developer who has lost the page. */
export function renderHome(charges: readonly Transaction[]): string {
  const rows = charges.map(
    (charge) =>
      html`<tr>
        <td><a href="/pay/${charge.referenceId}">${charge.details['description'] ?? charge.referenceId}</a></td>
        <td>${amountOf(charge)}</td>
      </tr>`,
  );
  return renderPage({
    title: 'Simulated card payments',
    lead: html`Payments that nobody has paid yet. No real money moves here.`,
    notice: undefined,
    content:
      rows.length === 0
        ? html`<p>Nothing waits.</p>`
        : html`<div class="scroll">
            <table>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`,
  });
}

function tableOf(rows: readonly (readonly string[])[]): Html {
  const cells = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <tbody>
        ${cells}
      </tbody>
    </table>
  </div>`;
}

function amountOf({ amountMinor, currency }: Transaction): string {
  return formatMoney(money(amountMinor, currency), 'en');
}
