import { AccessibleIcon, WomanIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

export function SeatLegend({
  classes,
  hasAccessible,
  hasForWomen,
}: {
  readonly classes: readonly string[];
  readonly hasAccessible: boolean;
  readonly hasForWomen: boolean;
}) {
  const text = useText();
  const box = 'inline-block size-5 rounded-t-sm border-2 border-b-4';
  return (
    <div className="my-4 space-y-2 text-sm">
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        <li className="flex items-center gap-2">
          <span className={`${box} border-brand bg-tint`} />
          {text('seats.legend.free')}
        </li>
        <li className="flex items-center gap-2">
          <span className={`${box} seat-chosen border-brand bg-brand`} />
          {text('seats.legend.chosen')}
        </li>
        <li className="flex items-center gap-2">
          <span className={`${box} seat-taken border-line bg-sunken`} />
          {text('seats.legend.taken')}
        </li>
        {hasAccessible && (
          <li className="flex items-center gap-2">
            <AccessibleIcon />
            {text('seats.accessible')}
          </li>
        )}
        {hasForWomen && (
          <li className="flex items-center gap-2">
            <WomanIcon />
            {text('seats.legend.for-women')}
          </li>
        )}
      </ul>
      {classes.length > 1 && <p className="text-muted">{text('seats.classes', { classes: classes.join(', ') })}</p>}
    </div>
  );
}
