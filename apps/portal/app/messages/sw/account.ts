import type { account as en } from '../en/account.ts';
import type { Translation } from '../translation.ts';

export const account: Translation<typeof en> = {
  'account.identifier': 'Simu au barua pepe',
  'account.identifier.hint': 'Nambari ya simu pamoja na msimbo wa nchi, kwa mfano +250 788 123 456.',
  'account.password': 'Nenosiri',
  'account.password.hint': 'Angalau herufi 10. Maneno matatu au manne hufanya nenosiri zuri.',
  'account.name': 'Jina lako',
  'account.error.identifier': 'Andika nambari ya simu pamoja na msimbo wa nchi, au barua pepe.',
  'account.error.password-missing': 'Andika nenosiri lako.',
  'account.error.password-short': 'Nenosiri lina angalau herufi 10.',
  'account.error.password-long': 'Nenosiri hili ni refu mno. Mwisho ni herufi 72.',
  'account.error.name': 'Andika jina lako.',
  'account.error.password-common': 'Watu wengi wana nenosiri hili, kwa hiyo hukisiwa kwanza. Chagua lako mwenyewe.',
  'account.error.password-personal': 'Limetengenezwa kwa jina au anwani yako. Chagua lingine.',
  'account.error.sign-in-failed': 'Simu au barua pepe na nenosiri havilingani.',

  'sign-in.title': 'Ingia',
  'sign-in.lead': 'Ili uone tiketi zako kwenye kila kifaa.',
  'sign-in.submit': 'Ingia',
  'sign-in.no-account': 'Bado huna akaunti?',
  'sign-in.by-code': 'Nitumie msimbo badala yake',
  'sign-in.by-passkey': 'Tumia ufunguo wa kuingia',
  'sign-in.forgot': 'Umesahau ulichoandika hapa mara ya mwisho?',
  'sign-in.reset': 'Weka jipya',

  'register.title': 'Fungua akaunti',
  'register.lead': 'Tiketi ulizonunua bila akaunti kwenye kifaa hiki zitahamia humo.',
  'register.submit': 'Fungua akaunti',
  'register.send': 'Nitumie msimbo',
  'register.details.title': 'Kuhusu wewe',
  'register.details.lead': 'Simu au barua pepe yako imethibitishwa. Imebaki hatua moja.',
  'register.password.optional': 'Nenosiri, ukitaka',
  'register.password.hint':
    'Bila nenosiri unaingia kwa msimbo kila mara. Angalau herufi 10; maneno matatu au manne hufanya nenosiri zuri.',
  'register.have-account': 'Unayo tayari?',

  'sessions.title': 'Mahali ulipoingia',
  'sessions.lead': 'Vivinjari na programu zinazotumia akaunti yako. Maliza usizozijua.',
  'sessions.unnamed': 'Programu isiyo na jina',
  'sessions.current': 'Uko hapa',
  'sessions.used.now': 'Imetumika dakika chache zilizopita',
  'sessions.used.minutes':
    '{count, plural, one {Imetumika dakika moja iliyopita} other {Imetumika dakika # zilizopita}}',
  'sessions.used.hours': '{count, plural, one {Imetumika saa moja iliyopita} other {Imetumika saa # zilizopita}}',
  'sessions.used.days': '{count, plural, one {Imetumika siku moja iliyopita} other {Imetumika siku # zilizopita}}',
  'sessions.since': 'Umeingia tangu {day}',
  'sessions.end': 'Maliza',
  'sessions.end.label': 'Maliza {name}',
  'sessions.end-others': 'Maliza nyingine zote',
};
