import { useEffect, useRef } from 'react';
import { Link, useFetcher } from 'react-router';
import { Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CodeReaders } from './code-readers.tsx';
import type { Scanner } from './load-scan.server.ts';
import { ScanFields } from './scan-fields.tsx';
import type { ScanOutcome } from './scan-once.ts';
import { ScanResultPanel } from './scan-result-panel.tsx';

type ScannerViewProps = {
  readonly scanner: Scanner;
  readonly outcome: ScanOutcome | undefined;
  /** Address of the page that chooses and scans. */
  readonly home: string;
};

/** Checks one ticket after another, by camera, picture or text, and shows the last answer on top. */
export function ScannerView({ scanner, outcome: posted, home }: ScannerViewProps) {
  const text = useText();
  const fetcher = useFetcher<ScanOutcome>();
  const form = useRef<HTMLFormElement>(null);
  const outcome = fetcher.data ?? posted;
  const address = `${home}?trip=${scanner.tripId}`;
  useEffect(() => {
    // The field is empty for the next passenger; the stop stays.
    const field = form.current?.elements.namedItem('token');
    if (outcome?.kind === 'scanned' && field instanceof HTMLInputElement) field.value = '';
  }, [outcome]);
  const check = (token: string): boolean => {
    if (fetcher.state !== 'idle' || form.current === null) return false;
    const body = new FormData(form.current);
    body.set('token', token);
    void fetcher.submit(body, { method: 'post', action: address });
    return true;
  };
  return (
    <div className="mx-auto max-w-2xl space-y-6">
      <PageTitle eyebrow={`${scanner.companyName} · ${scanner.departs}`}>
        {text('results.title', { from: scanner.fromStop, to: scanner.toStop })}
      </PageTitle>
      <div aria-live="assertive">
        {outcome?.kind === 'scanned' && <ScanResultPanel scan={outcome.scan} />}
        {outcome?.kind === 'refused' && <Notice tone="warn" title={text(outcome.problem)} />}
        {outcome === undefined && (
          <p className="rounded-lg border-2 border-dashed border-edge p-6 text-center text-lg text-muted">
            {text('scan.ready')}
          </p>
        )}
      </div>
      <CodeReaders onCode={check} />
      <fetcher.Form
        ref={form}
        method="post"
        action={address}
        className="space-y-4 rounded-lg border border-line bg-surface p-4"
      >
        <ScanFields scanner={scanner} outcome={outcome} isChecking={fetcher.state !== 'idle'} />
      </fetcher.Form>
      <p>
        <Link to={home} className="inline-flex min-h-11 items-center font-semibold text-brand underline">
          {text('scan.other-trip')}
        </Link>
      </p>
    </div>
  );
}
