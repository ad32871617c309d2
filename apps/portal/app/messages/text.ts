import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageKey, Messages } from './en.ts';

export type MessageValues = Readonly<Record<string, string | number>>;
/** The message of a key in the visitor's language, its places filled. */
export type Text = (key: MessageKey, values?: MessageValues) => string;

export function createText(messages: Messages, locale: string): Text {
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  return (key, values) => {
    const message = messages[key];
    if (!message.includes('{')) return message;
    const format = parsed.get(key) ?? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    parsed.set(key, format);
    return String(format.format(values));
  };
}
