export { createSimulator, type Room, type Simulator } from './create-simulator.ts';
export { runSimulator } from './run-simulator.ts';
export {
  ConfigRefused,
  readEnvironment,
  readSimulatorSettings,
  type Environment,
  type SettingReader,
  type SimulatorConfig,
} from './setting-reader.ts';
export type { CallbackMessage, Company } from './company.ts';
export type { Context, SimulatorSettings } from './context.ts';
export { instantText } from './simulator-clock.ts';
export { amountText, fromMajor, parseAmount } from './money.ts';

export { BooksRefused, type Books, type BooksSchema, type Reader, type Writer } from './books/open-books.ts';
export { bookTransaction, type Booking, type Wallet } from './books/book-transaction.ts';
export { behaviourTables } from './books/schema.ts';
export { findBalanceMinor, openAccount } from './books/accounts.ts';
export { rememberReached } from './books/clock-queries.ts';
export { findMade, makeOnce, namedRequestTable, type NamedRequest } from './books/named-requests.ts';
export { settle } from './books/settle.ts';
export {
  findTransaction,
  getTransaction,
  listByExternalId,
  listPrompts,
  listSettledCharges,
  successful,
  type Transaction,
} from './books/transactions.ts';
export { oneOf, text, textIfAny, texts, wholeNumber, wholeNumberIfAny, type Row } from './books/rows.ts';

export { choosePlan, decisionOf, type Decision } from './behaviour/choose-plan.ts';
export { outcomesOf, type Plan } from './behaviour/plans.ts';
export type { Scenario } from './behaviour/scenario.ts';
export { developmentDelays, type Switches } from './behaviour/switches.ts';

export { insertCallback } from './callbacks/callback-queries.ts';
export { postCallback } from './callbacks/post-callback.ts';

export { html, type Html } from './pages/html.ts';
export { formField, openPages, sendPage } from './pages/open-pages.ts';
export { renderPage } from './pages/page.ts';
export { ownPagesOnly } from './pages/own-pages-only.ts';
export { answerPrompt, type PromptAnswer } from './phone/answer-prompt.ts';
export { phonePages } from './phone/phone-routes.ts';
export type { Phone } from './phone/phone-page.ts';

export { acceptBodies } from './wire/accept-bodies.ts';
export { readToken, signToken, type TokenClaims } from './wire/access-tokens.ts';
export { createAnswering, type Accepted, type Answering } from './wire/answering.ts';
