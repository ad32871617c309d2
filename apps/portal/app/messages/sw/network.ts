import type { network as en } from '../en/network.ts';
import type { Translation } from '../translation.ts';

export const network: Translation<typeof en> = {
  'network.stop.title': 'Mabasi kutoka {place}',
  'network.stop.lead':
    '{count, plural, =0 {Hakuna basi letu linaloondoka {place} katika siku saba zijazo.} one {Basi moja linaondoka {place} katika siku saba zijazo: saa, nauli na viti.} other {Mabasi # yanaondoka {place} katika siku saba zijazo: saa, nauli na viti.}}',
  'network.connections': 'Mabasi yanakokwenda',
  'network.from-fare': 'kuanzia {fare}',
  'network.nearby': 'Karibu',
  'network.companies': 'Kampuni',
  'network.map': 'Tazama kwenye ramani',
  'network.none': 'Hakuna kinachouzwa hapa kwa sasa.',
  'network.buses.title': 'Mabasi kutoka {from} kwenda {to}',
  'network.buses.lead':
    'Saa, nauli na viti vilivyobaki vya mabasi kutoka {from} kwenda {to}. Chagua kiti chako na ulipe kwa simu.',
  'network.buses.next': 'Siku ya {date}',
  'network.buses.all': 'Chuja na panga mabasi haya',
  'network.buses.back': 'Upande mwingine: kutoka {to} kwenda {from}',
  'network.company.title': '{company}: tiketi za basi',
  'network.company.lead': '{company} inakokwenda, pamoja na saa, nauli na viti.',
};
