import { readFile } from 'node:fs/promises';
import { type ProgramCall, succeeds } from './run-program.ts';
import { StartRefusal } from './start-refusal.ts';

/** PostgreSQL refuses to run as root. This says as whom its programs run, and who ends the server when we die. */
export type RunAs = {
  /** What stands before a program's name so that it runs as that user; empty when that is the user who started us. */
  prefix: readonly string[];
  /** Stands innermost (a change of user clears the setting): the kernel ends the server when its parent dies. */
  deathPrefix: readonly string[];
  /** Set when the files must belong to somebody else than us. */
  owner: SystemUser | undefined;
  /** True when root's rights are gone, so that folders closed to others may be closed to the server too. */
  confined: boolean;
};

export type SystemUser = { name: string; uid: number; gid: number };

const DIE_WITH_PARENT = ['setpriv', '--pdeathsig', 'INT'];
/** Users that a system may have for a service that owns nothing else, best first. */
const SERVICE_USERS = ['safiri', 'postgres', 'nobody'];

export async function chooseRunAs(): Promise<RunAs> {
  const deathPrefix = (await succeeds(wrap(DIE_WITH_PARENT, 'true', []))) ? DIE_WITH_PARENT : [];
  if (process.getuid?.() !== 0) return { prefix: [], deathPrefix, owner: undefined, confined: false };
  if (process.platform !== 'linux') {
    throw new StartRefusal('PostgreSQL refuses to run as root: start Safiri as an ordinary user.');
  }
  const users = await readSystemUsers();
  const namespace = namespacePrefix(users);
  if (await succeeds(wrap(namespace, 'true', []))) {
    return { prefix: namespace, deathPrefix, owner: undefined, confined: true };
  }
  return asServiceUser(users, deathPrefix);
}

/** Without user namespaces (many container run times refuse them): as a user of the system who is not root. */
export function asServiceUser(users: readonly SystemUser[], deathPrefix: readonly string[]): RunAs {
  const owner = SERVICE_USERS.map((name) => users.find((user) => user.name === name)).find(
    (user) => user !== undefined,
  );
  if (owner === undefined) {
    throw new StartRefusal(
      'PostgreSQL refuses to run as root, user namespaces are refused here, and there is no user ' +
        `${SERVICE_USERS.join(', ')}: start Safiri as an ordinary user.`,
    );
  }
  const prefix = ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  return { prefix, deathPrefix, owner, confined: true };
}

export async function readSystemUsers(): Promise<SystemUser[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.name !== '' && Number.isInteger(user.uid) && Number.isInteger(user.gid));
}

/** A call of the program as the chosen user. */
export function callAs(runAs: RunAs, program: string, args: readonly string[]): ProgramCall {
  return wrap(runAs.prefix, program, args);
}

/** The same for the server, which must not outlive us. */
export function serverCallAs(runAs: RunAs, program: string, args: readonly string[]): ProgramCall {
  return wrap([...runAs.prefix, ...runAs.deathPrefix], program, args);
}

function wrap(prefix: readonly string[], program: string, args: readonly string[]): ProgramCall {
  const [first = program, ...rest] = [...prefix, program, ...args];
  return { program: first, args: rest };
}

/**
 * Inside the namespace root appears as somebody else, which is all PostgreSQL asks; files stay root's. That somebody
 * must stand in /etc/passwd, or initdb cannot name him and stops; any will do.
 */
function namespacePrefix(users: readonly SystemUser[]): readonly string[] {
  const { uid, gid } = users.find((user) => user.uid > 0 && user.gid > 0) ?? { uid: 1000, gid: 1000 };
  return ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`];
}
