import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findProgram, startServer, type RunningServer } from '@safiri/runtime/servers';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';

export type NginxPorts = {
  readonly gateway: number;
  readonly portal: number;
  readonly staff: number;
  readonly internal: number;
};
/** A service, or the website, and the ports of its processes. */
export type Upstreams = ReadonlyMap<string, readonly number[]>;

export async function startNginx(options: {
  readonly folder: string;
  /** The checkout whose deploy/nginx is run. */
  readonly release: string;
  readonly ports: NginxPorts;
  readonly upstreams: Upstreams;
  /** Files of a certificate and its key: then the public ports take TLS and HTTP/2. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}): Promise<RunningServer> {
  const { folder, release, ports, upstreams, tls } = options;
  const program = findProgram('/usr/sbin/nginx', '/usr/bin/nginx');
  if (program === undefined) throw new StartRefusal('There is no nginx (Debian: apt-get install nginx-light).');
  await mkdir(path.join(folder, 'temp'), { recursive: true });
  await mkdir(path.join(folder, 'site'), { recursive: true });
  await layFiles(folder, release);
  for (const [name, port] of Object.entries(ports))
    await writeFile(
      path.join(folder, 'site', `listen-${name}.conf`),
      listenLines(port, name === 'internal' ? undefined : tls),
    );
  await writeUpstreams(folder, upstreams);
  const server = startServer({
    program,
    args: [
      '-p',
      folder,
      '-c',
      path.join(folder, 'nginx.conf'),
      '-g',
      `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`,
    ],
    port: ports.gateway,
    logFile: path.join(folder, 'nginx.log'),
  });
  await server.untilReady();
  return server;
}

/** What a release says of the way in. What differs between machines, its `site`, stays. */
export async function layFiles(folder: string, release: string): Promise<void> {
  const [from, site] = [path.join(release, 'deploy', 'nginx'), path.join(release, 'deploy', 'nginx', 'site')];
  await cp(from, folder, { recursive: true, filter: (source) => source !== site });
}

/** Whom requests are given to from the next reload on. */
export async function writeUpstreams(folder: string, upstreams: Upstreams): Promise<void> {
  const blocks = [...upstreams].map(([name, ports]) => {
    const servers = ports.map((port) => `  server 127.0.0.1:${port} max_fails=3 fail_timeout=5s;\n`).join('');
    return `upstream ${name} {\n${servers}  keepalive 32;\n}\n`;
  });
  await writeFile(path.join(folder, 'site', 'upstreams.conf'), blocks.join(''));
}

function listenLines(port: number, tls: { readonly certificate: string; readonly key: string } | undefined): string {
  if (tls === undefined) return `listen 127.0.0.1:${port};\n`;
  return `listen 127.0.0.1:${port} ssl http2;\nssl_certificate ${tls.certificate};\nssl_certificate_key ${tls.key};\n`;
}
