import { Link } from 'react-router';
import { ArrowIcon, BackIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { OutboundNotice } from '../seats/outbound-notice.tsx';
import { loadOutbound } from '../seats/outbound.server.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { loadResults, type Results } from './load-results.server.ts';
import { OfferCard } from './offer-card.tsx';
import { readSearch } from './search-address.ts';
import { SearchForm } from './search-form.tsx';
import type { Route } from './+types/results-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const wish = readSearch(new URL(request.url).searchParams);
  const [page, outbound] = await Promise.all([loadResults(visit, wish), loadOutbound(visit, wish.outbound)]);
  return { ...page, outbound };
}

export default function ResultsPage({
  loaderData: { today, wish, problems, results, outbound },
}: Route.ComponentProps) {
  const text = useText();
  const errors = Object.entries(problems.errors).flatMap(([fieldId, key]) =>
    key === undefined
      ? []
      : [{ fieldId, message: text(key, { text: fieldId === 'from' ? wish.from.text : wish.to.text }) }],
  );
  const mustChoose = problems.choices.from !== undefined || problems.choices.to !== undefined;
  return (
    <>
      {outbound !== undefined && <OutboundNotice outbound={outbound} />}
      {results === undefined ? (
        <div className="space-y-5">
          <PageTitle lead={mustChoose ? text('search.choose.lead') : undefined}>
            {text(mustChoose ? 'search.choose.title' : 'search.again.title')}
          </PageTitle>
          <ErrorSummary errors={errors} />
          <SearchForm wish={wish} today={today} problems={problems} />
        </div>
      ) : (
        <>
          <PageTitle eyebrow={outbound === undefined ? undefined : text('return.eyebrow')} lead={results.date}>
            {results.fromName === ''
              ? text('results.title.unnamed')
              : text('results.title', { from: results.fromName, to: results.toName })}
          </PageTitle>
          <DayLinks results={results} />
          {results.offers.length === 0 ? (
            <NoOffers results={results} />
          ) : (
            <ul className="mt-5 space-y-4">
              {results.offers.map((offer) => (
                <li key={offer.key}>
                  <OfferCard offer={offer} />
                </li>
              ))}
            </ul>
          )}
          <details className="group mt-8 rounded-lg border border-line bg-surface p-4">
            <summary className="min-h-8 cursor-pointer font-[650]">{text('results.change')}</summary>
            <div className="mt-4">
              <SearchForm wish={wish} today={today} />
            </div>
          </details>
        </>
      )}
    </>
  );
}

const dayClasses = 'inline-flex min-h-12 items-center gap-2 rounded-md px-2 font-semibold text-brand hover:bg-tint';

function DayLinks({ results: { previousDay, nextDay } }: { readonly results: Results }) {
  const text = useText();
  return (
    <nav aria-label={text('results.days')} className="mt-4 flex justify-between border-y border-line">
      {previousDay === undefined ? (
        <span />
      ) : (
        <Link to={previousDay.href} className={dayClasses}>
          <BackIcon className="size-4" />
          <span className="sr-only">{text('results.day-before')}</span>
          {previousDay.date}
        </Link>
      )}
      <Link to={nextDay.href} className={dayClasses}>
        <span className="sr-only">{text('results.day-after')}</span>
        {nextDay.date}
        <ArrowIcon className="size-4" />
      </Link>
    </nav>
  );
}

function NoOffers({ results }: { readonly results: Results }) {
  const text = useText();
  return (
    <section className="mt-8 rounded-lg border border-dashed border-edge p-6 text-center">
      <svg
        viewBox="0 0 160 60"
        className="mx-auto h-20 text-edge"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        <path d="M4 52h152" strokeDasharray="8 6" />
        <path d="M96 52V14h30v10h-30M90 52h12" />
        <path d="M30 52c0-8 6-14 14-14s14 6 14 14" />
      </svg>
      <h2 className="mt-4 text-xl">{text('results.none.title')}</h2>
      <p className="mx-auto mt-2 max-w-prose text-muted">{text('results.none.body')}</p>
      <p className="mt-4">
        <Link className={dayClasses} to={results.nextDay.href}>
          {text('results.none.next', { date: results.nextDay.date })}
        </Link>
      </p>
    </section>
  );
}
