/** Pages of stops, of ways from town to town and of companies. */
export const network = {
  'network.stop.title': 'Buses from {place}',
  'network.stop.lead':
    '{count, plural, =0 {No bus of ours leaves {place} in the next seven days.} one {One departure from {place} in the next seven days: time, fare and seats.} other {# departures from {place} in the next seven days: times, fares and seats.}}',
  'network.connections': 'Where buses go',
  'network.from-fare': 'from {fare}',
  'network.nearby': 'Nearby',
  'network.companies': 'Companies',
  'network.map': 'See it on a map',
  'network.none': 'Nothing is on sale here at the moment.',
  'network.buses.title': 'Buses from {from} to {to}',
  'network.buses.lead': 'Times, fares and free seats of buses from {from} to {to}. Choose your seat and pay by phone.',
  'network.buses.next': 'On {date}',
  'network.buses.all': 'Filter and sort these buses',
  'network.buses.back': 'The other way: {to} to {from}',
  'network.company.title': '{company}: bus tickets',
  'network.company.lead': 'Where {company} goes, with times, fares and seats.',
};
