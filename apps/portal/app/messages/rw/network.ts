import type { network as en } from '../en/network.ts';
import type { Translation } from '../translation.ts';

export const network: Translation<typeof en> = {
  'network.stop.title': 'Bisi ziva {place}',
  'network.stop.lead':
    '{count, plural, =0 {Nta bisi yacu iva {place} mu minsi irindwi iri imbere.} one {Bisi imwe iva {place} mu minsi irindwi iri imbere: isaha, igiciro n’intebe.} other {Bisi # ziva {place} mu minsi irindwi iri imbere: amasaha, ibiciro n’intebe.}}',
  'network.connections': 'Aho bisi zijya',
  'network.from-fare': 'guhera kuri {fare}',
  'network.nearby': 'Hafi aho',
  'network.companies': 'Amasosiyete',
  'network.map': 'Reba ku ikarita',
  'network.none': 'Nta kigurishwa hano ubu.',
  'network.buses.title': 'Bisi ziva {from} zijya {to}',
  'network.buses.lead':
    'Amasaha, ibiciro n’intebe zisigaye za bisi ziva {from} zijya {to}. Hitamo intebe wishyure kuri telefoni.',
  'network.buses.next': 'Ku wa {date}',
  'network.buses.all': 'Yungurura kandi utondeke izi bisi',
  'network.buses.back': 'Mu kindi cyerekezo: {to} – {from}',
  'network.company.title': '{company}: amatike ya bisi',
  'network.company.lead': 'Aho {company} ijya, amasaha, ibiciro n’intebe.',
};
