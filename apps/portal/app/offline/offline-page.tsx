import { buttonClasses } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';

/** Kept beside the tickets, and shown for every other page while there is no network. The worker writes the list. */
export default function OfflinePage() {
  const text = useText();
  return (
    <div className="max-w-xl space-y-5">
      <meta name="robots" content="noindex" />
      <PageTitle lead={text('offline.lead')}>{text('offline.title')}</PageTitle>
      <h2 className="text-xl">{text('offline.tickets')}</h2>
      <ul
        data-kept-list
        className="space-y-2 font-semibold empty:hidden [&_a]:underline [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center"
      />
      <p className="text-muted">{text('offline.tickets.hint')}</p>
      {/* The address that could not be had: this page is shown under it. */}
      <a href="" className={buttonClasses('secondary')}>
        {text('offline.again')}
      </a>
    </div>
  );
}
