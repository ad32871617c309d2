/** A payment company that is simulated in development: how it is started, and what payment is told about it. */
export type SimulatedCompany = {
  /** Its folder in simulators/, and the beginning of its settings in capitals. */
  readonly name: string;
  readonly title: string;
  /** Its pages have a fixed address when the product has one. */
  readonly port: number;
  /** What a person does there. */
  readonly use: string;
  /** Its own settings, without their prefix. */
  readonly settings: (callbacksUrl: string) => Readonly<Record<string, string>>;
  /** Settings of payment. */
  readonly payment: (url: string, publicUrl: string) => Readonly<Record<string, string>>;
};

/** Credentials of simulated money: the simulators are given the very same, so they guard nothing and need no secrecy. */
const momo = {
  TARGET_ENVIRONMENT: 'sandbox',
  API_USER: '5af1a100-0000-4000-8000-000000000001',
  API_KEY: '5af1a100000040008000000000000002',
  COLLECTION_KEY: 'development-collection-key',
  DISBURSEMENT_KEY: 'development-disbursement-key',
  /** The US dollar is for American test feeds; no real MoMo market has it. */
  CURRENCIES: 'RWF,UGX,USD,KES,TZS,JPY',
};
const mpesa = {
  CONSUMER_KEY: 'development-consumer-key',
  CONSUMER_SECRET: 'development-consumer-secret',
  SHORT_CODE: '600100',
  PASSKEY: 'development-passkey',
  INITIATOR: 'safiri',
  SECURITY_CREDENTIAL: 'development-security-credential',
};
const paypal = {
  CLIENT_ID: 'development-client',
  CLIENT_SECRET: 'development-client-secret',
  WEBHOOK_ID: '5AF1A1000000WEBHK',
};
const card = {
  SECRET_KEY: 'sk_development',
  WEBHOOK_SECRET: 'whsec_development',
  CURRENCIES: 'RWF,UGX,USD,KES,TZS,JPY,EUR',
};

export const simulatedCompanies: readonly SimulatedCompany[] = [
  {
    name: 'momo',
    title: 'MoMo',
    port: 8010,
    use: "a payer's phone: approve or refuse; numbers that misbehave are listed there",
    settings: () => momo,
    payment: (url, publicUrl) => ({
      ...named('MOMO', momo),
      MOMO_BASE_URL: url,
      MOMO_CALLBACK_BASE_URL: publicUrl,
    }),
  },
  {
    name: 'mpesa',
    title: 'M-Pesa',
    port: 8011,
    use: "a Kenyan payer's phone, for orders in shillings of Kenya",
    settings: () => mpesa,
    payment: (url, publicUrl) => ({
      ...named('MPESA', mpesa),
      MPESA_BASE_URL: url,
      MPESA_CALLBACK_BASE_URL: publicUrl,
      MPESA_PULL: 'yes',
    }),
  },
  {
    name: 'paypal',
    title: 'PayPal',
    port: 8012,
    use: 'orders that wait for their buyer; takes dollars, euros, pounds and yen',
    settings: (callbacksUrl) => ({ ...paypal, WEBHOOK_URL: `${callbacksUrl}/paypal` }),
    payment: (url) => ({ ...named('PAYPAL', paypal), PAYPAL_BASE_URL: url, PAYPAL_CURRENCIES: 'USD,EUR,GBP,JPY' }),
  },
  {
    name: 'card',
    title: 'cards',
    port: 8013,
    use: 'payments that wait for a card; test numbers and codes of the bank stand on its pages',
    settings: (callbacksUrl) => ({ ...card, WEBHOOK_URL: `${callbacksUrl}/card` }),
    payment: (url) => ({ ...named('CARD', card), CARD_BASE_URL: url }),
  },
];

/** All for `on`, none for `off`, else those of a list of names. */
export function companiesNamed(wanted: string): readonly SimulatedCompany[] {
  if (wanted === 'on') return simulatedCompanies;
  const names = new Set(wanted.split(','));
  return simulatedCompanies.filter((company) => names.has(company.name));
}

function named(prefix: string, settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`${prefix}_${name}`, value]));
}
