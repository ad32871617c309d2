import { useLocation, useRouteLoaderData } from 'react-router';
import { languageField } from '../messages/languages.ts';
import { useLanguage } from '../messages/text-context.tsx';
import type { loader } from '../root.tsx';

type PageHeadProps = {
  readonly title: string;
  readonly description: string;
  /** The one address of the page, without its host. */
  readonly address: string;
  readonly structured: string;
};

/** What search engines and those who are sent a link read of a page. The cards have no picture of their own. */
export function PageHead({ title, description, address, structured }: PageHeadProps) {
  const { locale } = useLanguage();
  const { search } = useLocation();
  const origin = useRouteLoaderData<typeof loader>('root')?.origin ?? '';
  const chosen = new URLSearchParams(search).get(languageField);
  const canonical = `${origin}${address}${chosen === null ? '' : `?${languageField}=${locale}`}`;
  return (
    <>
      <meta name="description" content={description} />
      <link rel="canonical" href={canonical} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Safiri" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={canonical} />
      <meta property="og:locale" content={locale} />
      <meta name="twitter:card" content="summary" />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: structured }} />
    </>
  );
}
