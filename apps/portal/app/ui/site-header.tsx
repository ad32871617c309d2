import { Form, Link, NavLink, useRouteLoaderData } from 'react-router';
import { useLanguage } from '../messages/text-context.tsx';
import type { loader } from '../root.tsx';

const linkClasses =
  'inline-flex min-h-11 items-center rounded-sm px-2 font-semibold max-sm:px-1.5 max-sm:text-sm text-white no-underline hover:underline aria-[current=page]:underline focus-visible:outline-marigold';

export function SiteHeader() {
  const { locale, text } = useLanguage();
  const visitor = useRouteLoaderData<typeof loader>('root');
  return (
    <header className="no-print bg-banner text-white">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-2 px-4 py-2">
        <Link
          to="/"
          className="inline-flex min-h-11 items-center gap-2 text-xl font-extrabold tracking-tight text-white no-underline focus-visible:outline-marigold"
        >
          <Mark />
          {text('site.name')}
        </Link>
        <nav
          aria-label={text('nav.label')}
          className="needs-network -me-1.5 flex flex-wrap items-center sm:me-0 sm:gap-x-1"
        >
          {visitor?.mayScan === true && (
            <NavLink to="/scan" reloadDocument className={linkClasses}>
              {text('nav.scan')}
            </NavLink>
          )}
          {visitor?.mayManage === true && (
            <NavLink to="/staff" className={linkClasses}>
              {text('nav.staff')}
            </NavLink>
          )}
          <NavLink to="/my-tickets" className={linkClasses}>
            {text('nav.my-tickets')}
          </NavLink>
          {visitor?.signedIn === true ? (
            <Form method="post" action="/sign-out">
              <button type="submit" className={`${linkClasses} cursor-pointer`}>
                {text('nav.sign-out')}
              </button>
            </Form>
          ) : (
            <NavLink to="/sign-in" className={linkClasses}>
              {text('nav.sign-in')}
            </NavLink>
          )}
          <a href="#languages" className={linkClasses}>
            {locale.toUpperCase()}
            <span className="sr-only">, {text('site.languages')}</span>
          </a>
        </nav>
      </div>
      <div className="road" />
    </header>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" className="size-8" aria-hidden="true">
      <path
        d="M6 26c9-1 3-9 10-10s4-8 10-9"
        fill="none"
        className="stroke-marigold"
        strokeWidth="3.4"
        strokeLinecap="round"
      />
      <circle cx="6" cy="26" r="3" fill="#fff" />
      <circle cx="26" cy="7" r="3" fill="#fff" />
    </svg>
  );
}
