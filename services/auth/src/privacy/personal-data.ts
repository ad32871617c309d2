import { sql } from 'kysely';
import type { PersonalData } from '@safiri/runtime/privacy';
import { dataTable } from '@safiri/runtime/privacy';
import type { AuthConfig } from '../config.ts';

/** What auth keeps of people. */
export function personalData(config: AuthConfig): PersonalData {
  return {
    sources: [
      dataTable(
        'account',
        ({ subjectIds }) => sql`
          select a.account_id::text as key, a.account_id as "accountId", a.name, a.email, a.phone, a.locale, a.created_at as "createdAt",
                 a.email_verified_at as "emailVerifiedAt", a.phone_verified_at as "phoneVerifiedAt", c.changed_at as "passwordChangedAt",
                 t.confirmed_at as "authenticatorAppSince"
            from accounts a left join credentials c on c.account_id = a.account_id left join totp_secrets t on t.account_id = a.account_id
           where a.account_id = any (${subjectIds}::uuid[])`,
      ),
      dataTable(
        'passkeys',
        ({ subjectIds }) => sql`
          select passkey_id::text as key, passkey_id as "passkeyId", name, created_at as "createdAt", last_used_at as "lastUsedAt"
            from passkeys where account_id = any (${subjectIds}::uuid[])`,
      ),
      dataTable(
        'sessions',
        ({ subjectIds }) => sql`
          select session_id::text as key, session_id as "sessionId", subject_id as "subjectId", kind, label, device_id as "deviceId",
                 created_at as "createdAt", last_used_at as "lastUsedAt", ended_at as "endedAt", ended_because as "endedBecause"
            from sessions where subject_id = any (${subjectIds}::uuid[])`,
      ),
      ...ofStaff,
      dataTable(
        'erasures-asked',
        ({ subjectIds }) => sql`
          select erasure_id::text as key, erasure_id as "erasureId", status, asked_at as "askedAt", erases_at as "erasesAt"
            from erasures where subject_id = any (${subjectIds}::uuid[])`,
      ),
    ],
    obstacles: async () => [],
    limits: [
      { what: 'accounts', days: null },
      { what: 'past-sessions', days: config.PAST_SESSION_DAYS },
      { what: 'guests-who-do-not-come-back', days: config.GUEST_IDLE_DAYS },
    ],
  };
}

/** What is kept of people because they work, or were asked to work, for a company. */
const ofStaff: PersonalData['sources'] = [
  dataTable(
    'staff',
    ({ subjectIds }) => sql`
      select account_id::text as key, account_id as "accountId", company_id as "companyId", joined_at as "joinedAt",
             deactivated_at as "deactivatedAt", second_factor_due as "secondFactorDue",
             (select changed_at from pins p where p.account_id = s.account_id) as "pinChangedAt",
             (select count(*)::int from recovery_codes r where r.account_id = s.account_id and r.used_at is null) as "recoveryCodesLeft"
        from staff s where account_id = any (${subjectIds}::uuid[])`,
  ),
  dataTable(
    'powers',
    ({ subjectIds }) => sql`
      select account_id || ' ' || kind || ' ' || coalesce(p.role_id::text, permission) || ' ' || scope || ' ' || coalesce(scope_id::text, '') as key,
             account_id as "accountId", p.company_id as "companyId", kind, r.name as role, permission, scope, scope_id as "scopeId",
             given_at as "givenAt"
        from powers p left join staff_roles r on r.role_id = p.role_id where account_id = any (${subjectIds}::uuid[])`,
  ),
  dataTable(
    'invitations',
    ({ subjectIds, emails }) => sql`
      select invitation_id::text as key, invitation_id as "invitationId", company_id as "companyId", email, created_at as "createdAt",
             expires_at as "expiresAt", accepted_at as "acceptedAt"
        from invitations where account_id = any (${subjectIds}::uuid[]) or email = any (${emails}::text[])`,
  ),
];
