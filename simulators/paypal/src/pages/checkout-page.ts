import { formatMoney, money } from '@safiri/kernel';
import { html, renderPage, type Scenario, type Transaction } from '@safiri/simulator-kit';
import type { Order } from '../books/orders.ts';

/** Where a buyer sees what they pay, chooses an account and agrees, or goes back without paying. */
export function renderCheckout(order: Order, buyers: ReadonlyMap<string, Scenario>): string {
  const { charge, orderId } = order;
  const options = [...buyers].map(
    ([address, { expects }]) => html`<option value="${address}">${address}: ${expects}</option>`,
  );
  return renderPage({
    title: 'Simulated PayPal',
    lead: html`No real money moves here. ${charge.details['description'] ?? ''}`,
    notice: undefined,
    content: html`
      <p class="amount">${amountOf(charge)}</p>
      <form method="post" action="/checkoutnow/${orderId}/approve">
        <p>
          <label for="buyer">Pay by the account of</label><br />
          <select id="buyer" name="buyer">
            ${options}
          </select>
        </p>
        <p>
          <button>Pay ${amountOf(charge)}</button>
          <button formaction="/checkoutnow/${orderId}/cancel">Cancel and return to the shop</button>
        </p>
      </form>
    `,
  });
}

export function renderOver(): string {
  return renderPage({
    title: 'Simulated PayPal',
    lead: html`This order is paid, or its time is over. Go back to the shop.`,
    notice: undefined,
    content: html``,
  });
}

/** What waits for buyers, for a developer who has lost the page. */
export function renderHome(orders: readonly Order[]): string {
  const rows = orders.map(
    ({ orderId, status, charge }) =>
      html`<tr>
        <td><a href="/checkoutnow?token=${orderId}">${charge.details['description'] ?? orderId}</a></td>
        <td>${amountOf(charge)}</td>
        <td>${status === 'APPROVED' ? 'approved' : 'waits'}</td>
      </tr>`,
  );
  return renderPage({
    title: 'Simulated PayPal',
    lead: html`Orders that are not captured yet. No real money moves here.`,
    notice: undefined,
    content: html`<div class="scroll">
      <table>
        <tbody>
          ${
            rows.length === 0
              ? html`<tr>
                  <td>Nothing waits.</td>
                </tr>`
              : rows
          }
        </tbody>
      </table>
    </div>`,
  });
}

function amountOf({ amountMinor, currency }: Transaction): string {
  return formatMoney(money(amountMinor, currency), 'en');
}
