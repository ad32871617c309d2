import type { ReactNode } from 'react';

export function AccountFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="mx-auto max-w-md space-y-5 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-8">
      {children}
    </div>
  );
}
