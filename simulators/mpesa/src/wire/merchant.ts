import type { Context } from '../context.ts';
import { invalid, refusal } from './errors.ts';
import { matchingField, textField, type Body } from './fields.ts';

/** The paybill and its password, which is made of short code, passkey and the timestamp beside it. */
export function checkMerchant(body: Body, { settings }: Context): void {
  const shortCode = matchingField(body, 'BusinessShortCode', /^\d{5,7}$/);
  const timestamp = matchingField(body, 'Timestamp', /^\d{14}$/);
  const password = textField(body, 'Password', { from: 1, to: 400 });
  if (shortCode !== settings.shortCode) throw refusal('MERCHANT_UNKNOWN');
  const right = Buffer.from(`${shortCode}${settings.passkey}${timestamp}`).toString('base64');
  if (password !== right) throw refusal('WRONG_CREDENTIALS');
}

/** Whether the initiator is the one of the settings; a wrong one is taken and fails with 2001. */
export function isInitiator(body: Body, field: 'Initiator' | 'InitiatorName', { settings }: Context): boolean {
  const name = textField(body, field, { from: 1, to: 100 });
  const credential = textField(body, 'SecurityCredential', { from: 1, to: 1000 });
  return name === settings.initiator && credential === settings.securityCredential;
}

export function checkShortCode(body: Body, field: string, { settings }: Context): void {
  if (textField(body, field, { from: 5, to: 7 }) !== settings.shortCode) throw invalid(field);
}
