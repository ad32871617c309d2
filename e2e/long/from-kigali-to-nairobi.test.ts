import { expect, it } from 'vitest';
import { codes, suggestion, whoTravels } from '../browser/buying.ts';
import { phone } from '../browser/open-browser.ts';
import { personAt } from '../browser/person.ts';
import { openStage } from '../browser/stage.ts';

const stage = openStage();

/** What is asked of a person, from the first page to the code at the door. */
const mostSeconds = 90;
/** To look at the prompt of the wallet, five digits of the PIN, and to send it. */
const pressesOfWallet = 7;

it('a person who never was here buys from Kigali to Nairobi within a minute and a half of reading, typing and pressing', async () => {
  const { page } = await stage.visitor({ viewport: phone, hasTouch: true });
  const person = personAt(page);
  await page.goto('/');
  await person.read(page.getByRole('heading', { level: 1 }));
  for (const [field, typed, place] of [
    ['From', 'Kig', 'Kigali'],
    ['To', 'Nai', /Nairobi.*Town/],
  ] as const) {
    const box = page.getByRole('combobox', { name: field });
    await person.write(box, typed);
    // Typed again where the page had not woken up yet; a person sees what they typed, and the search finds it all the same.
    const option = await suggestion(page, { field, typed, place });
    await person.read(option);
    await person.press(option);
  }
  await person.press(page.getByRole('button', { name: 'Find buses' }));
  await person.until(page.getByRole('navigation', { name: 'Other days' }));
  await person.read(page.getByRole('heading', { level: 1 }));
  await person.press(page.getByRole('link', { name: 'Day after' }));
  const card = page.getByRole('article').filter({ has: page.getByRole('link', { name: 'Choose seats' }) });
  await person.until(card);
  await person.read(card);
  await person.press(card.first().getByRole('link', { name: 'Choose seats' }));
  await person.until(page.getByRole('group', { name: 'Choose your seats' }));
  await person.press(page.getByRole('checkbox', { disabled: false }).first());
  await person.press(page.getByRole('button', { name: 'Hold seats' }));
  await person.until(whoTravels(page));
  await person.read(whoTravels(page));
  await person.write(page.getByLabel('Name'), 'Aline Uwase');
  await person.write(page.getByLabel('Phone'), '0788000000');
  await person.press(page.getByRole('button', { name: 'Go to payment' }));
  const payment = page.locator('form').filter({ has: page.getByLabel('Number that pays') });
  await person.until(payment);
  await person.read(payment);
  // The number of the contact stands there.
  await person.press(payment.getByRole('button', { name: /^Pay / }).first());
  person.elsewhere(pressesOfWallet);
  await person.until(codes(page));

  const sum = person.sum();
  console.log(
    `From Kigali to Nairobi: ${sum.presses} presses, ${sum.letters} letters, ${sum.words} words read, ${sum.decisions} decisions: ` +
      `${sum.personSeconds.toFixed(0)} s of a person by the keystroke-level model, and ${sum.waitingSeconds.toFixed(1)} s of waiting on this machine`,
  );
  expect(sum.personSeconds).toBeLessThan(mostSeconds);
});
