import {
  companyChanged,
  companyStatusChanged,
  faresChanged,
  layoutChanged,
  patternsChanged,
  stopsChanged,
  tripCancelled,
  tripsScheduled,
} from '@safiri/contracts';
import { on, type Consumer } from '@safiri/runtime';
import { onCompanyChanged } from './on-company-changed.ts';
import { onCompanyStatusChanged } from './on-company-status-changed.ts';
import { onFaresChanged } from './on-fares-changed.ts';
import { onLayoutChanged } from './on-layout-changed.ts';
import { onPatternsChanged } from './on-patterns-changed.ts';
import { onStopsChanged } from './on-stops-changed.ts';
import { onTripCancelled, onTripsScheduled } from './on-trips-scheduled.ts';

/** What keeps ticketing's copy of the network: event → what is kept of it. */
export function networkConsumers(): Consumer[] {
  return [
    on(companyChanged, onCompanyChanged),
    on(companyStatusChanged, onCompanyStatusChanged),
    on(stopsChanged, onStopsChanged),
    on(layoutChanged, onLayoutChanged),
    on(patternsChanged, onPatternsChanged),
    on(faresChanged, onFaresChanged),
    on(tripsScheduled, onTripsScheduled),
    on(tripCancelled, onTripCancelled),
  ];
}
