import type { ReactNode } from 'react';
import { useText } from '../messages/text-context.tsx';

type PageTitleProps = { readonly children: string; readonly eyebrow?: ReactNode; readonly lead?: ReactNode };

/** The one h1 of a page, and the document's title and description with it. */
export function PageTitle({ children, eyebrow, lead }: PageTitleProps) {
  const text = useText();
  return (
    <header>
      <title>{`${children} · ${text('site.name')}`}</title>
      <meta name="description" content={typeof lead === 'string' ? lead : text('site.footer')} />
      {eyebrow !== undefined && <p className="mb-1 text-sm font-semibold text-muted">{eyebrow}</p>}
      <h1 className="text-2xl sm:text-3xl">{children}</h1>
      {lead !== undefined && <p className="mt-2 max-w-prose text-lg text-muted">{lead}</p>}
    </header>
  );
}
