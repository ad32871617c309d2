export { Button, ButtonLink, buttonClasses, type ButtonLook } from './button.tsx';
export { announcedMoment, writeCountdown } from './countdown.ts';
export { Field, FieldError, inputClasses } from './field.tsx';
export {
  AccessibleIcon,
  ArrowIcon,
  BackIcon,
  BusIcon,
  CalendarIcon,
  CameraIcon,
  CheckIcon,
  ClockIcon,
  CrossIcon,
  InfoIcon,
  MoonIcon,
  PaperIcon,
  PhoneIcon,
  PinIcon,
  PrintIcon,
  SeatIcon,
  SunIcon,
  SwapIcon,
  SystemIcon,
  WarnIcon,
  WomanIcon,
} from './icons.tsx';
export { Notice, type NoticeTone } from './notice.tsx';
export { QrPicture, type QrCode } from './qr-picture.tsx';
export { useCountdown } from './use-countdown.ts';
export { useFocusOnChange } from './use-focus-on-change.ts';
