import { formatMoney } from '@safiri/kernel';
import type { Scenario } from '../behaviour/scenario.ts';
import type { Transaction } from '../books/transactions.ts';
import { html, type Html } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';

/** What a company's phone shows in its own way. */
export type Phone = {
  /** E.g. `MoMo`. */
  readonly title: string;
  /** What the prompt says besides who, how much and for which reference. */
  message(prompt: Transaction): string;
  /** Numbers that behave in their own way, by their last digits. */
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly exampleNumber: string;
};

export type PhonePage = {
  phone: Phone;
  nowMillis: number;
  prompts: readonly Transaction[];
  settled: readonly Transaction[];
  /** The number the page is restricted to. */
  party: string | undefined;
  autoApproveSeconds: number;
  /** A sentence about what was just done. */
  notice: string | undefined;
};

/** The phone of every payer at once: what asks for an answer, and what was decided lately. */
export function renderPhonePage(page: PhonePage): string {
  const { prompts, settled, party, phone } = page;
  return renderPage({
    title: `Simulated ${phone.title} phone`,
    notice: page.notice,
    lead: html`No money moves here.
    ${
      party === undefined
        ? 'Prompts of all numbers are shown.'
        : html`Prompts of ${partyText(party)} are shown; <a href="/">show all</a>.`
    }`,
    content: html`<section aria-labelledby="prompts">
        <h2 id="prompts">Waiting for an answer</h2>
        ${
          prompts.length === 0
            ? html`<p>No prompt is waiting.</p>`
            : html`<ul class="prompts">
                ${prompts.map((prompt) => promptItem(prompt, page))}
              </ul>`
        }
        <p><a class="button" href="${pageAddress(party)}">Look again</a></p>
      </section>
      ${answeringSection(page)}
      <section aria-labelledby="books">
        <h2 id="books">Decided lately</h2>
        ${settled.length === 0 ? html`<p>Nothing yet.</p>` : settledTable(settled)}
      </section>
      ${numbersSection(phone)}`,
  });
}

/** Address of the page, restricted to a number when one is given. */
export function pageAddress(party: string | undefined, notice?: string): string {
  const query = new URLSearchParams({
    ...(party === undefined ? {} : { number: party }),
    ...(notice === undefined ? {} : { notice }),
  });
  return query.size === 0 ? '/' : `/?${query.toString()}`;
}

function promptItem(prompt: Transaction, page: PhonePage): Html {
  const amount = amountOf(prompt);
  const button = (word: string, label: string): Html =>
    html`<button
      formaction="/prompts/${prompt.referenceId}/${word}"
      aria-label="${label} ${amount} from ${partyText(prompt.party)}"
    >
      ${label}
    </button>`;
  return html`<li>
    <p class="amount">${amount}</p>
    <p>
      ${partyText(prompt.party)}: ${page.phone.message(prompt)}. Reference ${prompt.externalId}.
      ${timeLeft(prompt, page.nowMillis)}
    </p>
    <form method="post">
      ${page.party === undefined ? '' : html`<input type="hidden" name="number" value="${page.party}" />`}
      ${button('approve', 'Approve')} ${button('refuse', 'Refuse')}
    </form>
  </li>`;
}

function answeringSection(page: PhonePage): Html {
  const automatic = page.autoApproveSeconds > 0;
  return html`<section aria-labelledby="answering">
    <h2 id="answering">Who answers</h2>
    <p>
      ${automatic ? `An ordinary prompt approves itself after ${page.autoApproveSeconds} seconds, unless it was seen on this page first.` : 'Every ordinary prompt waits for an answer on this page.'}
    </p>
    <form method="post" action="/answering">
      <input type="hidden" name="by" value="${automatic ? 'person' : 'itself'}" />
      <button>${automatic ? 'Let every prompt wait for me' : 'Let prompts approve themselves'}</button>
    </form>
  </section>`;
}

function numbersSection({ scenarios, exampleNumber }: Phone): Html {
  return html`<section aria-labelledby="numbers">
    <h2 id="numbers">Numbers that behave in their own way</h2>
    <details>
      <summary>Show them</summary>
      <p>
        Any other number is an ordinary person's. The dots stand for a country code and whatever follows it, as in
        ${exampleNumber}.
      </p>
      <div class="scroll" role="region" aria-label="Table of numbers" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Number ends in</th>
              <th scope="col">What happens</th>
            </tr>
          </thead>
          <tbody>
            ${[...scenarios].map(
              ([ending, { expects }]) =>
                html`<tr>
                  <td>…${ending}</td>
                  <td>${expects}</td>
                </tr> `,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </section>`;
}

function settledTable(settled: readonly Transaction[]): Html {
  return html`<div class="scroll" role="region" aria-label="Table of decided payments" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Number</th>
          <th scope="col">Amount</th>
          <th scope="col">Reference</th>
          <th scope="col">Outcome</th>
        </tr>
      </thead>
      <tbody>
        ${settled.map(
          (transaction) =>
            html`<tr>
              <td>${transaction.kind === 'charge' ? 'Payment' : 'Refund'}</td>
              <td>${partyText(transaction.party)}</td>
              <td>${amountOf(transaction)}</td>
              <td>${transaction.externalId}</td>
              <td>${transaction.reason ?? 'Successful'}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function amountOf({ amountMinor, currency }: Transaction): string {
  return formatMoney({ amountMinor, currency }, 'en');
}

/** A number in groups that one can read aloud: +250 788 000 001; an address as it is. */
function partyText(party: string): string {
  return /^\d+$/.test(party) ? `+${party.replaceAll(/(\d)(?=(\d{3})+$)/g, '$1 ')}` : party;
}

function timeLeft(prompt: Transaction, nowMillis: number): string {
  const secondsLeft = Math.ceil((prompt.expiresMillis - nowMillis) / 1000);
  if (secondsLeft <= 0) return 'The prompt has expired.';
  return secondsLeft < 60
    ? `${secondsLeft} s left.`
    : `${Math.floor(secondsLeft / 60)} min ${secondsLeft % 60} s left.`;
}
