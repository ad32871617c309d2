import type { order as en } from '../en/order.ts';
import type { Translation } from '../translation.ts';

export const order: Translation<typeof en> = {
  'order.summary': 'Komande yawe',
  'order.reference': 'Nomero ya komande',
  'order.seats': '{count, plural, one {Intebe} other {Intebe}} {seats}',
  'order.total': 'Yose hamwe',
  'order.release': 'Subiza intebe',

  'countdown.until': 'Intebe zawe urazibikiwe kugeza {time}.',
  'countdown.visible': 'Intebe zibitswe kugeza {time}',
  'countdown.announce':
    'Hasigaye {minutes, plural, =0 {} one {umunota umwe } other {iminota # }}{seconds, plural, =0 {} other {amasegonda #}}.',
  'countdown.over': 'Igihe cyarangiye.',
  'countdown.extend': 'Mbikira intebe indi minota 10',

  'passengers.title': 'Ni nde ugenda?',
  'passengers.who': '{count, plural, one {Umugenzi} other {Abagenzi}}',
  'passengers.name': 'Izina',
  'passengers.name.of': 'Izina ry’umugenzi wa {number}',
  'passengers.seat': 'Intebe {seat}',
  'passengers.seats': 'Intebe {out} mu kugenda, intebe {back} mu kugaruka',
  'passengers.contact': 'Amatike tuyohereze hehe?',
  'passengers.contact.hint': 'Nomero ya telefoni cyangwa imeyili, cyangwa byombi.',
  'passengers.phone': 'Telefoni',
  'passengers.phone.hint': 'Uko uyihamagara. Nomero itangirwa na 0 isomwa nka +{code}.',
  'passengers.phone.hint.plus': 'Hamwe na kode y’igihugu, urugero +250 788 123 456.',
  'passengers.email': 'Imeyili',
  'passengers.submit': 'Komeza wishyure',
  'passengers.error.name': 'Andika izina ry’umugenzi nk’uko riri ku ndangamuntu.',
  'passengers.error.contact': 'Tanga nomero ya telefoni cyangwa imeyili, kugira ngo amatike akugereho.',
  'passengers.error.phone': 'Iyi si nomero ya telefoni. Yandike uko uyihamagara, cyangwa hamwe na + na kode y’igihugu.',
  'passengers.error.phone.plus': 'Andika nomero hamwe na + na kode y’igihugu, urugero +250 788 123 456.',
  'passengers.error.email': 'Iyi si imeyili. Imera nka izina@example.com.',

  'payment.title': 'Ishyura amatike yawe',
  'payment.passengers': 'Abagenzi',
  'payment.tickets-to': 'Amatike yoherezwa kuri',
  'payment.change': 'Hindura amazina cyangwa aho amatike ajya',
  'payment.method.mtn-momo': 'MTN Mobile Money',
  'payment.method.m-pesa': 'M-Pesa',
  'payment.method.paypal': 'PayPal',
  'payment.method.card': 'Ikarita',
  'payment.none':
    'Nta buryo bwo kwishyura muri {currency} buhari muri aka kanya. Intebe zawe ziracyabitswe kugeza igihe kirangiye.',
  'payment.phone': 'Nomero yishyura',
  'payment.phone.hint': 'Nomero ya {method} y’uwishyura. Si ngombwa ko iba iy’umugenzi.',
  'payment.submit': 'Ishyura {total}',
  'payment.asking': 'Turabaza ikigo cy’itumanaho…',
  'payment.next': 'Ubona ubutumwa kuri iyo telefoni. Nta cyishyurwa utarabyemeza kuri yo ukoresheje PIN yawe.',
  'payment.open.paypal': 'Komeza kuri PayPal',
  'payment.open.card': 'Komeza kuri paji y’ikarita',
  'payment.opening': 'Paji irafunguka…',
  'payment.next.page':
    'Ubyemereza ku yindi paji ukagaruka hano. Nomero z’ikarita n’amagambo y’ibanga byandikwa aho, ntibyandikwa hano.',
  'payment.declined': 'Kwishyura ntibyakunze.',
  'payment.declined.again': 'Nta mafaranga yavuyeho. Intebe zawe ziracyabitswe; ushobora guhita wongera.',
  'payment.reason.declined': 'Byanzwe kuri telefoni.',
  'payment.reason.declined.page': 'Byanzwe, cyangwa ntibyemejwe.',
  'payment.reason.expired': 'Ubutumwa ntibwemejwe ku gihe.',
  'payment.reason.expired.page': 'Ntibyemejwe ku gihe.',
  'payment.reason.payer-not-found': 'Iyi nomero nta konti ya mobile money ifite.',
  'payment.reason.limit-reached': 'Konti ya mobile money yageze ku mubare ntarengwa.',
  'payment.reason.not-enough-funds': 'Nta mafaranga ahagije ari kuri konti ya mobile money.',
  'payment.reason.limit-reached.page': 'Konti cyangwa ikarita yageze ku mubare ntarengwa.',
  'payment.reason.not-enough-funds.page': 'Nta mafaranga ahagije ari kuri konti.',
  'payment.reason.provider-error': 'Ikigo cy’ubwishyu nticyabashije kubikora.',
  'payment.no-answer': 'Ntituramenya niba kwishyura byatangiye. Ongera ukande: ntuzigera wishyuzwa kabiri.',

  'waiting.asked.title': 'Emeza ubwishyu kuri telefoni yawe',
  'waiting.asked.body': 'Twasabye {phone} {total}. Emeza ubutumwa kuri iyo telefoni ukoresheje PIN yawe.',
  'waiting.unknown.title': 'Dutegereje ikigo cy’itumanaho',
  'waiting.unknown.body':
    'Turacyategereje ko ikigo cy’itumanaho kitubwira niba {total} yishyuwe na {phone}. Ntiwongere kwishyura: turakomeza kubaza, kandi intebe zawe cyangwa amafaranga yawe biratekanye.',
  'waiting.page.title': 'Rangiriza kwishyura kuri paji yabyo',
  'waiting.page.body': 'Wishyurirayo {total}. Nta cyishyurwa utarabyemeza.',
  'waiting.page.moment': 'Tegereza gato. Turabaza aho ubwishyu bwawe bwa {total} bugeze.',
  'waiting.page.back': 'Niba wamaze kwemeza, iyi paji irikomereza.',
  'waiting.page.unknown':
    'Turacyategereje kumenya niba {total} yishyuwe. Ntiwongere kwishyura: turakomeza kubaza, kandi intebe zawe cyangwa amafaranga yawe biratekanye.',
  'waiting.go.paypal': 'Jya kuri PayPal',
  'waiting.go.card': 'Jya kuri paji y’ikarita',
  'waiting.give-up': 'Ishyura mu bundi buryo',
  'waiting.paid.title': 'Wishyuye. Amatike yawe arategurwa',
  'waiting.paid.body': 'Ubwishyu bwawe bwa {total} bwageze. Amatike araza mu kanya.',
  'waiting.step.prompt': 'Reba telefoni yishyura. Ubutumwa bushobora gutinda igice cy’umunota.',
  'waiting.step.pin': 'Genzura umubare w’amafaranga wandike PIN yawe aho, ntuyandike hano.',
  'waiting.step.ticket': 'Iyi paji irakomeza ku matike yawe ubwayo.',
  'waiting.again': 'Nta butumwa wabonye? Ongera usabe. Ntuzigera wishyuzwa kabiri.',
  'connection.lost.hold':
    'Nta cyo utakaje: intebe zawe ziracyabitswe kugeza {time}. Iyi paji irakomeza murandasi ikigaruka.',
  'connection.lost.waiting':
    'Nta cyo utakaje: ibyishyuwe birabarwa, waba ubibona hano cyangwa utabibona. Iyi paji irakomeza murandasi ikigaruka.',
  'waiting.leave': 'Ushobora gufunga iyi paji. Amatike aza no kuri SMS cyangwa imeyili.',

  'ended.expired.title': 'Intebe zawe zongeye kugurishwa',
  'ended.expired.body':
    'Igihe cyo kuzishyura cyarangiye, ubu abandi bashobora kuzifata. Ushobora guhita wongera guhitamo.',
  'ended.released.title': 'Wasubije intebe zawe',
  'ended.released.body': 'Abandi bashobora kuzifata ubu.',
  'ended.cancelled.title': 'Sosiyete yahagaritse uru rugendo',
  'ended.cancelled.body': 'Komande yawe na yo yarangiye.',
  'ended.no-money': 'Nta cyishyuwe.',
  'ended.seats-again': 'Ongera uhitemo intebe',
  'ended.search-again': 'Shaka indi bisi',

  'unallocated.title': 'Urasubizwa amafaranga yawe',
  'unallocated.body':
    'Ubwishyu bwawe bwa {total} bwaje intebe zawe zitakibitswe, kandi nta zo cyangwa izindi zimeze nka zo zari zisigaye. Nta matike ufite, kandi usubizwa yose nta cyo usabwe gukora.',
  'unallocated.body.cancelled':
    'Sosiyete yahagaritse urugendo mbere y’uko ubwishyu bwawe bwa {total} buhagera. Nta matike ufite, kandi usubizwa yose nta cyo usabwe gukora.',

  'next-departures.title': 'Bisi zikurikira zirimo umwanya',
  'next-departures.body': 'Kanda rimwe ubikirwe intebe muri komande nshya, wishyura bundi bushya.',
  'next-departures.take': '{count, plural, one {Fata intebe imwe kuri {fare}} other {Fata intebe #, imwe kuri {fare}}}',
  'next-departures.take.of': 'muri bisi yo ku wa {day}, {time}',
  'next-departures.full': 'Iyo bisi imaze kuzura. Fata indi.',

  'refund.pending': '{total} ari mu nzira asubira kuri nomero yishyuye.',
  'refund.succeeded': '{total} yasubijwe kuri nomero yishyuye.',
  'refund.failed':
    'Ikigo cy’itumanaho nticyakiriye {total} asubizwa ku nshuro ya mbere. Turakomeza kugerageza; nta cyo usabwa gukora.',
};
