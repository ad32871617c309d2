import { Button, Field, inputClasses } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { Scanner } from './load-scan.server.ts';
import type { ScanOutcome } from './scan-once.ts';

type ScanFieldsProps = {
  readonly scanner: Scanner;
  readonly outcome: ScanOutcome | undefined;
  readonly isChecking: boolean;
};

export function ScanFields({ scanner, outcome, isChecking }: ScanFieldsProps) {
  const text = useText();
  const unanswered = outcome?.kind === 'refused' ? outcome : undefined;
  return (
    <>
      <input type="hidden" name="scanId" value={unanswered?.scanId ?? scanner.scanId} />
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
        defaultValue={unanswered?.token ?? ''}
      />
      <div>
        <label htmlFor="stopIndex" className="mb-1.5 block font-[650]">
          {text('scan.stop')}
        </label>
        <select id="stopIndex" name="stopIndex" defaultValue={outcome?.stopIndex ?? ''} className={inputClasses}>
          <option value="">{text('scan.stop.any')}</option>
          {scanner.stops.map((stop) => (
            <option key={stop.index} value={stop.index}>
              {stop.time} {stop.name}
            </option>
          ))}
        </select>
      </div>
      <Button className="w-full">{text(isChecking ? 'scan.checking' : 'scan.check')}</Button>
    </>
  );
}
