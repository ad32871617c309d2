import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';

const steps = ['seats', 'passengers', 'payment', 'ticket'] as const;
export type Step = (typeof steps)[number];

const labels: Readonly<Record<Step, MessageKey>> = {
  seats: 'steps.seats',
  passengers: 'steps.passengers',
  payment: 'steps.payment',
  ticket: 'steps.ticket',
};

/** Where on the way to a ticket the visitor is. */
export function Steps({ current }: { readonly current: Step }) {
  const text = useText();
  const at = steps.indexOf(current);
  return (
    <ol aria-label={text('steps.label')} className="no-print mb-6 flex flex-wrap gap-1.5 text-sm">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={step === current ? 'step' : undefined}
          className={`flex-1 border-t-4 pt-1.5 ${index <= at ? 'border-brand' : 'border-line'} ${step === current ? 'font-bold text-ink' : 'text-muted'}`}
        >
          {text(labels[step])}
        </li>
      ))}
    </ol>
  );
}
