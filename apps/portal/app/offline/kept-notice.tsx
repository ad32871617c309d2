import { Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

export type KeptAt = { readonly time: string; readonly day: string; readonly clocks: string };

/** Shown on copies alone, that are read without a network: how old they are. */
export function KeptNotice({ at, title }: { readonly at: KeptAt; readonly title: string }) {
  const text = useText();
  return (
    <div className="kept-alone no-print mt-4" data-kept-title={title}>
      <Notice tone="warn" role="status" title={text('offline.kept.title')}>
        <p>{text('offline.kept.body', at)}</p>
      </Notice>
    </div>
  );
}
