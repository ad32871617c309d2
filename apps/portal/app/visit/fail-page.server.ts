import { data } from 'react-router';

export type PageFailure = { readonly code: string; readonly requestId: string };

const statusByCode: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  UNAUTHENTICATED: 404,
  FORBIDDEN: 403,
  VALIDATION_FAILED: 404,
  NO_ANSWER: 503,
  UNAVAILABLE: 503,
  OVERLOADED: 503,
  TOO_MANY_REQUESTS: 429,
};

/**
 * What a loader throws when it has nothing to show. An address that does not fit its contract and one that belongs to
 * somebody else both answer "not found": the page tells nobody which it was.
 */
export function failPage(
  visit: { readonly requestId: string },
  refusal: { readonly code: string; readonly problem?: { readonly requestId?: string | undefined } | undefined },
) {
  const failure: PageFailure = { code: refusal.code, requestId: refusal.problem?.requestId ?? visit.requestId };
  return data(failure, { status: statusByCode[refusal.code] ?? 500 });
}
