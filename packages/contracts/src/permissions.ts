/** What staff may do, named per action. An operation declares the one it needs. */
export const permissions = [
  'feed:import',
  'company:write',
  'staff:write',
  'tenant:write',
  'fleet:write',
  'timetable:write',
  'trip:cancel',
  'seat:sell',
  'seat:keep',
  'refund:write',
  'sale-rules:write',
  'waiting-list:read',
  'voucher:issue',
  'ticket:scan',
  'manifest:read',
  'delivery:read',
  'cash:take',
  'cash:pay-out',
  'cash:review',
  'cash-rules:write',
  'settlement:read',
  'settlement:write',
  'reconciliation:write',
  'payout-account:write',
  'money:decide',
  'device:write',
  'audit:read',
  'support:consent',
  'support:ask',
] as const;
export type Permission = (typeof permissions)[number];

/** What can do harm that is not undone: every write that asks for one of these is declared `sensitive`. */
export const sensitivePermissions: ReadonlySet<Permission> = new Set([
  'staff:write',
  'tenant:write',
  'refund:write',
  'voucher:issue',
  'cash:pay-out',
  'settlement:write',
  'reconciliation:write',
  'payout-account:write',
  'money:decide',
  'device:write',
]);

/** The roles that come with the product. Companies make others of the same permissions. */
export const roles = ['driver', 'agent', 'supervisor', 'company-admin', 'super-admin'] as const;
export type Role = (typeof roles)[number];

const driver: readonly Permission[] = ['ticket:scan', 'manifest:read'];
const agent: readonly Permission[] = [
  'ticket:scan',
  'manifest:read',
  'seat:sell',
  'waiting-list:read',
  'cash:take',
  'cash:pay-out',
];
const supervisor: readonly Permission[] = [
  ...agent,
  'seat:keep',
  'trip:cancel',
  'refund:write',
  'voucher:issue',
  'delivery:read',
  'cash:review',
];
const companyAdmin: readonly Permission[] = [
  ...supervisor,
  'staff:write',
  'fleet:write',
  'timetable:write',
  'sale-rules:write',
  'cash-rules:write',
  'settlement:read',
  'payout-account:write',
  'device:write',
  'audit:read',
  'support:consent',
];

/**
 * What they permit. Their names decide nothing: staff act for their own company, the platform's own staff for any, whatever
 * their roles are called.
 */
export const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  driver,
  agent,
  supervisor,
  'company-admin': companyAdmin,
  'super-admin': permissions,
};
