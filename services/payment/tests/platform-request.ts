import { newId } from '@safiri/kernel';

/** What a use case is given of a request of the platform's own staff, without what it asks for. */
export const platformRequest = {
  actor: {
    kind: 'account',
    subjectId: newId(),
    sessionId: newId(),
    role: 'super-admin',
    companyId: null,
    permissions: new Set<string>(),
  },
  idempotencyKey: '',
  requestId: '',
  deviceId: null,
  address: '',
  userAgent: '',
  headers: {},
} as const;
