import { isRouteErrorResponse } from 'react-router';
import { ButtonLink } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { useFailedRequest } from './failed-request.tsx';
import { isConnectionLost, NoConnection } from './no-connection.tsx';

type Words = { readonly title: MessageKey; readonly body: MessageKey };

const wordsByStatus: Readonly<Record<number, Words>> = {
  403: { title: 'error.forbidden.title', body: 'error.forbidden.body' },
  404: { title: 'error.not-found.title', body: 'error.not-found.body' },
  503: { title: 'error.unavailable.title', body: 'error.unavailable.body' },
};

/** What a visitor sees when there is no page: what happened, what to do, and a number to quote. */
export function ErrorPage({ error }: { readonly error: unknown }) {
  const text = useText();
  const failedRequest = useFailedRequest();
  if (isConnectionLost(error)) return <NoConnection />;
  const thrown = isRouteErrorResponse(error) ? error : undefined;
  const words = wordsByStatus[thrown?.status ?? 500] ?? { title: 'error.bug.title', body: 'error.bug.body' };
  const requestId = requestIdIn(thrown?.data) ?? failedRequest;
  return (
    <div className="mx-auto max-w-2xl py-10">
      <PageTitle>{text(words.title)}</PageTitle>
      <p className="mt-4 text-lg">{text(words.body)}</p>
      <p className="mt-8 flex flex-wrap gap-3">
        <ButtonLink to="/">{text('error.home')}</ButtonLink>
        <ButtonLink to="/my-tickets" look="secondary">
          {text('nav.my-tickets')}
        </ButtonLink>
      </p>
      {requestId !== undefined && (
        <p className="mt-8 text-sm text-muted">
          {text('error.request-id')} <code className="break-all">{requestId}</code>
        </p>
      )}
    </div>
  );
}

function requestIdIn(failure: unknown): string | undefined {
  return typeof failure === 'object' &&
    failure !== null &&
    'requestId' in failure &&
    typeof failure.requestId === 'string'
    ? failure.requestId
    : undefined;
}
