import { counter, type Log } from '@safiri/runtime';

const signIns = counter({
  name: 'safiri_sign_ins_total',
  help: 'Sign-ins, done and refused',
  labels: ['outcome'],
});

export function accountCreated(
  log: Log,
  facts: {
    readonly accountId: string;
    readonly companyId: string | null;
    readonly by: string | null;
  },
): void {
  log.info(facts, 'account created');
}

export function signedIn(log: Log, facts: { readonly accountId: string; readonly provenBy: readonly string[] }): void {
  signIns({ outcome: 'done' });
  log.info(facts, 'signed in');
}

export function codeSent(log: Log, facts: { readonly messageId: string; readonly purpose: string }): void {
  log.info(facts, 'code sent');
}

export function factorRefused(
  log: Log,
  { purpose, factor }: { readonly purpose: string; readonly factor: { readonly kind: string } },
): void {
  log.warn({ purpose, factor: factor.kind, security: true }, 'answer to a challenge refused');
}

/** `told`: at how many addresses its holder is told. */
export function accountGuardChanged(
  log: Log,
  facts: { readonly accountId: string; readonly what: string; readonly told: number },
): void {
  log.info({ ...facts, security: true }, 'what guards an account changed');
}

/** Two had the code: one of them may have read it where it was typed. */
export function appCodeReused(log: Log, accountId: string): void {
  log.warn({ accountId, security: true }, 'code of an authenticator app used twice');
}

/** Two had the token: one of them may have stolen it. */
export function refreshTokenReused(log: Log, facts: { readonly sessionId: string; readonly subjectId: string }): void {
  log.warn({ ...facts, security: true }, 'refresh token used twice');
}

export function sessionsEnded(
  log: Log,
  facts: { readonly sessionIds: readonly string[]; readonly because: string },
): void {
  log.info(facts, 'sessions ended');
}

export function devicePaired(log: Log, device: { readonly deviceId: string; readonly companyId: string }): void {
  log.info({ deviceId: device.deviceId, companyId: device.companyId }, 'device paired');
}

export function deviceChanged(
  log: Log,
  device: {
    readonly deviceId: string;
    readonly lockedAt: Date | null;
    readonly revokedAt: Date | null;
    readonly by: string;
  },
): void {
  const { deviceId, lockedAt, revokedAt, by } = device;
  log.info({ deviceId, lockedAt, revokedAt, by }, 'device changed');
}

export function pinSet(log: Log, facts: { readonly accountId: string; readonly by: string }): void {
  log.info(facts, 'PIN set');
}

export function keyPublished(log: Log, facts: { readonly kid: string; readonly signsFrom: Date }): void {
  log.info(facts, 'key that signs next published');
}

export function signInRefused(log: Log): void {
  signIns({ outcome: 'refused' });
  log.warn({ security: true }, 'sign-in refused');
}

export function dataExported(log: Log, facts: { readonly subjectId: string; readonly rows: number }): void {
  log.info({ ...facts, security: true }, 'personal data exported');
}

export function erasureAsked(
  log: Log,
  { erasureId, subjectId }: { readonly erasureId: string; readonly subjectId: string },
): void {
  log.info({ erasureId, subjectId, security: true }, 'erasure asked for');
}

export function erasureCalledOff(log: Log, subjectId: string): void {
  log.info({ subjectId }, 'erasure called off');
}

export function erasureStarted(log: Log, facts: { readonly erasureId: string; readonly subjectId: string }): void {
  log.info({ ...facts, security: true }, 'erasure started');
}

/** Its days are over, and something is open again. */
export function erasureHeldUp(
  log: Log,
  facts: { readonly erasureId: string; readonly kinds: readonly string[] },
): void {
  log.warn(facts, 'erasure held up');
}

export function erasureDone(log: Log, erasureId: string): void {
  log.info({ erasureId }, 'erasure done by all services');
}

export function supportAsked(
  log: Log,
  facts: { readonly grantId: string; readonly companyId: string; readonly askedBy: string },
): void {
  const { grantId, companyId, askedBy } = facts;
  log.info({ grantId, companyId, askedBy, security: true }, 'support view asked for');
}

export function supportConsented(
  log: Log,
  facts: { readonly grantId: string; readonly companyId: string; readonly until: Date },
): void {
  log.info({ ...facts, security: true }, 'support view consented to');
}

export function supportEnded(log: Log, facts: { readonly grantId: string; readonly companyId: string }): void {
  log.info({ ...facts, security: true }, 'support view ended');
}

type Change = { readonly companyId: string | null; readonly by: string };

export function powersChanged(log: Log, facts: Change & { readonly accountId: string }): void {
  log.info(facts, 'powers of staff changed');
}

export function staffDeactivated(log: Log, facts: Change & { readonly accountId: string }): void {
  log.info(facts, 'staff deactivated');
}

export function roleChanged(log: Log, facts: Change & { readonly roleId: string }): void {
  log.info(facts, 'role changed');
}

export function branchChanged(log: Log, facts: Change & { readonly branchId: string }): void {
  log.info(facts, 'branch changed');
}

export function staffInvited(log: Log, facts: { readonly invitationId: string; readonly by: string | null }): void {
  log.info(facts, 'staff invited');
}

export function invitationAccepted(
  log: Log,
  facts: { readonly invitationId: string; readonly accountId: string },
): void {
  log.info(facts, 'invitation accepted');
}

export function companyOnboardedNow(log: Log, facts: Change): void {
  log.info(facts, 'company onboarded');
}

export function tenantStatusChanged(log: Log, facts: Change & { readonly status: string }): void {
  log.warn(facts, 'status of a company changed');
}
