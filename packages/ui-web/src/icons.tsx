import type { ReactNode } from 'react';

/** Our own small drawings, 24 units a side, of one line weight. All are beside words that say the same, so hidden from screen readers. */
function Icon({
  children,
  className = 'size-5',
  turnsAround = false,
}: {
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** It points to where one reads on, or from. */
  readonly turnsAround?: boolean;
}) {
  return (
    <svg
      className={`${className} shrink-0${turnsAround ? ' rtl:-scale-x-100' : ''}`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

type IconProps = { readonly className?: string };

export function BusIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M3 7a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v10H3zM3 12h18M9 4v8M15 4v8" />
      <circle cx="7.5" cy="17.5" r="1.8" fill="currentColor" />
      <circle cx="16.5" cy="17.5" r="1.8" fill="currentColor" />
    </Icon>
  );
}
export function SeatIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M7 4a2 2 0 0 0-2 2.4L6.5 14H16a2 2 0 0 1 2 2v1H8.5M8 17v3M17 17v3M9 10h6" />
    </Icon>
  );
}
export function ClockIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5l3.2 2" />
    </Icon>
  );
}
export function PhoneIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <rect x="7" y="2.5" width="10" height="19" rx="2.2" />
      <path d="M11 18.5h2" />
    </Icon>
  );
}
export function CheckIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <circle cx="12" cy="12" r="9" />
      <path d="m8 12.4 2.8 2.7L16 9.5" />
    </Icon>
  );
}
export function WarnIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M12 3.5 21.5 20h-19zM12 10v4.5M12 17.3v.1" />
    </Icon>
  );
}
export function InfoIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5.5M12 7.7v.1" />
    </Icon>
  );
}
export function SwapIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M7 4v15m0 0-3.5-3.5M7 19l3.5-3.5M17 20V5m0 0-3.5 3.5M17 5l3.5 3.5" />
    </Icon>
  );
}
export function ArrowIcon({ className }: IconProps) {
  return (
    <Icon className={className} turnsAround>
      <path d="M4 12h15m0 0-5-5m5 5-5 5" />
    </Icon>
  );
}
export function BackIcon({ className }: IconProps) {
  return (
    <Icon className={className} turnsAround>
      <path d="M20 12H5m0 0 5-5m-5 5 5 5" />
    </Icon>
  );
}
export function PinIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M12 21.5s-6.8-6.4-6.8-11.4a6.8 6.8 0 0 1 13.6 0c0 5-6.8 11.4-6.8 11.4z" />
      <circle cx="12" cy="10" r="2.4" />
    </Icon>
  );
}
export function CrossIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <circle cx="12" cy="12" r="9" />
      <path d="m8.8 8.8 6.4 6.4m0-6.4-6.4 6.4" />
    </Icon>
  );
}
export function CameraIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M8 8h3v3H8zM14 8h2v2h-2zM8 14h2v2H8zM14 13.5h2.5V16" />
    </Icon>
  );
}
export function PrintIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M7 8V3.5h10V8M7 17H4V9.5A1.5 1.5 0 0 1 5.5 8h13A1.5 1.5 0 0 1 20 9.5V17h-3M7 14h10v6.5H7z" />
    </Icon>
  );
}
export function PaperIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />
    </Icon>
  );
}
export function CalendarIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4M8 14.5h3M8 17h6" />
    </Icon>
  );
}
export function WomanIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <circle cx="12" cy="8" r="5" />
      <path d="M12 13v8M8.5 17.5h7" />
    </Icon>
  );
}
export function AccessibleIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <circle cx="10" cy="4" r="1.6" fill="currentColor" />
      <path d="M10 8v6h5l2.5 5M10 10.5h4.5M7.5 11.5a5.2 5.2 0 1 0 6.4 6.7" />
    </Icon>
  );
}
export function SunIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <circle cx="12" cy="12" r="4.2" />
      <path d="M12 2.8v2.4M12 18.8v2.4M2.8 12h2.4M18.8 12h2.4M5.5 5.5l1.7 1.7M16.8 16.8l1.7 1.7M18.5 5.5l-1.7 1.7M7.2 16.8l-1.7 1.7" />
    </Icon>
  );
}
export function MoonIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <path d="M20 14.2A8.4 8.4 0 0 1 9.8 4 8.4 8.4 0 1 0 20 14.2z" />
    </Icon>
  );
}
export function SystemIcon({ className }: IconProps) {
  return (
    <Icon className={className}>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor" />
    </Icon>
  );
}
