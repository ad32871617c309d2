import type { ReactNode } from 'react';
import { Button, ButtonLink, Field, Notice, SeatIcon, type ButtonLook, type NoticeTone } from '@safiri/ui-web';
import { CountdownBar } from '../ui/countdown-bar.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { Steps } from '../ui/steps.tsx';

const looks: readonly ButtonLook[] = ['primary', 'secondary', 'quiet', 'danger'];
const tones: readonly NoticeTone[] = ['info', 'good', 'warn', 'bad'];

/** Tailwind finds a class by its whole name alone. */
const grounds = [
  'bg-paper text-ink',
  'bg-surface text-ink',
  'bg-sunken text-muted',
  'bg-tint text-brand',
  'bg-brand text-on-brand',
  'bg-marigold text-on-marigold',
  'bg-banner text-on-banner',
  'bg-good-ground text-good',
  'bg-warn-ground text-warn',
  'bg-bad-ground text-bad',
];
const sizes = ['text-4xl', 'text-3xl', 'text-2xl', 'text-xl', 'text-lg', 'text-base', 'text-sm'];

export function Sample({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-4 border-b border-line pb-1 text-xl">{title}</h2>
      {children}
    </section>
  );
}

export function Colours() {
  return (
    <Sample title="Colours">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-5">
        {grounds.map((ground) => (
          <li key={ground} className={`${ground} rounded-md border border-line p-3 text-sm font-semibold break-words`}>
            {ground}
          </li>
        ))}
      </ul>
    </Sample>
  );
}

export function Type() {
  return (
    <Sample title="Type">
      {sizes.map((size) => (
        <p key={size} className={`${size} break-words`}>
          Kigali – Huye <span className="text-sm text-muted">{size}</span>
        </p>
      ))}
    </Sample>
  );
}

export function Buttons() {
  return (
    <Sample title="Buttons">
      <div className="flex flex-wrap gap-3">
        {looks.map((look) => (
          <Button key={look} look={look} type="button">
            {look}
          </Button>
        ))}
        <ButtonLink to="">A link</ButtonLink>
        <Button type="button">
          <SeatIcon /> With an icon
        </Button>
      </div>
    </Sample>
  );
}

export function Fields() {
  return (
    <Sample title="Fields">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="plain" label="Plain" />
        <Field name="hint" label="With a hint" hint="Where the ticket is sent." defaultValue="+250788123456" />
        <Field id="wrong" name="wrong" label="With an error" error="This is no phone number." defaultValue="12" />
        <Field name="both" label="With both" hint="As in your passport." error="Somebody has no name." />
      </div>
      <div className="mt-4">
        <ErrorSummary errors={[{ fieldId: 'wrong', message: 'This is no phone number.' }]} />
      </div>
    </Sample>
  );
}

export function Notices() {
  return (
    <Sample title="Notices">
      <div className="grid gap-4 sm:grid-cols-2">
        {tones.map((tone) => (
          <Notice key={tone} tone={tone} title={`This is ${tone}`}>
            What it means, and what to do now.
          </Notice>
        ))}
      </div>
    </Sample>
  );
}

export function Timers() {
  return (
    <Sample title="Time left, and steps">
      <CountdownBar secondsLeft={540} until="Your seats are kept until 10:15." visible="Your seats are kept" />
      <CountdownBar secondsLeft={75} until="Your seats are kept until 10:15." visible="Your seats are kept" />
      <Steps current="seats" />
      <Steps current="payment" />
    </Sample>
  );
}
