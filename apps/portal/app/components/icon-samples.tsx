import {
  AccessibleIcon,
  ArrowIcon,
  BackIcon,
  BusIcon,
  CameraIcon,
  CheckIcon,
  ClockIcon,
  CrossIcon,
  InfoIcon,
  MoonIcon,
  PhoneIcon,
  PinIcon,
  PrintIcon,
  SeatIcon,
  SunIcon,
  SwapIcon,
  SystemIcon,
  WarnIcon,
  WomanIcon,
} from '@safiri/ui-web';
import { Sample } from './samples.tsx';

const icons = {
  Accessible: AccessibleIcon,
  Arrow: ArrowIcon,
  Back: BackIcon,
  Bus: BusIcon,
  Camera: CameraIcon,
  Check: CheckIcon,
  Clock: ClockIcon,
  Cross: CrossIcon,
  Info: InfoIcon,
  Moon: MoonIcon,
  Phone: PhoneIcon,
  Pin: PinIcon,
  Print: PrintIcon,
  Seat: SeatIcon,
  Sun: SunIcon,
  Swap: SwapIcon,
  System: SystemIcon,
  Warn: WarnIcon,
  Woman: WomanIcon,
};

export function Icons() {
  return (
    <Sample title="Icons">
      <ul className="grid grid-cols-3 gap-4 sm:grid-cols-6">
        {Object.entries(icons).map(([name, Drawing]) => (
          <li key={name} className="flex flex-col items-center gap-2 text-center text-sm break-all text-muted">
            <Drawing className="size-8" />
            {name}
          </li>
        ))}
      </ul>
    </Sample>
  );
}
