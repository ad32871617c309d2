import { useEffect } from 'react';
import { Button } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';

/** From the first of these up to the last, twice as long each time. */
const waitSeconds = { first: 4, last: 32 };

/**
 * A page, or what was pressed on one, did not get through: whether it arrived nobody here knows. The address is loaded anew as
 * soon as there is a connection, and then tells where things stand.
 */
export function NoConnection() {
  const text = useText();
  useEffect(() => {
    const again = (): void => window.location.reload();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seconds = waitSeconds.first;
    // Loading in vain would leave this page for the browser's own.
    const look = async (): Promise<void> => {
      const answers = await fetch('/offline', { method: 'HEAD', cache: 'no-store' }).then(
        () => true,
        () => false,
      );
      if (answers) again();
      else timer = setTimeout(() => void look(), seconds * 1000);
      seconds = Math.min(seconds * 2, waitSeconds.last);
    };
    timer = setTimeout(() => void look(), seconds * 1000);
    window.addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
    };
  }, []);
  return (
    <div className="mx-auto max-w-2xl py-10">
      <PageTitle>{text('connection.lost.title')}</PageTitle>
      <p role="status" className="mt-4 text-lg">
        {text('connection.lost.page')}
      </p>
      <p className="mt-8">
        <Button type="button" onClick={() => window.location.reload()}>
          {text('connection.lost.again')}
        </Button>
      </p>
    </div>
  );
}

/** Whether a browser says of this that its request did not get through, each in words of its own. */
export function isConnectionLost(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /failed to fetch|networkerror|load failed|network connection|loading dynamically imported|importing a module script/i.test(
      error.message,
    )
  );
}
