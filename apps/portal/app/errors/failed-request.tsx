import { createContext, use, type ReactNode } from 'react';

const FailedRequestContext = createContext<string | undefined>(undefined);

/** Knows the request whose page could not be drawn, on the server and, by an attribute of the document, in the browser. */
export function FailedRequestProvider({
  requestId,
  children,
}: {
  readonly requestId: string | undefined;
  readonly children: ReactNode;
}) {
  return <FailedRequestContext value={requestId}>{children}</FailedRequestContext>;
}

export function useFailedRequest(): string | undefined {
  return use(FailedRequestContext);
}
