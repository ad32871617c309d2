import { Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

/** The page cannot ask at the moment: what of it still holds, and that it goes on by itself. */
export function ConnectionLost({ children }: { readonly children: string }) {
  const text = useText();
  return (
    <Notice tone="warn" role="status" title={text('connection.lost.title')}>
      <p>{children}</p>
    </Notice>
  );
}
