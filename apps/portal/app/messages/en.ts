import { account } from './en/account.ts';
import { change } from './en/change.ts';
import { device } from './en/device.ts';
import { inbox } from './en/inbox.ts';
import { challenge } from './en/challenge.ts';
import { order } from './en/order.ts';
import { privacy } from './en/privacy.ts';
import { refund } from './en/refund.ts';
import { scan } from './en/scan.ts';
import { search } from './en/search.ts';
import { seats } from './en/seats.ts';
import { security } from './en/security.ts';
import { site } from './en/site.ts';
import { staffAudit } from './en/staff-audit.ts';
import { staffSupport } from './en/staff-support.ts';
import { staff } from './en/staff.ts';
import { ticket } from './en/ticket.ts';
import { voucher } from './en/voucher.ts';
import { waitingList } from './en/waiting-list.ts';

/**
 * English. The keys of this catalogue are the keys of all: a catalogue of another language that lacks one does not
 * type-check. Places in braces are filled by ICU MessageFormat.
 */
export const en = {
  ...site,
  ...search,
  ...seats,
  ...order,
  ...voucher,
  ...ticket,
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
  ...waitingList,
  ...staffAudit,
  ...staffSupport,
};

export type MessageKey = keyof typeof en;
/** A whole catalogue. */
export type Messages = Readonly<Record<MessageKey, string>>;
