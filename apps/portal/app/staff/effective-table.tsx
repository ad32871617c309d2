import { useText } from '../messages/text-context.tsx';
import { usePowerText } from './power-text.tsx';
import type { ShownPower } from './power-words.ts';

type Shown = {
  readonly permission: string;
  readonly everywhere: boolean;
  readonly holds: boolean;
  /** Names of branches: where it holds, or where it does not. */
  readonly places: readonly string[];
  readonly from: readonly ShownPower[];
};

/** What comes of everything a person was given, and from where each permission comes. */
export function EffectiveTable({ permissions }: { readonly permissions: readonly Shown[] }) {
  const text = useText();
  const words = usePowerText();
  const whereOf = ({ everywhere, holds, places }: Shown): string => {
    if (!holds) return text('staff.effective.nowhere');
    if (!everywhere) return text('staff.effective.at', { places: places.join(', ') });
    return places.length === 0
      ? text('staff.effective.everywhere')
      : text('staff.effective.but', { places: places.join(', ') });
  };
  return (
    <section className="mt-8">
      <h2 className="text-xl font-semibold">{text('staff.effective.title')}</h2>
      {permissions.length === 0 && <p className="text-muted">{text('staff.effective.none')}</p>}
      <ul className="mt-3 divide-y divide-line">
        {permissions.map((each) => (
          <li key={each.permission} data-permission={each.permission} className="py-2">
            <p className="font-semibold">
              {each.permission}: <span className={each.holds ? '' : 'text-bad'}>{whereOf(each)}</span>
            </p>
            <p className="text-sm text-muted">{each.from.map(words).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
