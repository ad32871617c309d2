import type { Catalogue } from './catalogue.ts';

/** Kinyarwanda. Wants a native reader before it is relied on (see README.md). */
export const rw: Catalogue = {
  'booking.sms': 'Safiri {reference}: {journeys} {count, plural, one {Itike yawe} other {Amatike yawe}}: {link}',
  'booking.subject': 'Itike yawe {reference} yemejwe',
  'booking.mail':
    'Itike yawe {reference} yemejwe kandi yishyuwe: {total}.\n\n{journeys}\n\n{count, plural, one {Itike yawe iri} other {Amatike yawe ari}} hano. Erekana kode kuri telefoni cyangwa ku rupapuro igihe winjira mu modoka:\n{link}\n\nNtugire undi uha iyi aderesi: uyifite ashobora kuyigendaho.',
  'booking.journey': '{company}: {from} – {to}, {departs}, {count, plural, one {intebe} other {intebe}} {seats}.',
  'booking.other-seats':
    'Ubwishyu bwawe bwatinze: {count, plural, one {intebe} other {intebe}} {seats} mu mwanya wa {ordered}, ku giciro kimwe. Niba bitagushimishije, subiza byose kuri paji y’itike yawe bitarenze {until}: usubizwa amafaranga yawe yose.',
  'refund-due.seats-gone':
    'Safiri {reference}: ubwishyu bwawe bwaje intebe zarangiye. Turagusubiza {amount}. Nta kindi usabwa gukora.',
  'refund-due.paid-twice': 'Safiri {reference}: wishyuye kabiri. Turagusubiza {amount}. Itike yawe iracyahari.',
  'refund-due.trip-cancelled':
    'Safiri {reference}: urugendo rwahagaritswe. Turagusubiza {amount}. Nta kindi usabwa gukora.',
  'refund-due.amount-mismatch':
    'Safiri {reference}: amafaranga wishyuye si yo giciro cy’itike yawe. Turagusubiza {amount}. Itike ntiyishyuwe.',
  'refund-due.passenger-cancelled':
    'Safiri {reference}: amatike yawe yahagaritswe nk’uko wabisabye. Turagusubiza {amount}. Nta kindi usabwa.',
  'refund-due.company-cancelled':
    'Safiri {reference}: sosiyete ntiyashoboye kugutwara, yahagaritse amatike yawe. Turagusubiza {amount}. Nta kindi usabwa.',
  'refund-due.order-released':
    'Safiri {reference}: ubwishyu bwawe bwaje waramaze gusubiza intebe. Turagusubiza {amount}. Nta kindi usabwa gukora.',
  'refund-due.other-seats':
    'Safiri {reference}: wasubije intebe wahawe mu mwanya w’izawe. Turagusubiza {amount}, nta kiguzi.',
  'refund-due.at-counter':
    'Safiri {reference}: {amount} wishyuye mu ntoki ni ayawe nanone. Ngwino ku biro by’isosiyete uvuge iyi nomero: {reference}.',
  'seats-given-up.nothing':
    'Safiri {reference}: amatike yawe yahagaritswe. Hakurikijwe amabwiriza y’isosiyete, nta mafaranga asubizwa.',
  'seats-given-up.restored': 'Safiri {reference}: amatike yawe yahagaritswe. {amount} yasubiye kuri voucher yawe.',
  'seats-given-up.credit':
    'Safiri {reference}: amatike yawe yahagaritswe. Ufite voucher ya {amount}, ikoreshwa kugeza {until}. Uzayihabwa igihe wishyura intebe ikurikira, muri mushakisha cyangwa konti wakoresheje ugura.',
  'seats-given-up.subject': 'Amatike yawe yahagaritswe ({reference})',
  'refund-due.subject': 'Turagusubiza amafaranga yawe ({reference})',
  'refund-succeeded.text': 'Safiri: {amount} yasubijwe.',
  'refund-succeeded.subject': 'Amafaranga yawe yasubijwe',
  'receipt.subject': 'Inyemezabwishyu {number} ya {company} ({reference})',
  'receipt.mail':
    '{company} yatanze inyemezabwishyu {number} y’itike yawe {reference}: {total}.\n\nYisome, yibike cyangwa uyicape hano (PDF):\n{link}\n\nIyi aderesi ntuyihe undi: uyifite ashobora kubona itike yawe.',
  'credit-note.subject': 'Icyemezo cyo gusubizwa {number} cya {company} ({reference})',
  'credit-note.mail':
    '{company} yatanze icyemezo cyo gusubizwa {number} cy’amafaranga usubizwa ku itike yawe {reference}: {total}.\n\nGisome, kibike cyangwa ugicape hano (PDF):\n{link}\n\nIyi aderesi ntuyihe undi: uyifite ashobora kubona itike yawe.',
  'tickets-replaced.journey':
    '{company}: {from} – {to}, {departs}, {count, plural, one {intebe} other {intebe}} {seats} mu mwanya wa {before}.',
  'tickets-replaced.sms':
    'Safiri {reference}: {count, plural, one {intebe yawe yahinduwe} other {intebe zawe zahinduwe}}. {journeys} {count, plural, one {Kode ya kera ntigikora; inshya} other {Kode za kera ntizigikora; inshya}}: {link}',
  'tickets-replaced.subject':
    '{count, plural, one {Intebe yawe yahinduwe} other {Intebe zawe zahinduwe}} ({reference})',
  'tickets-replaced.mail':
    'Intebe zo ku itike yawe {reference} zahinduwe, nta kiguzi:\n\n{journeys}\n\n{count, plural, one {Kode ya kera ntigikora. Inshya iri} other {Kode za kera ntizigikora. Inshya ziri}} hano:\n{link}\n\nNiba atari wowe, cyangwa sosiyete mu mwanya wawe, hari undi ufite iyi aderesi: hamagara sosiyete.',
  'tickets-again.sms': 'Safiri {reference}: {journeys} {count, plural, one {Itike yawe} other {Amatike yawe}}: {link}',
  'tickets-again.subject': '{count, plural, one {Itike yawe} other {Amatike yawe}} {reference}',
  'tickets-again.mail':
    'Wongeye gusaba {count, plural, one {itike yawe} other {amatike yawe}} {reference}:\n\n{journeys}\n\n{count, plural, one {Yifungurire} other {Yafungurire}} hano, werekane kode winjira muri bisi:\n{link}\n\nIyi aderesi yigumane wenyine: uyifite ashobora kuyigendaho. Niba atari wowe wabisabye, nta kindi ukora: yoherejwe wowe wenyine.',
  'waiting-offer.sms':
    'Safiri: {count, plural, one {intebe wategereje yabonetse} other {intebe wategereje zabonetse}}. {company}, {from} – {to}, {departs}, {count, plural, one {intebe} other {intebe}} {seats}. Ni {count, plural, one {iyawe} other {izawe}} kugeza {until}: {link}',
  'waiting-offer.subject': '{count, plural, one {Intebe yawe} other {Intebe zawe}} {from} – {to}',
  'waiting-offer.mail':
    'Wari utegereje {count, plural, one {intebe, none yabonetse kandi urayibikiwe} other {intebe, none zabonetse kandi urazibikiwe}}:\n\n{company}: {from} – {to}, {departs}, {count, plural, one {intebe} other {intebe}} {seats}.\n\nIshyura bitarenze {until}. Nyuma yaho {count, plural, one {ihabwa} other {zihabwa}} ukurikiyeho:\n{link}\n\nFungura iyi aderesi ku gikoresho cyangwa muri konti wakoresheje wiyandikisha ku rutonde rw’abategereje.',
  'payout-account.subject': 'Kwishyura {company}: konti yahinduwe',
  'payout-account.asked':
    'Hari uwasabye ko amafaranga ya {company} muri {currency} yoherezwa kuri {account}. Undi muntu agomba kubyemeza mbere.',
  'payout-account.confirmed':
    'Byemejwe ko amafaranga ya {company} muri {currency} yoherezwa kuri {account}, guhera {from}.',
  'payout-account.refused':
    'Byanzwe ko amafaranga ya {company} muri {currency} yoherezwa kuri {account}. Nta gihindutse.',
  'payout-account.not-you': 'Niba nta muntu wanyu wabishatse, tubwire ako kanya. Nomero: {accountId}',
  'sign-in-code.subject': 'Kode yawe ya Safiri',
  'sign-in-code.text': 'Safiri: kode yawe ni {code}. Yandike aho wayisabye mu minota 10. Nta muntu wacu uzayikubaza.',
  'second-factor-code.subject': 'Kode yo kwinjira muri Safiri',
  'second-factor-code.text':
    'Safiri: {code} ni kode yo kurangiza kwinjira. Niba atari wowe, hari uzi ijambo ry’ibanga ryawe: rihindure. Nta muntu wacu uzakubaza kode.',
  'proof-code.subject': 'Kode yo kwemeza ko ari wowe',
  'proof-code.text':
    'Safiri: {code} ni kode yo kwemeza ko ari wowe. Niba utayisabye, hari ukoresha aho winjiriye: sohoka ahantu hose.',
  'identifier-code.subject': 'Kode yo kwemeza iyi aderesi',
  'identifier-code.text':
    'Safiri: {code} ni kode yo kongera iyi telefone cyangwa imeyili kuri konti. Niba utayisabye, ntugire icyo ukora.',
  'reset-code.subject': 'Kode y’ijambo ry’ibanga rishya',
  'reset-code.text':
    'Safiri: {code} ni kode yo gushyiraho ijambo ry’ibanga rishya. Niba utayisabye, ntugire icyo ukora: iryawe ntirihinduka.',
  'reset-without-account.subject': 'Nta konti ihari',
  'reset-without-account.text':
    'Safiri: hari uwasabye ijambo ry’ibanga rishya, ariko nta konti ifite iyi telefone cyangwa imeyili. Niba ari wowe, gerageza indi ukoresha. Niba atari wowe, ntugire icyo ukora.',
  'account-changed.subject': 'Konti yawe ya Safiri yahinduwe',
  'account-changed.password-changed': 'Safiri: konti yawe ifite ijambo ry’ibanga rishya, kandi ahandi hose hasohowe.',
  'account-changed.password-reset':
    'Safiri: konti yawe ifite ijambo ry’ibanga rishya, ryashyizweho n’usoma iyi telefone cyangwa imeyili. Bose basohowe.',
  'account-changed.email-changed': 'Safiri: konti yawe ifite imeyili nshya. Iya mbere ntiyongera kuyifungura.',
  'account-changed.phone-changed':
    'Safiri: konti yawe ifite nimero ya telefone nshya. Iya mbere ntiyongera kuyifungura.',
  'account-changed.app-added': 'Safiri: porogaramu itanga kode irinda konti yawe kuva ubu.',
  'account-changed.app-removed': 'Safiri: porogaramu itanga kode ntikirinda konti yawe.',
  'account-changed.passkey-added': 'Safiri: urufunguzo rushya (passkey) rufungura konti yawe.',
  'account-changed.passkey-removed': 'Safiri: urufunguzo (passkey) rwa konti yawe rwakuweho.',
  'account-changed.recovery-codes-made': 'Safiri: konti yawe ifite kode nshya z’ingoboka. Iza kera ntizigikora.',
  'account-changed.recovery-code-used':
    'Safiri: kode y’ingoboka yakoreshejwe kuri konti yawe. {left, plural, =0 {Nta yisigaye: kora izindi.} other {Hasigaye #.}}',
  'account-changed.factors-reset':
    'Safiri: mugenzi wawe yakuyeho porogaramu itanga kode, imfunguzo na kode z’ingoboka za konti yawe. Injira n’ijambo ry’ibanga na kode, hanyuma ushyireho ibindi.',
  'account-changed.app-code-reused':
    'Safiri: kode ya porogaramu yawe yo kwemeza yakoreshejwe bwa kabiri, irangwa. Hari ushobora kuba yayisomye akurebera, cyangwa ku rupapuro rutari urwacu.',
  'account-changed.tries-used-up':
    'Safiri: hageragejwe amagambo y’ibanga cyangwa kode bitari byo kuri konti yawe kugeza bisabye gutegereza. Nta winjiye. Niba atari wowe, ntugire icyo ukora; hindura ijambo ry’ibanga ukoresha n’ahandi.',
  'account-changed.not-you':
    'Niba atari wowe, shyiraho ako kanya ijambo ry’ibanga rishya, risohora abandi bose: {link}',
  'account-changed.not-you-elsewhere':
    'Niba atari wowe, shyiraho ako kanya ijambo ry’ibanga rishya ukoresheje indi telefone cyangwa imeyili ya konti yawe, cyangwa aho ukinjiye: {link}',
  'staff-invitation.subject': 'Watumiwe kwinjira mu bakozi ba {company}',
  'staff-invitation.text':
    'Safiri: watumiwe kwinjira mu bakozi ba {company}. Fungura iyi link mu minsi 7 uhitemo izina n’ijambo ry’ibanga; ikoreshwa rimwe, nawe wenyine: {link}',
  'invariant-violated.subject': 'Safiri: hari ikitagenda neza muri {service} ({kind})',
  'invariant-violated.mail':
    'Igenzura rya {service} ryabonye ikintu kitagomba kubaho na rimwe.\n\nItegeko ryishwe: {invariant}\nAho byabonetse: {subject}\nIgihe: {foundAt}\nIbisobanuro (mu cyongereza): {sentence}\nNomero: {violationId}\n\nKoresha "npm run audit" urebe ibitagenda byose ubu. Icyo gukora cyanditse muri docs/operations/audit.md.',
  'invariant-violated.many':
    'Ubu ni ubutumwa {most} mu isaha imwe. Nta bundi bwoherezwa mbere y’uko isaha irangira, n’iyo haboneka ibindi.',
  'invariant.no-overlap': 'nta ntebe igurishwa kabiri ku gice kimwe cy’urugendo',
  'invariant.money-balances': 'amafaranga yinjiye angana n’ibyaguzwe, asubizwa n’ay’ikiguzi',
  'invariant.one-effect': 'igikorwa cyo hanze kigira ingaruka imwe gusa',
  'invariant.ends-stay': 'icyarangiye kiguma uko cyarangiye',
  'invariant.failed-means-unpaid': 'nta ubwirwa ko byanze kandi amafaranga ashobora kuba yagiye',
};
