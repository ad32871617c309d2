import { Notice, type NoticeTone } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import type { RefundView } from './load-refunds.server.ts';

const tones: Readonly<Record<RefundView['state'], NoticeTone>> = { due: 'info', succeeded: 'good', failed: 'warn' };

/** How far each refund is. One that failed is owed all the same, so it is never called lost. */
export function RefundProgress({ refunds }: { readonly refunds: readonly RefundView[] }) {
  const text = useText();
  if (refunds.length === 0) return null;
  return (
    <div role="status" className="no-print mt-4 space-y-3">
      {refunds.map(({ refundId, state, amount, method }) => {
        const told = state === 'due' && method === 'cash' ? 'refunds.due.cash' : (`refunds.${state}` as const);
        return <Notice key={refundId} tone={tones[state]} title={text(told, { amount, way: text(wayKey(method)) })} />;
      })}
    </div>
  );
}

function wayKey(method: RefundView['method']): MessageKey {
  if (method === undefined) return 'refunds.way';
  return method === 'cash' ? 'refunds.way.cash' : `payment.method.${method}`;
}
