import { account } from './en/account.ts';
import { change } from './en/change.ts';
import { device } from './en/device.ts';
import { front } from './en/front.ts';
import { inbox } from './en/inbox.ts';
import { challenge } from './en/challenge.ts';
import { offline } from './en/offline.ts';
import { network } from './en/network.ts';
import { order } from './en/order.ts';
import { privacy } from './en/privacy.ts';
import { refund } from './en/refund.ts';
import { scan } from './en/scan.ts';
import { security } from './en/security.ts';
import { staffAudit } from './en/staff-audit.ts';
import { staffCompanies } from './en/staff-companies.ts';
import { staffSupport } from './en/staff-support.ts';
import { staff } from './en/staff.ts';
import { ticket } from './en/ticket.ts';
import { voucher } from './en/voucher.ts';

/**
 * English. The keys of this catalogue are the keys of all: a catalogue of another language that lacks one does not
 * type-check. Places in braces are filled by ICU MessageFormat.
 */
export const en = {
  ...front,
  ...network,
  ...order,
  ...voucher,
  ...ticket,
  ...offline,
  ...refund,
  ...change,
  ...account,
  ...privacy,
  ...challenge,
  ...security,
  ...scan,
  ...device,
  ...staff,
  ...inbox,
  ...staffAudit,
  ...staffCompanies,
  ...staffSupport,
};

export type MessageKey = keyof typeof en;
/** A whole catalogue. */
export type Messages = Readonly<Record<MessageKey, string>>;
