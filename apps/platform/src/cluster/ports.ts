import { freePort, type RabbitPorts } from '@safiri/runtime/servers';
import { reservePort } from '../port.ts';
import type { ClusterSettings } from './cluster-config.ts';
import type { NginxPorts } from './nginx.ts';

export type Ports = { readonly nginx: NginxPorts; readonly redis: number; readonly rabbit: RabbitPorts };

/** The public ones as they were asked for, found free; the others are whichever are free. All on 127.0.0.1. */
export async function choosePorts(settings: ClusterSettings): Promise<Ports> {
  return {
    nginx: {
      gateway: await publicPort(settings.GATEWAY_PORT),
      portal: await publicPort(settings.PORTAL_PORT),
      staff: await publicPort(settings.STAFF_PORT),
      internal: await freePort(),
    },
    redis: await freePort(),
    rabbit: { port: await freePort(), distributionPort: await freePort(), epmdPort: await freePort() },
  };
}

async function publicPort(asked: number): Promise<number> {
  return asked === 0 ? await freePort() : await reservePort(asked, '127.0.0.1');
}
