import type { ComponentProps } from 'react';
import { Link } from 'react-router';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

const shape =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-md px-5 py-2.5 text-center font-[650] no-underline';
const lookClasses: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-brand text-on-brand hover:bg-brand-strong border border-transparent',
  secondary: 'border border-edge bg-surface text-ink hover:bg-tint',
  quiet: 'border border-transparent text-brand underline hover:text-brand-strong hover:bg-tint px-3',
  danger: 'border border-bad bg-surface text-bad hover:bg-bad-ground',
};

export function buttonClasses(look: ButtonLook): string {
  return `${shape} ${lookClasses[look]}`;
}

type ButtonProps = ComponentProps<'button'> & { readonly look?: ButtonLook };

/** A button is never switched off while its form is sent: a second press repeats the same key and changes nothing. */
export function Button({ look = 'primary', className = '', type = 'submit', ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={`${buttonClasses(look)} cursor-pointer ${className}`} />;
}

type ButtonLinkProps = ComponentProps<typeof Link> & { readonly look?: ButtonLook };

export function ButtonLink({ look = 'primary', className = '', ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={`${buttonClasses(look)} ${className}`} />;
}
