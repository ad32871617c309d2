import { Button } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

/** Asked where the company sells the seat beside a woman who travels alone to women. */
export function AloneQuestion({ alone }: { readonly alone: boolean }) {
  const text = useText();
  return (
    <div className="mt-3">
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          name="alone"
          value="yes"
          defaultChecked={alone}
          aria-describedby="alone-hint"
          className="size-6 shrink-0 accent-brand"
        />
        <span className="font-[650]">{text('seats.alone')}</span>
      </label>
      <p id="alone-hint" className="text-sm text-muted">
        {text('seats.alone.hint')}
      </p>
    </div>
  );
}

/** Without script the seats are drawn anew by a press. */
export function ShowSeatsButton() {
  const text = useText();
  return (
    <noscript>
      <Button look="secondary" name="intent" value="show">
        {text('seats.alone.show')}
      </Button>
    </noscript>
  );
}
