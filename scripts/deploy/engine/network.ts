import { execFileSync } from 'node:child_process';

/** A network of containers on this machine, with the subnet that compose.yaml declares. */
export type Network = {
  /** The same for the life of the network. */
  addressOf(name: string): string;
  /** With the length of the subnet, as an interface is told. */
  rangeOf(name: string): string;
  /** Another name of somebody. */
  alias(name: string, of: string): void;
  /** What stands in everybody's /etc/hosts. */
  hosts(): string;
  /** Gives the network name space of a process its end of a cable. */
  connect(name: string, processId: number): void;
  remove(): void;
};

const bridge = 'safiri-deploy';
/** The machine itself has the first; some are left to others. */
const firstAddress = 10;

/** `subnet` as 172.28.0.0/16; everybody on it is named from the beginning. */
export function openNetwork(subnet: string, names: readonly string[]): Network {
  const [prefix = '', length = ''] = subnet.split('.0/');
  const addresses = new Map(names.map((name, index) => [name, `${prefix}.${firstAddress + index}`]));
  removeBridge();
  ip('link', 'add', bridge, 'type', 'bridge');
  ip('address', 'add', `${prefix}.1/${length}`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  const addressOf = (name: string): string => {
    const address = addresses.get(name);
    if (address === undefined) throw new Error(`Nobody on the network is called ${name}.`);
    return address;
  };
  return {
    addressOf,
    rangeOf: (name) => `${addressOf(name)}/${length}`,
    alias: (name, of) => void addresses.set(name, addressOf(of)),
    hosts: () => ['127.0.0.1 localhost', ...[...addresses].map(([name, address]) => `${address} ${name}`)].join('\n'),
    connect: (name, processId) => {
      const outside = `sd-${processId}`;
      ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(processId));
      ip('link', 'set', outside, 'master', bridge, 'up');
    },
    remove: removeBridge,
  };
}

/** Also that of a run that was killed. */
function removeBridge(): void {
  try {
    execFileSync('ip', ['link', 'delete', bridge], { stdio: 'ignore' });
  } catch {
    // There is none.
  }
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args);
}
