import { useText } from '../messages/text-context.tsx';

export function SiteFooter() {
  const text = useText();
  return (
    <footer className="no-print border-t border-line bg-sunken">
      <p className="mx-auto max-w-5xl px-4 py-6 text-sm text-muted">{text('site.footer')}</p>
    </footer>
  );
}
