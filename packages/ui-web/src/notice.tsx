import type { ReactNode } from 'react';
import { CheckIcon, InfoIcon, WarnIcon } from './icons.tsx';

export type NoticeTone = 'info' | 'good' | 'warn' | 'bad';

const toneClasses: Readonly<Record<NoticeTone, string>> = {
  info: 'bg-tint text-ink border-brand',
  good: 'bg-good-ground text-good border-good',
  warn: 'bg-warn-ground text-warn border-warn',
  bad: 'bg-bad-ground text-bad border-bad',
};

type NoticeProps = {
  readonly tone: NoticeTone;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly role?: 'status' | 'alert';
};

/** Something the visitor should know before going on. */
export function Notice({ tone, title, children, role }: NoticeProps) {
  const Icon = tone === 'good' ? CheckIcon : tone === 'info' ? InfoIcon : WarnIcon;
  return (
    <div role={role} className={`flex gap-3 rounded-md border-s-4 p-4 ${toneClasses[tone]}`}>
      <Icon className="mt-0.5 size-5" />
      <div className="min-w-0">
        {title !== undefined && <p className="font-bold">{title}</p>}
        {children !== undefined && <div className="text-ink">{children}</div>}
      </div>
    </div>
  );
}
