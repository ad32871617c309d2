import { IntlMessageFormat } from 'intl-messageformat';
import { numbersLocale } from '@safiri/kernel';
import type { MessageKey, Messages } from './en.ts';
import { createFormatters } from './formatters.ts';
import type { Locale } from './languages.ts';

export type MessageValues = Readonly<Record<string, string | number>>;
/** The message of a key in the visitor's language, its places filled. */
export type Text = (key: MessageKey, values?: MessageValues) => string;

/** Messages may come later: those that a browser lacks yet are looked for again. */
export function createText(messages: Partial<Messages>, locale: Locale): Text {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  const options = { ignoreTag: true, formatters: createFormatters() };
  return (key, values) => {
    const message = messages[key] ?? key;
    if (!message.includes('{')) return message;
    const format = parsed.get(key) ?? new IntlMessageFormat(message, numbersLocale(locale), undefined, options);
    parsed.set(key, format);
    return String(format.format(values));
  };
}
