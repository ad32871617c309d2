import { Form, useLocation } from 'react-router';
import { MoonIcon, SunIcon, SystemIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { Scheme } from './schemes.ts';

const choices = [
  { scheme: 'system', message: 'site.scheme.system', Icon: SystemIcon },
  { scheme: 'light', message: 'site.scheme.light', Icon: SunIcon },
  { scheme: 'dark', message: 'site.scheme.dark', Icon: MoonIcon },
] as const;

/** Light, dark, or as the system has it. A form, so that it works without script and nothing flashes at the next page. */
export function SchemeChoice({ chosen }: { readonly chosen: Scheme | undefined }) {
  const text = useText();
  const { pathname, search } = useLocation();
  return (
    <Form
      method="post"
      action="/appearance"
      preventScrollReset
      aria-label={text('site.scheme.label')}
      className="inline-flex flex-wrap rounded-md border border-edge bg-surface"
    >
      <input type="hidden" name="back" value={`${pathname}${search}`} />
      {choices.map(({ scheme, message, Icon }) => (
        <button
          key={scheme}
          name="scheme"
          value={scheme}
          aria-pressed={scheme === (chosen ?? 'system')}
          className="inline-flex min-h-11 cursor-pointer items-center gap-1.5 rounded-md px-3 text-sm font-semibold text-muted hover:text-ink aria-pressed:bg-tint aria-pressed:text-ink"
        >
          <Icon className="size-4" />
          {text(message)}
        </button>
      ))}
    </Form>
  );
}
