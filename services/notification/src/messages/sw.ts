import type { Catalogue } from './catalogue.ts';

/** Swahili. Wants a native reader before it is relied on (see README.md). */
export const sw: Catalogue = {
  'booking.sms': 'Safiri {reference}: {journeys} {count, plural, one {Tiketi yako} other {Tiketi zako}}: {link}',
  'booking.subject': 'Nafasi yako {reference} imethibitishwa',
  'booking.mail':
    'Nafasi yako {reference} imethibitishwa na kulipwa: {total}.\n\n{journeys}\n\n{count, plural, one {Tiketi yako iko} other {Tiketi zako ziko}} hapa. Onyesha msimbo kwenye simu au karatasi unapopanda basi:\n{link}\n\nUsimpe mtu mwingine anwani hii: aliye nayo anaweza kusafiri nayo.',
  'booking.journey': '{company}: {from} – {to}, {departs}, {count, plural, one {kiti} other {viti}} {seats}.',
  'booking.other-seats':
    'Malipo yako yalichelewa: {count, plural, one {kiti} other {viti}} {seats} badala ya {ordered}, kwa bei ileile. Usiporidhika, rudisha vyote kwenye ukurasa wa tiketi yako kabla ya {until}: utarudishiwa pesa zako zote.',
  'refund-due.seats-gone':
    'Safiri {reference}: malipo yako yalifika viti vikiwa vimekwisha. Tunakurudishia {amount}. Huhitaji kufanya chochote.',
  'refund-due.paid-twice':
    'Safiri {reference}: umelipa mara mbili. Tunakurudishia {amount}. Nafasi yako inabaki kama ilivyo.',
  'refund-due.trip-cancelled':
    'Safiri {reference}: kampuni imefuta safari. Tunakurudishia {amount}. Huhitaji kufanya chochote.',
  'refund-due.amount-mismatch':
    'Safiri {reference}: kiasi ulicholipa si bei ya agizo lako. Tunakurudishia {amount}. Agizo lenyewe halijalipwa.',
  'refund-due.passenger-cancelled':
    'Safiri {reference}: tiketi zako zimefutwa kama ulivyoomba. Tunakurudishia {amount}. Huhitaji kufanya chochote.',
  'refund-due.company-cancelled':
    'Safiri {reference}: kampuni haikuweza kukusafirisha na imefuta tiketi zako. Tunakurudishia {amount}. Huhitaji kufanya chochote.',
  'refund-due.order-released':
    'Safiri {reference}: malipo yako yalifika ukiwa umerudisha viti. Tunakurudishia {amount}. Huhitaji kufanya chochote.',
  'refund-due.other-seats':
    'Safiri {reference}: umerudisha viti ulivyopewa badala ya vyako. Tunakurudishia {amount}, bila ada yoyote.',
  'refund-due.at-counter':
    'Safiri {reference}: {amount} ya pesa taslimu uliyolipa ni yako tena. Njoo kwenye kaunta ya kampuni na utaje kumbukumbu hii: {reference}.',
  'seats-given-up.nothing':
    'Safiri {reference}: tiketi zako zimefutwa. Kwa masharti ya kampuni hakuna kinachorudishwa.',
  'seats-given-up.restored': 'Safiri {reference}: tiketi zako zimefutwa. {amount} zimerudi kwenye vocha yako.',
  'seats-given-up.credit':
    'Safiri {reference}: tiketi zako zimefutwa. Una vocha ya {amount}, inatumika hadi {until}. Utaipewa utakapolipia kiti kijacho, kwenye kivinjari au akaunti uliyotumia kuweka nafasi.',
  'seats-given-up.subject': 'Tiketi zako zimefutwa ({reference})',
  'refund-due.subject': 'Tunakurudishia pesa zako ({reference})',
  'refund-succeeded.text': 'Safiri: {amount} zimerudishwa kwako.',
  'refund-succeeded.subject': 'Pesa zako zimerudishwa',
  'receipt.subject': 'Risiti {number} ya {company} ({reference})',
  'receipt.mail':
    '{company} imetoa risiti {number} ya nafasi yako {reference}: {total}.\n\nIsome, itunze au ichapishe hapa (PDF):\n{link}\n\nUsimpe mtu mwingine anwani hii: aliye nayo anaweza kuona nafasi yako.',
  'credit-note.subject': 'Hati ya marejesho {number} ya {company} ({reference})',
  'credit-note.mail':
    '{company} imetoa hati ya marejesho {number} kwa fedha unazorudishiwa za nafasi yako {reference}: {total}.\n\nIsome, itunze au ichapishe hapa (PDF):\n{link}\n\nUsimpe mtu mwingine anwani hii: aliye nayo anaweza kuona nafasi yako.',
  'tickets-replaced.journey':
    '{company}: {from} – {to}, {departs}, {count, plural, one {kiti} other {viti}} {seats} badala ya {before}.',
  'tickets-replaced.sms':
    'Safiri {reference}: {count, plural, one {kiti chako kimebadilishwa} other {viti vyako vimebadilishwa}}. {journeys} {count, plural, one {Msimbo wa zamani hautumiki tena; mpya} other {Misimbo ya zamani haitumiki tena; mipya}}: {link}',
  'tickets-replaced.subject':
    '{count, plural, one {Kiti chako kimebadilishwa} other {Viti vyako vimebadilishwa}} ({reference})',
  'tickets-replaced.mail':
    'Viti vya nafasi yako {reference} vimebadilishwa, bila malipo:\n\n{journeys}\n\n{count, plural, one {Msimbo wa zamani hautumiki tena. Msimbo mpya uko} other {Misimbo ya zamani haitumiki tena. Misimbo mipya iko}} hapa:\n{link}\n\nKama si wewe, wala kampuni kwa niaba yako, mtu mwingine ana anwani hii: piga simu kwa kampuni.',
  'tickets-again.sms': 'Safiri {reference}: {journeys} {count, plural, one {Tiketi yako} other {Tiketi zako}}: {link}',
  'tickets-again.subject': '{count, plural, one {Tiketi yako} other {Tiketi zako}} {reference}',
  'tickets-again.mail':
    'Umeomba tena {count, plural, one {tiketi yako} other {tiketi zako}} {reference}:\n\n{journeys}\n\n{count, plural, one {Ifungue} other {Zifungue}} hapa na uonyeshe msimbo unapopanda basi:\n{link}\n\nUsimpe mtu mwingine anwani hii: aliye nayo anaweza kusafiri nayo. Kama hukuomba, huhitaji kufanya chochote: imetumwa kwako peke yako.',
  'waiting-offer.sms':
    'Safiri: {count, plural, one {kiti ulichosubiri kimepatikana} other {viti ulivyosubiri vimepatikana}}. {company}, {from} – {to}, {departs}, {count, plural, one {kiti} other {viti}} {seats}. {count, plural, one {Ni chako} other {Ni vyako}} hadi {until}: {link}',
  'waiting-offer.subject': '{count, plural, one {Kiti chako} other {Viti vyako}} kutoka {from} hadi {to}',
  'waiting-offer.mail':
    'Ulisubiri {count, plural, one {kiti, na sasa umewekewa} other {viti, na sasa umewekewa}}:\n\n{company}: {from} – {to}, {departs}, {count, plural, one {kiti} other {viti}} {seats}.\n\nLipa kabla ya {until}. Baada ya hapo {count, plural, one {atapewa anayefuata kiti hicho} other {atapewa anayefuata viti hivyo}}:\n{link}\n\nFungua anwani hii kwenye kifaa, au katika akaunti, uliyotumia kujiunga na orodha ya kusubiri.',
  'payout-account.subject': 'Malipo kwa {company}: akaunti imebadilishwa',
  'payout-account.asked':
    'Mtu ameomba malipo ya {company} kwa {currency} yaende {account}. Mtu mwingine lazima athibitishe kwanza.',
  'payout-account.confirmed':
    'Imethibitishwa kwamba malipo ya {company} kwa {currency} yanaenda {account}, kuanzia {from}.',
  'payout-account.refused': 'Imekataliwa malipo ya {company} kwa {currency} kwenda {account}. Hakuna kinachobadilika.',
  'payout-account.not-you': 'Kama hakuna mtu wenu aliyetaka hili, tuambie mara moja. Nambari: {accountId}',
  'sign-in-code.subject': 'Msimbo wako wa Safiri',
  'sign-in-code.text':
    'Safiri: msimbo wako ni {code}. Uandike pale ulipouomba ndani ya dakika 10. Hakuna mtu wetu atakayekuuliza.',
  'second-factor-code.subject': 'Msimbo wako wa kuingia Safiri',
  'second-factor-code.text':
    'Safiri: {code} ni msimbo wa kumaliza kuingia. Kama si wewe, mtu anajua nenosiri lako: libadilishe. Hakuna mtu wetu atakayekuuliza msimbo.',
  'proof-code.subject': 'Msimbo wa kuthibitisha ni wewe',
  'proof-code.text':
    'Safiri: {code} ni msimbo wa kuthibitisha kwamba ni wewe. Kama hukuuomba, mtu anatumia mahali ulipoingia: toka kila mahali.',
  'identifier-code.subject': 'Msimbo wa kuthibitisha anwani hii',
  'identifier-code.text':
    'Safiri: {code} ni msimbo wa kuongeza simu au barua pepe hii kwenye akaunti. Kama hukuuomba, usifanye chochote.',
  'reset-code.subject': 'Msimbo wa nenosiri jipya',
  'reset-code.text':
    'Safiri: {code} ni msimbo wa kuweka nenosiri jipya. Kama hukuuomba, usifanye chochote: nenosiri lako halibadiliki.',
  'reset-without-account.subject': 'Hakuna akaunti',
  'reset-without-account.text':
    'Safiri: mtu ameomba nenosiri jipya hapa, lakini hakuna akaunti yenye simu au barua pepe hii. Kama ni wewe, jaribu nyingine unayotumia. Kama sivyo, usifanye chochote.',
  'account-changed.subject': 'Akaunti yako ya Safiri imebadilishwa',
  'account-changed.password-changed': 'Safiri: akaunti yako ina nenosiri jipya, na vivinjari vingine vyote vimetolewa.',
  'account-changed.password-reset':
    'Safiri: akaunti yako ina nenosiri jipya, lililowekwa na anayesoma simu au barua pepe hii. Wote wametolewa.',
  'account-changed.email-changed': 'Safiri: akaunti yako ina barua pepe mpya. Ya awali haiifungui tena.',
  'account-changed.phone-changed': 'Safiri: akaunti yako ina nambari mpya ya simu. Ya awali haiifungui tena.',
  'account-changed.app-added': 'Safiri: programu ya uthibitishaji inalinda akaunti yako sasa.',
  'account-changed.app-removed': 'Safiri: programu ya uthibitishaji hailindi tena akaunti yako.',
  'account-changed.passkey-added': 'Safiri: ufunguo mpya (passkey) unafungua akaunti yako.',
  'account-changed.passkey-removed': 'Safiri: ufunguo (passkey) wa akaunti yako umeondolewa.',
  'account-changed.recovery-codes-made': 'Safiri: akaunti yako ina misimbo mipya ya dharura. Ya zamani haifai tena.',
  'account-changed.recovery-code-used':
    'Safiri: msimbo wa dharura umetumika kwa akaunti yako. {left, plural, =0 {Hakuna uliobaki: tengeneza mingine.} one {Umebaki mmoja.} other {Imebaki #.}}',
  'account-changed.factors-reset':
    'Safiri: mwenzako ameondoa programu ya uthibitishaji, funguo na misimbo ya dharura ya akaunti yako. Ingia kwa nenosiri na msimbo, kisha weka mingine.',
  'account-changed.app-code-reused':
    'Safiri: msimbo wa programu yako ya uthibitisho umetumiwa mara ya pili, na umekataliwa. Huenda mtu ameusoma ukiwa unautumia, au kwenye ukurasa usio wetu.',
  'account-changed.tries-used-up':
    'Safiri: manenosiri au misimbo isiyo sahihi imejaribiwa kwa akaunti yako hadi kulazimika kusubiri. Hakuna aliyeingia. Kama si wewe, usifanye chochote; badilisha nenosiri unalotumia kwingine pia.',
  'account-changed.not-you': 'Kama si wewe, weka nenosiri jipya mara moja, ambalo huwatoa wengine wote: {link}',
  'account-changed.not-you-elsewhere':
    'Kama si wewe, weka nenosiri jipya mara moja kwa simu au barua pepe nyingine ya akaunti yako, au kutoka kivinjari ambacho bado kimeingia: {link}',
  'staff-invitation.subject': 'Umealikwa kujiunga na wafanyakazi wa {company}',
  'staff-invitation.text':
    'Safiri: umealikwa kujiunga na wafanyakazi wa {company}. Fungua kiungo hiki ndani ya siku 7 uchague jina na nenosiri; kinatumika mara moja, na wewe peke yako: {link}',
  'invariant-violated.subject': 'Safiri: kuna tatizo katika {service} ({kind})',
  'invariant-violated.mail':
    'Ukaguzi wa {service} umepata jambo ambalo halipaswi kutokea kamwe.\n\nKanuni iliyovunjwa: {invariant}\nLimepatikana kwenye: {subject}\nWakati: {foundAt}\nMaelezo (kwa Kiingereza): {sentence}\nNambari: {violationId}\n\nEndesha "npm run audit" kuona kila kisicho sawa sasa. La kufanya limeelezwa katika docs/operations/audit.md.',
  'invariant-violated.many':
    'Hizi ni barua {most} ndani ya saa moja. Hakuna nyingine itakayotumwa kabla ya saa kuisha, hata kama zaidi yatapatikana.',
  'invariant.no-overlap': 'hakuna kiti kinachouzwa mara mbili kwenye sehemu moja ya safari',
  'invariant.money-balances': 'pesa zilizoingia ni sawa na vilivyonunuliwa, zinazorudishwa na ada',
  'invariant.one-effect': 'tukio la nje lina athari moja tu',
  'invariant.ends-stay': 'kilichokwisha hubaki kilivyokwisha',
  'invariant.failed-means-unpaid': 'hakuna anayeambiwa "imeshindikana" wakati pesa huenda zimeondoka',
};
