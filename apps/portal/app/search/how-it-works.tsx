import type { ReactNode } from 'react';
import { CheckIcon, PhoneIcon, SeatIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

export function HowItWorks() {
  const text = useText();
  return (
    <section className="mt-12">
      <h2 className="text-xl">{text('home.how')}</h2>
      <ol className="mt-4 grid gap-4 sm:grid-cols-3">
        <Step
          icon={<SeatIcon className="size-6" />}
          title={text('home.how.seat.title')}
          body={text('home.how.seat.body')}
        />
        <Step
          icon={<PhoneIcon className="size-6" />}
          title={text('home.how.pay.title')}
          body={text('home.how.pay.body')}
        />
        <Step
          icon={<CheckIcon className="size-6" />}
          title={text('home.how.ride.title')}
          body={text('home.how.ride.body')}
        />
      </ol>
    </section>
  );
}

function Step({ icon, title, body }: { readonly icon: ReactNode; readonly title: string; readonly body: string }) {
  return (
    <li className="flex gap-3 sm:flex-col">
      <span className="grid size-11 shrink-0 place-items-center rounded-md bg-tint text-brand">{icon}</span>
      <span>
        <span className="block font-bold">{title}</span>
        <span className="block text-muted">{body}</span>
      </span>
    </li>
  );
}
