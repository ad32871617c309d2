import type { EventDeclaration } from './event.ts';
import type { EventStream } from './event-stream.ts';
import { auditEvents } from './events/audit.ts';
import { authEvents } from './events/auth.ts';
import { companyEvents } from './events/company.ts';
import { paymentEvents } from './events/payment.ts';
import { qrEvents } from './events/qr.ts';
import { ticketingEvents } from './events/ticketing.ts';
import type { Operation } from './operation.ts';
import { auditLogs } from './operations/audit-log.ts';
import { authOperations } from './operations/auth.ts';
import { cashOperations } from './operations/cash.ts';
import { changeOperations } from './operations/changes.ts';
import { companyOperations } from './operations/company.ts';
import { decisionOperations } from './operations/decisions.ts';
import { deviceOperations } from './operations/devices.ts';
import { notificationOperations } from './operations/notification.ts';
import { orderOperations } from './operations/orders.ts';
import { paymentOperations } from './operations/payment.ts';
import { payoutAccountOperations } from './operations/payout-accounts.ts';
import { placeOperations } from './operations/places.ts';
import { privacyEvents, privacyOperations } from './operations/privacy.ts';
import { qrOperations } from './operations/qr.ts';
import { receiptOperations } from './operations/receipts.ts';
import { reconciliationOperations } from './operations/reconciliation.ts';
import { refundOperations } from './operations/refunds.ts';
import { roleOperations } from './operations/roles.ts';
import { sessionEvents, sessionOperations } from './operations/sessions.ts';
import { securityOperations } from './operations/security.ts';
import { settlementOperations } from './operations/settlements.ts';
import { supportOperations } from './operations/support.ts';
import { ticketOperations } from './operations/tickets.ts';
import { tenantEvents, tenantOperations } from './operations/tenants.ts';
import { signInOperations } from './operations/sign-in.ts';
import { ticketingOperations, ticketingStreams } from './operations/ticketing.ts';
import { ticketingStaffOperations } from './operations/ticketing-staff.ts';
import { voucherOperations } from './operations/vouchers.ts';
import { waitingListOperations } from './operations/waiting-list.ts';

/** Every operation of the platform, public and between services. */
export const allOperations: readonly Operation[] = [
  authOperations,
  signInOperations,
  securityOperations,
  sessionOperations,
  roleOperations,
  deviceOperations,
  ...Object.values(auditLogs),
  supportOperations,
  tenantOperations,
  companyOperations,
  ticketingOperations,
  placeOperations,
  orderOperations,
  ticketingStaffOperations,
  waitingListOperations,
  refundOperations,
  voucherOperations,
  changeOperations,
  ticketOperations,
  paymentOperations,
  cashOperations,
  settlementOperations,
  payoutAccountOperations,
  decisionOperations,
  reconciliationOperations,
  receiptOperations,
  qrOperations,
  notificationOperations,
  privacyOperations,
].flatMap((group): Operation[] => Object.values(group));

/** Every stream of events that a browser may follow. */
export const allEventStreams: readonly EventStream[] = Object.values(ticketingStreams);

/** Every event that travels between services. */
export const allEvents: readonly EventDeclaration[] = [
  authEvents,
  sessionEvents,
  tenantEvents,
  companyEvents,
  ticketingEvents,
  paymentEvents,
  qrEvents,
  auditEvents,
  privacyEvents,
].flatMap((group): EventDeclaration[] => Object.values(group));
