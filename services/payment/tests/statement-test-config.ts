/** How long the statement of a day is: `SAFIRI_LONG=1` for the hundred thousand that are promised in under a minute. */
export const statementTestConfig = readStatementTestConfig(process.env);

function readStatementTestConfig(environment: NodeJS.ProcessEnv) {
  const long = environment['SAFIRI_LONG'] === '1';
  return { long, payments: long ? 100_000 : 3_000 };
}
