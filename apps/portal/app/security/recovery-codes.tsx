import { ButtonLink, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';

/** The one time that they are seen. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const text = useText();
  return (
    <div className="space-y-5">
      <PageTitle lead={text('security.recovery.use')}>{text('security.recovery')}</PageTitle>
      <Notice tone="warn" role="status" title={text('security.recovery.shown')} />
      <ol className="grid max-w-md grid-cols-2 gap-2 font-mono text-lg">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <ButtonLink to="/account/security">{text('security.recovery.kept')}</ButtonLink>
    </div>
  );
}
