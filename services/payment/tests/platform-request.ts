import { newId } from '@safiri/kernel';

/** What a use case is given of a request of the platform's own staff, without what it asks for. */
export const platformRequest = {
  operation: { id: 'askedByTest', service: 'payment' },
  accessToken: null,
  actor: {
    kind: 'account',
    subjectId: newId(),
    sessionId: newId(),
    companyId: null,
    platform: true,
    permissions: new Map(),
    readOnly: false,
    freshUntil: null,
    deviceId: null,
    supportId: null,
  },
  idempotencyKey: '',
  requestId: '',
  deviceId: null,
  provenKey: null,
  address: '',
  userAgent: '',
  headers: {},
} as const;
