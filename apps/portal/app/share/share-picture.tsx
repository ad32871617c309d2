import { useText } from '../messages/text-context.tsx';
import picture from './share-picture.png?url';

/**
 * What is shown beside a link of ours that somebody sends, of any page. Drawn in share-picture.svg; the services that read it
 * take no drawing, so a browser made the picture: `chromium --headless --window-size=1200,630 --screenshot=… share-picture.svg`.
 */
export function SharePicture({ origin }: { readonly origin: string }) {
  const text = useText();
  return (
    <>
      <meta property="og:image" content={origin + picture} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={text('home.document-title')} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}
