import type { DemoLogin } from './demo/load-demo.ts';
import type { RunningSimulator } from './simulators.ts';

/** What a person reads when everything runs. */
export function welcomeLines(facts: {
  readonly publicUrl: string;
  readonly simulators: readonly Pick<RunningSimulator, 'company' | 'url'>[];
  readonly development: boolean;
  readonly logins: readonly DemoLogin[];
  readonly portal: boolean;
  /** What a person does to stop it. */
  readonly stopBy?: string;
}): string[] {
  const { publicUrl, simulators, development, logins, stopBy = 'Ctrl-C' } = facts;
  return [
    '',
    `  Safiri runs at   ${publicUrl}`,
    ...(facts.portal ? [] : ['  (the website is not built: npm start builds it; only the API is served now)']),
    `  API              ${publicUrl}/api/docs`,
    ...(development ? [`  SMS and mail     ${publicUrl}/dev/inbox`] : []),
    ...simulators.map(({ company, url }) => `  ${`Simulated ${company.title}`.padEnd(16)} ${url}   (${company.use})`),
    ...(logins.length === 0
      ? []
      : [
          '',
          '  Development logins (a code is mailed to them: /dev/inbox)',
          ...logins.map((login) => `    ${login.who.padEnd(28)} ${login.identifier.padEnd(32)} ${login.password}`),
        ]),
    '',
    `  ${stopBy} stops it.`,
    '',
  ];
}
