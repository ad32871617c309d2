import { useText } from '../messages/text-context.tsx';
import type { Change } from './changes.ts';
import type { ShownEntry } from './load-audit.server.ts';

/** One entry in a line; opened, what was and what is. */
export function EntryView({ entry }: { readonly entry: ShownEntry }) {
  const text = useText();
  return (
    <details className="rounded-lg border border-line bg-surface shadow-card">
      <summary className="cursor-pointer p-4">
        <span className="font-semibold">{entry.operation}</span>{' '}
        <span className="break-all text-muted">{entry.thing}</span>
        <span className="block text-sm text-muted">
          {text('audit.entry', { number: entry.number, at: entry.at })}
          {entry.isSupport && ` · ${text('audit.by-support')}`}
        </span>
      </summary>
      <div className="space-y-3 border-t border-line p-4">
        <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
          <Fact name={text('audit.who')} value={entry.subjectId ?? text('audit.nobody')} />
          <Fact name={text('audit.from')} value={entry.from === '' ? text('audit.unknown') : entry.from} />
          <Fact name={text('audit.request')} value={entry.requestId} />
        </dl>
        {entry.changes.length === 0 ? (
          <p className="text-muted">{text('audit.no-changes')}</p>
        ) : (
          <ChangesTable changes={entry.changes} />
        )}
      </div>
    </details>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt className="font-semibold">{name}</dt>
      <dd className="break-all">{value}</dd>
    </>
  );
}

function ChangesTable({ changes }: { readonly changes: readonly Change[] }) {
  const text = useText();
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={text('audit.changes')}>
      <table className="w-full text-start text-sm">
        <thead>
          <tr>
            <th scope="col" className="py-1 pe-4 text-start">
              {text('audit.member')}
            </th>
            <th scope="col" className="py-1 pe-4 text-start">
              {text('audit.before')}
            </th>
            <th scope="col" className="py-1 text-start">
              {text('audit.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.name} className={`border-t border-line align-top ${change.isChanged ? '' : 'text-muted'}`}>
              <th scope="row" className="py-1 pe-4 text-start font-semibold break-all">
                {change.name}
              </th>
              <td className="py-1 pe-4 break-all">
                {change.isChanged && change.before !== undefined ? <del>{change.before}</del> : change.before}
              </td>
              <td className="py-1 break-all">
                {change.isChanged && change.after !== undefined ? <ins>{change.after}</ins> : change.after}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
