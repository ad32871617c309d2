import type { PaymentMethod } from '@safiri/contracts';

export type NetworkName = 'rwanda' | 'kenya' | 'uganda';

type Network = {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly admin: string;
  readonly currency: string;
  /** Ways to pay there; one that stands twice is taken more often. */
  readonly methods: readonly PaymentMethod[];
};

/** A line of each company of the demo network, and who takes its money. */
export const networks: Readonly<Record<NetworkName, Network>> = {
  rwanda: {
    from: 'Kigali',
    to: 'Huye',
    timeZone: 'Africa/Kigali',
    admin: 'admin@imisozi-express.example',
    currency: 'RWF',
    methods: ['mtn-momo', 'mtn-momo', 'card'],
  },
  kenya: {
    from: 'Voi',
    to: 'Mombasa',
    timeZone: 'Africa/Nairobi',
    admin: 'admin@baobab-night-coaches.example',
    currency: 'KES',
    methods: ['m-pesa', 'm-pesa', 'card'],
  },
  // In dollars (world.ts): PayPal takes no shillings.
  uganda: {
    from: 'Jinja',
    to: 'Kisumu',
    timeZone: 'Africa/Kampala',
    admin: 'admin@crane-highway-coaches.example',
    currency: 'USD',
    methods: ['paypal', 'paypal', 'card', 'mtn-momo'],
  },
};
export const networkNames: readonly NetworkName[] = ['rwanda', 'kenya', 'uganda'];
