import type { Messages } from './en.ts';
import { account } from './fr/account.ts';
import { change } from './fr/change.ts';
import { device } from './fr/device.ts';
import { front } from './fr/front.ts';
import { inbox } from './fr/inbox.ts';
import { challenge } from './fr/challenge.ts';
import { network } from './fr/network.ts';
import { offline } from './fr/offline.ts';
import { order } from './fr/order.ts';
import { privacy } from './fr/privacy.ts';
import { refund } from './fr/refund.ts';
import { scan } from './fr/scan.ts';
import { security } from './fr/security.ts';
import { staffAudit } from './fr/staff-audit.ts';
import { staffCompanies } from './fr/staff-companies.ts';
import { staffSupport } from './fr/staff-support.ts';
import { staff } from './fr/staff.ts';
import { ticket } from './fr/ticket.ts';
import { voucher } from './fr/voucher.ts';

/** French. Wants a native reader before it is relied on (docs/languages.md). */
export const fr: Messages = {
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
