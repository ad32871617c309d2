import { useRouteLoaderData } from 'react-router';
import { ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { OutboundNotice } from '../seats/outbound-notice.tsx';
import { loadOutbound } from '../seats/outbound.server.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { loader as rootLoader } from '../root.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { DayStrip } from './day-strip.tsx';
import { loadResults, type Results } from './load-results.server.ts';
import { NoOffers } from './no-offers.tsx';
import { OfferCard } from './offer-card.tsx';
import { readChoice, shownAtFirst, type OfferChoice } from './offer-choice.ts';
import { OfferFilters } from './offer-filters.tsx';
import { readSearch, searchAddress, type SearchWish } from './search-address.ts';
import { SearchForm } from './search-form.tsx';
import type { Route } from './+types/results-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const wish = readSearch(new URL(request.url).searchParams);
  const choice = readChoice(new URL(request.url).searchParams);
  const [page, outbound] = await Promise.all([loadResults(visit, wish, choice), loadOutbound(visit, wish.outbound)]);
  return { ...page, outbound };
}

export default function ResultsPage({
  loaderData: { today, wish, choice, problems, results, outbound },
}: Route.ComponentProps) {
  const text = useText();
  const origin = useRouteLoaderData<typeof rootLoader>('root')?.origin;
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
          {origin !== undefined && <link rel="canonical" href={`${origin}${results.canonical}`} />}
          <DayStrip days={results.days} />
          <FoundTrips wish={wish} choice={choice} results={results} />
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

type FoundTripsProps = { readonly wish: SearchWish; readonly choice: OfferChoice; readonly results: Results };

/** The trips that are shown, or why there are none. */
function FoundTrips({ wish, choice, results }: FoundTripsProps) {
  const text = useText();
  if (results.found === 0) return <NoOffers hints={results.hints} />;
  const more = results.fitting - results.offers.length;
  return (
    <>
      {results.found > 1 && <OfferFilters wish={wish} choice={choice} list={results} />}
      {results.fitting === 0 ? (
        <p className="mt-8 text-center text-lg">{text('results.none-fit')}</p>
      ) : (
        <ul className="mt-5 space-y-4">
          {results.offers.map((offer) => (
            <li key={offer.key}>
              <OfferCard offer={offer} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <p className="mt-4 text-center">
          <ButtonLink
            look="secondary"
            preventScrollReset
            to={searchAddress(wish, { ...choice, show: choice.show + shownAtFirst })}
          >
            {text('results.more', { count: Math.min(shownAtFirst, more) })}
          </ButtonLink>
        </p>
      )}
    </>
  );
}
