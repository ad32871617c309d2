import { getCompany } from '@safiri/contracts';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { originOf } from '../visit/cookies.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { companyAddress, idOfSlug } from './addresses.ts';
import { ConnectionList } from './connection-list.tsx';
import { keepToAddress } from './load-place.server.ts';
import { PageHead } from './page-head.tsx';
import { companyData, scriptText } from './structured-data.server.ts';
import { viewConnections } from './view-connections.server.ts';
import type { Route } from './+types/company-page';

export async function loader({ request, context, params }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const companyId = idOfSlug(params.company);
  if (companyId === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  const answer = await visit.api(getCompany, { params: { companyId } });
  if (!answer.ok) throw failPage(visit, answer);
  const company = answer.value;
  const address = companyAddress({ id: companyId, name: company.name });
  keepToAddress(request, address);
  return {
    name: company.name,
    phone: company.phone,
    email: company.email,
    website: company.url !== null && /^https?:\/\//.test(company.url) ? company.url : null,
    connections: await viewConnections(visit, { companyId }),
    address,
    structured: scriptText(companyData(company, `${originOf(request)}${address}`)),
  };
}

export default function CompanyPage({ loaderData }: Route.ComponentProps) {
  const { name, phone, email, website, connections, address, structured } = loaderData;
  const text = useText();
  const title = text('network.company.title', { company: name });
  const lead = text('network.company.lead', { company: name });
  return (
    <>
      <PageHead {...{ title, description: lead, address, structured }} />
      <PageTitle lead={lead}>{title}</PageTitle>
      <ul className="mt-4 flex flex-wrap gap-x-6">
        {phone !== null && <Contact href={`tel:${phone}`}>{phone}</Contact>}
        {email !== null && <Contact href={`mailto:${email}`}>{email}</Contact>}
        {website !== null && <Contact href={website}>{website}</Contact>}
      </ul>
      <ConnectionList connections={connections} />
    </>
  );
}

function Contact({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <li>
      <a href={href} rel="noreferrer" className="inline-flex min-h-11 items-center text-brand underline">
        {children}
      </a>
    </li>
  );
}
