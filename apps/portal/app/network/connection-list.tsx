import { Link } from 'react-router';
import { ArrowIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { ConnectionView } from './view-connections.server.ts';

/** From where to where one can go, with the lowest fare. */
export function ConnectionList({ connections }: { readonly connections: readonly ConnectionView[] }) {
  const text = useText();
  if (connections.length === 0) return <p className="mt-6 text-muted">{text('network.none')}</p>;
  return (
    <section className="mt-8">
      <h2 className="text-xl">{text('network.connections')}</h2>
      <ul className="mt-4 grid gap-2 sm:grid-cols-2">
        {connections.map(({ href, from, to, fare }) => (
          <li key={href}>
            <Link
              to={href}
              className="flex h-full min-h-12 flex-wrap items-center justify-between gap-x-3 rounded-md border border-line bg-surface px-3.5 py-2 no-underline hover:border-brand hover:bg-tint"
            >
              <span className="flex flex-wrap items-center gap-x-2 font-semibold">
                {from}
                <ArrowIcon className="size-4 text-brand" />
                {to}
              </span>
              <span className="text-sm text-muted">{text('network.from-fare', { fare })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
