import { useRouteLoaderData } from 'react-router';
import { SchemeChoice } from '../appearance/scheme-choice.tsx';
import { useText } from '../messages/text-context.tsx';
import type { loader } from '../root.tsx';
import { LanguageChoice } from './language-choice.tsx';

export function SiteFooter() {
  const text = useText();
  const visitor = useRouteLoaderData<typeof loader>('root');
  return (
    <footer className="no-print border-t border-line bg-sunken">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-6">
        <p className="max-w-prose text-sm text-muted">{text('site.footer')}</p>
        <div className="needs-network contents">
          <LanguageChoice />
          <SchemeChoice chosen={visitor?.scheme} />
        </div>
      </div>
    </footer>
  );
}
