import { listInbox } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { Icons } from './icon-samples.tsx';
import { Buttons, Colours, Fields, Notices, Timers, Type } from './samples.tsx';
import type { Route } from './+types/components-page';

/** For those who build pages, in development only: as the inbox, which the API has nowhere else. */
export async function loader({ context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const answer = await visit.api(listInbox, { query: {} });
  if (!answer.ok) throw failPage(visit, answer);
  return null;
}

/** Every component in each of its states, in English alone. The choice of colours stands at the foot, as on every page. */
export default function ComponentsPage() {
  return (
    <div lang="en" className="space-y-12">
      <PageTitle lead="What pages are made of: tokens from packages/design, components from packages/ui-web.">
        Components
      </PageTitle>
      <Colours />
      <Type />
      <Buttons />
      <Fields />
      <Notices />
      <Timers />
      <Icons />
    </div>
  );
}
