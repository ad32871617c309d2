import type { Messages } from './en.ts';
import { account } from './sw/account.ts';
import { change } from './sw/change.ts';
import { device } from './sw/device.ts';
import { front } from './sw/front.ts';
import { inbox } from './sw/inbox.ts';
import { challenge } from './sw/challenge.ts';
import { network } from './sw/network.ts';
import { offline } from './sw/offline.ts';
import { order } from './sw/order.ts';
import { privacy } from './sw/privacy.ts';
import { refund } from './sw/refund.ts';
import { scan } from './sw/scan.ts';
import { security } from './sw/security.ts';
import { staffAudit } from './sw/staff-audit.ts';
import { staffCompanies } from './sw/staff-companies.ts';
import { staffSupport } from './sw/staff-support.ts';
import { staff } from './sw/staff.ts';
import { ticket } from './sw/ticket.ts';
import { voucher } from './sw/voucher.ts';

/** Swahili. Wants a native reader before it is relied on (docs/languages.md). */
export const sw: Messages = {
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
