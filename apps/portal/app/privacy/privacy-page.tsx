import { Form, redirect } from 'react-router';
import { askErasure, callOffErasure } from '@safiri/contracts';
import { Button, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { proveFirst } from '../security/prove-first.server.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { EraseForm, ErasureNotice } from './erase-form.tsx';
import { KeptList } from './kept-list.tsx';
import { loadPrivacy } from './load-privacy.server.ts';
import type { Route } from './+types/privacy-page';

const page = '/account/privacy';

export async function loader({ context }: Route.LoaderArgs) {
  return await loadPrivacy(visitOf(context));
}

/** Asks to be forgotten, or calls it off. What stands in the way is shown by the page that follows. */
export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  if (textIn(form, 'intent') === 'prove') return await proveFirst(visit, page);
  if (textIn(form, 'intent') === 'call-off') {
    const answer = await visit.api(callOffErasure, {});
    if (!answer.ok) return { problem: messageOfRefusal(answer.code) };
    throw redirect(page);
  }
  if (textIn(form, 'understood') !== 'yes') return { problem: 'privacy.error.understood' as const };
  const giveUpVouchers = textIn(form, 'giveUpVouchers') === 'yes';
  const answer = await visit.api(askErasure, { body: { understood: true, giveUpVouchers } });
  if (!answer.ok && answer.code === 'PROOF_TOO_OLD') return await proveFirst(visit, page);
  if (!answer.ok) return { problem: messageOfRefusal(answer.code) };
  throw redirect(page);
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

const section = 'mt-6 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6';

export default function PrivacyPage({ loaderData: { limits, own }, actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <>
      <PageTitle lead={text('privacy.lead')}>{text('privacy.title')}</PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      {own !== null && own.erasure !== null && <ErasureNotice erasure={own.erasure} />}
      {own !== null && (
        <section className={section} aria-labelledby="privacy-data">
          <h2 id="privacy-data" className="text-xl">
            {text('privacy.data.title')}
          </h2>
          <p className="mt-2 max-w-prose text-muted">
            {text(own.isStaff ? 'privacy.data.staff' : 'privacy.data.lead')}
          </p>
          {own.proven ? (
            <p className="mt-4 flex flex-wrap gap-3">
              <a className={downloadLook} href="/account/privacy/data/json" download>
                {text('privacy.data.json')}
              </a>
              <a className={downloadLook} href="/account/privacy/data/csv" download>
                {text('privacy.data.csv')}
              </a>
            </p>
          ) : (
            <ProveFirst />
          )}
        </section>
      )}
      <section className={section} aria-labelledby="privacy-kept">
        <h2 id="privacy-kept" className="text-xl">
          {text('privacy.kept.title')}
        </h2>
        <KeptList limits={limits} />
      </section>
      {own !== null && own.erasure === null && (
        <section className={section} aria-labelledby="privacy-erase">
          <h2 id="privacy-erase" className="text-xl">
            {text('privacy.erase.title')}
          </h2>
          {own.isStaff ? (
            <p className="mt-2 max-w-prose">{text('privacy.staff')}</p>
          ) : own.proven ? (
            <EraseForm own={own} />
          ) : (
            <ProveFirst />
          )}
        </section>
      )}
    </>
  );
}

const downloadLook =
  'inline-flex min-h-12 items-center rounded-md border border-edge bg-surface px-5 py-2.5 font-[650] text-ink hover:bg-tint';

function ProveFirst() {
  const text = useText();
  return (
    <Form method="post" className="mt-4 space-y-3">
      <input type="hidden" name="intent" value="prove" />
      <p>{text('privacy.prove.lead')}</p>
      <Button look="secondary">{text('privacy.prove')}</Button>
    </Form>
  );
}
