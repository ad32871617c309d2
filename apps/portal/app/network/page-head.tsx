import { useRouteLoaderData } from 'react-router';
import { searchInLanguage } from '../messages/languages.ts';
import { useLanguage } from '../messages/text-context.tsx';
import type { loader } from '../root.tsx';

type PageHeadProps = {
  readonly title: string;
  readonly description: string;
  /** The one address of the page, without its host. */
  readonly address: string;
  readonly structured: string;
};

/** What search engines and those who are sent a link read of a page. The picture is every page's (share/share-picture.tsx). */
export function PageHead({ title, description, address, structured }: PageHeadProps) {
  const { locale } = useLanguage();
  const root = useRouteLoaderData<typeof loader>('root');
  const origin = root?.origin ?? '';
  // What the server was asked: the browser takes the choice out of its address (entry.client.tsx).
  const canonical = `${origin}${address}${searchInLanguage('', root?.askedLocale)}`;
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
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: structured }} />
    </>
  );
}
