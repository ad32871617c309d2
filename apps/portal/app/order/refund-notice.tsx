import { Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { RefundState } from './order-stage.ts';

/** How far a refund is. A refund that failed once is tried again by people, so it is never called lost. */
export function RefundNotice({ refund, total }: { readonly refund: RefundState; readonly total: string }) {
  const text = useText();
  if (refund === 'succeeded') return <Notice tone="good" role="status" title={text('refund.succeeded', { total })} />;
  if (refund === 'failed') return <Notice tone="warn" role="status" title={text('refund.failed', { total })} />;
  return <Notice tone="info" role="status" title={text('refund.pending', { total })} />;
}
