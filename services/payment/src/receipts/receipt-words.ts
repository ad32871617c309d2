/** English, the language every other list is made from. Texts of ours, so braces are filled in plainly. */
const en = {
  receipt: 'Receipt {number}',
  'credit-note': 'Credit note {number}',
  credits: 'It gives back of receipt {number}.',
  order: 'Order {reference}',
  sold: 'Sold {time}',
  'given-back': 'Given back {time}',
  issued: 'Issued {time}',
  journey: '{from} to {to}, {departs}, seats {seats}',
  seats: 'Bus fares: {count}',
  refund: 'Fares given back',
  net: 'Without tax',
  tax: '{name} {rate}, included',
  exempt: '{name}: exempt',
  total: 'Total',
  paid: 'Paid with {method}',
  card: 'card',
  cash: 'cash',
  vouchers: 'vouchers',
  'fiscal-number': 'Fiscal number {number}',
  'fiscal-device': 'Device {device}, {time}',
  'fiscal-signature': 'Signature {signature}',
  'fiscal-waiting':
    'The fiscal number of this document was not given yet. This page shows it when it is printed again.',
  'not-fiscal': 'This is not a fiscal document.',
  unprintable: '{sign} stands for names in letters that this page cannot print.',
} as const;

export type Word = keyof typeof en;
type Words = Readonly<Record<Word, string>>;

const fr: Words = {
  receipt: 'Reçu {number}',
  'credit-note': 'Avoir {number}',
  credits: 'Il rembourse une partie ou la totalité du reçu {number}.',
  order: 'Commande {reference}',
  sold: 'Vendu le {time}',
  'given-back': 'Remboursé le {time}',
  issued: 'Établi le {time}',
  journey: '{from} à {to}, {departs}, places {seats}',
  seats: 'Trajets en bus : {count}',
  refund: 'Trajets remboursés',
  net: 'Hors taxe',
  tax: '{name} {rate}, comprise',
  exempt: '{name} : exonéré',
  total: 'Total',
  paid: 'Payé par {method}',
  card: 'carte',
  cash: 'espèces',
  vouchers: 'bons',
  'fiscal-number': 'Numéro fiscal {number}',
  'fiscal-device': 'Appareil {device}, {time}',
  'fiscal-signature': 'Signature {signature}',
  'fiscal-waiting':
    "Le numéro fiscal de ce document n'est pas encore attribué. Cette page l'indiquera à une prochaine impression.",
  'not-fiscal': "Ce document n'est pas un document fiscal.",
  unprintable: '{sign} remplace des noms dont cette page ne peut imprimer les lettres.',
};

/** Wants a native reader, like the catalogues of messages. */
const rw: Words = {
  receipt: 'Inyemezabwishyu {number}',
  'credit-note': 'Icyemezo cyo gusubizwa {number}',
  credits: 'Gisubiza ku nyemezabwishyu {number}.',
  order: 'Itike {reference}',
  sold: 'Byaguzwe {time}',
  'given-back': 'Byasubijwe {time}',
  issued: 'Byatanzwe {time}',
  journey: '{from} - {to}, {departs}, imyanya {seats}',
  seats: 'Amatike ya bisi: {count}',
  refund: 'Amatike yasubijwe',
  net: 'Utabariyemo umusoro',
  tax: '{name} {rate}, irimo',
  exempt: '{name}: ntisoreshwa',
  total: 'Igiteranyo',
  paid: 'Byishyuwe na {method}',
  card: 'ikarita',
  cash: 'amafaranga mu ntoki',
  vouchers: 'vocha',
  'fiscal-number': 'Nimero y’umusoro {number}',
  'fiscal-device': 'Igikoresho {device}, {time}',
  'fiscal-signature': 'Umukono {signature}',
  'fiscal-waiting': 'Nimero y’umusoro y’iyi nyandiko ntiratangwa. Uru rupapuro ruzayerekana nirwongera gucapwa.',
  'not-fiscal': 'Iyi si inyandiko y’umusoro.',
  unprintable: '{sign} isimbura amazina yanditse mu nyuguti uru rupapuro rudashobora gucapa.',
};

const sw: Words = {
  receipt: 'Risiti {number}',
  'credit-note': 'Hati ya marejesho {number}',
  credits: 'Inarudisha fedha za risiti {number}.',
  order: 'Oda {reference}',
  sold: 'Imeuzwa {time}',
  'given-back': 'Imerudishwa {time}',
  issued: 'Imetolewa {time}',
  journey: '{from} hadi {to}, {departs}, viti {seats}',
  seats: 'Nauli za basi: {count}',
  refund: 'Nauli zilizorudishwa',
  net: 'Bila kodi',
  tax: '{name} {rate}, imejumuishwa',
  exempt: '{name}: imesamehewa',
  total: 'Jumla',
  paid: 'Imelipwa kwa {method}',
  card: 'kadi',
  cash: 'fedha taslimu',
  vouchers: 'vocha',
  'fiscal-number': 'Namba ya kodi {number}',
  'fiscal-device': 'Kifaa {device}, {time}',
  'fiscal-signature': 'Saini {signature}',
  'fiscal-waiting': 'Namba ya kodi ya hati hii bado haijatolewa. Ukurasa huu utaionyesha ukichapishwa tena.',
  'not-fiscal': 'Hii si hati ya kodi.',
  unprintable: '{sign} ni badala ya majina yaliyo katika herufi ambazo ukurasa huu hauwezi kuchapisha.',
};

const languages: ReadonlyMap<string, Words> = new Map(Object.entries({ en, fr, rw, sw }));

/** A text in the reader's language, in English where we do not have theirs. */
export function wordIn(locale: string, word: Word, values: Readonly<Record<string, string>> = {}): string {
  const text = (languages.get(languageOf(locale)) ?? en)[word];
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => values[name] ?? '');
}

export function languageOf(locale: string): string {
  const language = locale.slice(0, 2);
  return languages.has(language) ? language : 'en';
}
