import type { Messages } from './en.ts';
import { account } from './rw/account.ts';
import { change } from './rw/change.ts';
import { device } from './rw/device.ts';
import { front } from './rw/front.ts';
import { inbox } from './rw/inbox.ts';
import { challenge } from './rw/challenge.ts';
import { network } from './rw/network.ts';
import { offline } from './rw/offline.ts';
import { order } from './rw/order.ts';
import { privacy } from './rw/privacy.ts';
import { refund } from './rw/refund.ts';
import { scan } from './rw/scan.ts';
import { security } from './rw/security.ts';
import { staffAudit } from './rw/staff-audit.ts';
import { staffCompanies } from './rw/staff-companies.ts';
import { staffSupport } from './rw/staff-support.ts';
import { staff } from './rw/staff.ts';
import { ticket } from './rw/ticket.ts';
import { voucher } from './rw/voucher.ts';

/** Kinyarwanda. Wants a native reader before it is relied on (docs/languages.md). */
export const rw: Messages = {
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
