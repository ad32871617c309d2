import { Link } from 'react-router';
import { useText } from '../messages/text-context.tsx';
import { SearchForm } from '../search/search-form.tsx';
import { todayOfNetwork } from '../search/today.server.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { originOf } from '../visit/cookies.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { stopAddress } from './addresses.ts';
import { ConnectionList } from './connection-list.tsx';
import { keepToAddress, loadPlace, namedPlace } from './load-place.server.ts';
import { PageHead } from './page-head.tsx';
import { scriptText, stationData } from './structured-data.server.ts';
import { viewConnections } from './view-connections.server.ts';
import type { Route } from './+types/stop-page';

export async function loader({ request, context, params }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const { place, nearby } = await loadPlace(visit, params.stop);
  const address = stopAddress(namedPlace(place));
  keepToAddress(request, address);
  const [today, connections] = await Promise.all([
    todayOfNetwork(visit),
    viewConnections(visit, { from: place.stopId }),
  ]);
  return {
    place: namedPlace(place),
    departures: place.departures,
    companies: place.companies,
    map: `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=16/${place.latitude}/${place.longitude}`,
    nearby: nearby.map((each) => ({ name: each.name, href: stopAddress(namedPlace(each)) })),
    today,
    connections,
    address,
    structured: scriptText(stationData(place, `${originOf(request)}${address}`)),
  };
}

export default function StopPage({ loaderData }: Route.ComponentProps) {
  const { place, departures, companies, map, nearby, today, connections, address, structured } = loaderData;
  const text = useText();
  const title = text('network.stop.title', { place: place.name });
  const lead = text('network.stop.lead', { place: place.name, count: departures });
  const from = { text: place.name, pickedId: place.id };
  return (
    <>
      <PageHead {...{ title, description: lead, address, structured }} />
      <PageTitle lead={lead}>{title}</PageTitle>
      <section className="mt-6 rounded-lg border border-line bg-surface p-4 shadow-card">
        <SearchForm wish={{ from, to: { text: '', pickedId: '' }, date: today, outbound: '' }} today={today} />
      </section>
      <ConnectionList connections={connections} />
      {companies.length > 0 && (
        <p className="mt-8">
          <span className="font-[650]">{text('network.companies')}:</span> {companies.join(' · ')}
        </p>
      )}
      <p className="mt-4">
        <a href={map} rel="noreferrer" className="inline-flex min-h-11 items-center text-brand underline">
          {text('network.map')}
        </a>
      </p>
      {nearby.length > 0 && (
        <section className="mt-8">
          <h2 className="text-xl">{text('network.nearby')}</h2>
          <ul className="mt-2">
            {nearby.map(({ name, href }) => (
              <li key={href}>
                <Link to={href} className="inline-flex min-h-11 items-center text-brand underline">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
