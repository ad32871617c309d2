import { Button, Field } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

/** A way back in the same order: the chosen seats go along in the address of a second search. */
export function ReturnChoice({ date }: { readonly date: string }) {
  const text = useText();
  return (
    <details className="mt-6 rounded-lg border border-line bg-surface p-4">
      <summary className="min-h-8 cursor-pointer font-[650]">{text('return.add')}</summary>
      <p className="mt-2 text-muted">{text('return.hint')}</p>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <Field
          name="returnDate"
          id="returnDate"
          type="date"
          label={text('return.date')}
          defaultValue={date}
          min={date}
        />
        <Button look="secondary" name="intent" value="return">
          {text('return.search')}
        </Button>
      </div>
    </details>
  );
}
