import { useEffect, useId, useRef } from 'react';
import { Link, useFetcher } from 'react-router';
import { useText } from '../messages/text-context.tsx';
import { Button } from '../ui/button.tsx';
import { Field, inputClasses } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { CodeReaders } from './code-readers.tsx';
import type { Scanner } from './load-scan.server.ts';
import type { ScanOutcome } from './scan-once.server.ts';
import { ScanResultPanel } from './scan-result-panel.tsx';

type ScannerViewProps = { readonly scanner: Scanner; readonly outcome: ScanOutcome | undefined };

export function ScannerView({ scanner, outcome: posted }: ScannerViewProps) {
  const text = useText();
  const fetcher = useFetcher<ScanOutcome>();
  const outcome = fetcher.data ?? posted;
  const pending = outcome?.kind === 'refused' ? outcome : undefined;
  const form = useRef<HTMLFormElement>(null);
  const stopId = useId();
  const address = `/scan?trip=${scanner.tripId}`;
  useEffect(() => {
    // The field is empty for the next passenger; the stop stays.
    const field = form.current?.elements.namedItem('token');
    if (outcome?.kind === 'scanned' && field instanceof HTMLInputElement) field.value = '';
  }, [outcome]);
  const submit = (token: string): void => {
    if (fetcher.state !== 'idle' || form.current === null) return;
    const body = new FormData(form.current);
    body.set('token', token);
    void fetcher.submit(body, { method: 'post', action: address });
  };
  return (
    <div className="mx-auto max-w-2xl space-y-6">
      <PageTitle eyebrow={`${scanner.companyName} · ${scanner.departs}`}>{scanner.routeName}</PageTitle>
      <div aria-live="assertive">
        {outcome?.kind === 'scanned' && <ScanResultPanel scan={outcome.scan} />}
        {pending !== undefined && <Notice tone="warn" title={text(pending.problem)} />}
        {outcome === undefined && (
          <p className="rounded-lg border-2 border-dashed border-edge p-6 text-center text-lg text-muted">
            {text('scan.ready')}
          </p>
        )}
      </div>
      <CodeReaders onCode={submit} isBusy={fetcher.state !== 'idle'} />
      <fetcher.Form
        ref={form}
        method="post"
        action={address}
        className="space-y-4 rounded-lg border border-line bg-surface p-4"
      >
        <input type="hidden" name="scanId" value={pending?.scanId ?? scanner.scanId} />
        <Field
          id="token"
          name="token"
          required
          maxLength={1024}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          label={text('scan.token')}
          hint={text('scan.token.hint')}
          defaultValue={pending?.token ?? ''}
        />
        <div>
          <label htmlFor={stopId} className="mb-1.5 block font-[650]">
            {text('scan.stop')}
          </label>
          <select id={stopId} name="stopIndex" defaultValue={outcome?.stopIndex ?? ''} className={inputClasses}>
            <option value="">{text('scan.stop.any')}</option>
            {scanner.stops.map((stop) => (
              <option key={stop.index} value={stop.index}>
                {stop.time} {stop.name}
              </option>
            ))}
          </select>
        </div>
        <Button className="w-full">{text(fetcher.state === 'idle' ? 'scan.check' : 'scan.checking')}</Button>
      </fetcher.Form>
      <p>
        <Link to="/scan" className="inline-flex min-h-11 items-center font-semibold text-brand underline">
          {text('scan.other-trip')}
        </Link>
      </p>
    </div>
  );
}
