import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceNames } from '@safiri/contracts';
import { freePort, type RunningServer } from '@safiri/runtime/servers';
import { ownRelease } from '../../src/cluster/cluster-config.ts';
import { startNginx, type NginxPorts } from '../../src/cluster/nginx.ts';

const missing = existsSync('/usr/sbin/nginx')
  ? ''
  : ' (skipped: there is no nginx; Debian: apt-get install nginx-light)';

/** Plays a process: says who it is and what it was sent, unless a test has it do something else. */
type Player = { readonly server: Server; readonly port: number; heard: number; listener: RequestListener };
const players = new Map<string, Player>();
let folder: string;
let nginx: RunningServer | undefined;
let ports: NginxPorts;

async function play(name: string): Promise<Player> {
  const server = createServer((request, response) => {
    player.heard += 1;
    player.listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const player: Player = { server, port, heard: 0, listener: sayWho(name) };
  players.set(name, player);
  return player;
}

function sayWho(name: string): RequestListener {
  return (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, url: request.url, headers: request.headers }));
  };
}

async function untilRead(request: IncomingMessage): Promise<void> {
  for await (const _chunk of request);
}

beforeAll(async () => {
  if (missing !== '') return;
  folder = await mkdtemp(path.join(tmpdir(), 'safiri-nginx-'));
  const [certificate, key] = [path.join(folder, 'tls.crt'), path.join(folder, 'tls.key')];
  const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  const upstreams = new Map<string, number[]>();
  for (const name of [...serviceNames, 'portal']) upstreams.set(name, [(await play(name)).port]);
  upstreams.set('ticketing', [...(upstreams.get('ticketing') ?? []), (await play('ticketing-2')).port]);
  ports = { gateway: await freePort(), portal: await freePort(), staff: await freePort(), internal: await freePort() };
  nginx = await startNginx({ folder, release: ownRelease, ports, upstreams, tls: { certificate, key } });
});
afterAll(async () => {
  await nginx?.stop();
  for (const { server } of players.values()) {
    server.closeAllConnections();
    server.close();
  }
  if (missing === '') await rm(folder, { recursive: true, force: true });
});

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string };

type Asked = { readonly headers?: Record<string, string>; readonly body?: string };

/** As a browser asks: TLS and HTTP/2. */
async function ask(port: number, address: string, { headers = {}, body = '' }: Asked = {}): Promise<Answer> {
  const session = connectHttp2(`https://localhost:${port}`, { rejectUnauthorized: false });
  try {
    const stream = session.request({ ':path': address, ...headers }, { endStream: false });
    stream.end(body);
    const [answered] = await once(stream, 'response');
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    return { status: Number(answered[':status']), headers: answered, body: text };
  } finally {
    session.close();
  }
}

/** The cipher that both sides agree to in this version of TLS. */
async function handshake(port: number, version: SecureVersion, ciphers: string): Promise<string> {
  const socket: TLSSocket = connectTls({
    port,
    host: 'localhost',
    rejectUnauthorized: false,
    minVersion: version,
    maxVersion: version,
    ciphers,
  });
  try {
    await once(socket, 'secureConnect');
    return socket.getCipher().name;
  } finally {
    socket.destroy();
  }
}

function told(answer: Answer): { name: string; url: string; headers: Record<string, string> } {
  return JSON.parse(answer.body);
}

describe.skipIf(missing !== '')(`the way in${missing}`, () => {
  it('gives each service its operations, and the portal its pages', async () => {
    for (const name of serviceNames) {
      const answer = told(await ask(ports.gateway, `/api/v1/${name}/x?y=%20`));
      expect(answer.name.replace('-2', '')).toBe(name);
      expect(answer.url).toBe(`/api/v1/${name}/x?y=%20`);
    }
    expect((await ask(ports.gateway, '/search')).status).toBe(404);
    expect(told(await ask(ports.portal, '/search')).name).toBe('portal');
    expect(told(await ask(ports.portal, '/api/v1/qr/x')).name).toBe('qr');
    expect(told(await ask(ports.gateway, '/api/openapi.json')).name).toBe('portal');
    expect(await ask(ports.staff, '/')).toMatchObject({
      status: 302,
      headers: { location: `https://localhost:${ports.staff}/staff` },
    });
  });

  it('hides what is for processes alone', async () => {
    for (const port of [ports.gateway, ports.portal, ports.staff])
      for (const address of ['/internal/v1/auth/revocations', '/health/ready'])
        expect((await ask(port, address)).status).toBe(404);
    const inside = await fetch(`http://127.0.0.1:${ports.internal}/internal/v1/auth/revocations`);
    expect(await inside.json()).toMatchObject({ name: 'auth' });
    expect((await ask(ports.gateway, '/health')).status).toBe(200);
  });

  it('agrees to TLS 1.2 and 1.3 with strong ciphers, and to nothing older or weaker', async () => {
    const { gateway } = ports;
    // Our side agrees to anything: what fails is refused by the other.
    const weakest = 'ALL:@SECLEVEL=0';
    for (const version of ['TLSv1', 'TLSv1.1'] as const)
      await expect(handshake(gateway, version, weakest)).rejects.toThrow(/alert|version|handshake/i);
    await expect(handshake(gateway, 'TLSv1.2', 'AES128-SHA:@SECLEVEL=0')).rejects.toThrow(/handshake/i);
    expect(await handshake(gateway, 'TLSv1.2', weakest)).toMatch(/^ECDHE-.*(GCM|POLY1305)/);
    expect(await handshake(gateway, 'TLSv1.3', weakest)).toMatch(/^TLS_/);
  });

  it('names requests, and says where they come from', async () => {
    const { headers } = told(await ask(ports.portal, '/', { headers: { 'x-forwarded-for': '203.0.113.7' } }));
    expect(headers).toMatchObject({
      host: `localhost:${ports.portal}`,
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '203.0.113.7, 127.0.0.1',
    });
    expect(headers['x-request-id']).toMatch(/^\w{32}$/);
    const name = '0af7651916cd43dd8448eb211c80319c';
    const named = told(await ask(ports.portal, '/', { headers: { 'x-request-id': name } }));
    expect(named.headers['x-request-id']).toBe(name);
    const odd = told(await ask(ports.portal, '/', { headers: { 'x-request-id': 'x y' } }));
    expect(odd.headers['x-request-id']).toMatch(/^\w{32}$/);
  });

  it('repeats at another process a read that broke, and not a write', async () => {
    const both = [players.get('ticketing'), players.get('ticketing-2')];
    const heard = (): number => both.reduce((sum, player) => sum + (player?.heard ?? 0), 0);
    const breakLine: RequestListener = (request) => {
      void untilRead(request).then(() => request.socket.destroy());
    };
    for (const player of both) if (player !== undefined) player.listener = breakLine;
    try {
      const before = heard();
      const away = await ask(ports.gateway, '/api/v1/ticketing/trips', {
        headers: { 'x-request-id': '0af7651916cd43dd8448eb211c80319c' },
      });
      expect(away).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
      expect(JSON.parse(away.body)).toMatchObject({
        code: 'UNAVAILABLE',
        requestId: '0af7651916cd43dd8448eb211c80319c',
      });
      expect(heard() - before).toBe(2);
      expect(
        (await ask(ports.gateway, '/api/v1/ticketing/holds', { headers: { ':method': 'POST' }, body: '{}' })).status,
      ).toBe(503);
      expect(heard() - before).toBe(3);
    } finally {
      for (const player of both) if (player !== undefined) player.listener = sayWho('ticketing');
    }
  });

  it('takes uploads where there are some, and large bodies nowhere else', async () => {
    const json = JSON.stringify({ text: 'x'.repeat(300_000) });
    const post = { ':method': 'POST', 'content-type': 'application/json' };
    const refused = await ask(ports.gateway, '/api/v1/ticketing/holds', { headers: post, body: json });
    expect(refused.status).toBe(413);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(
      (await ask(ports.gateway, '/api/v1/company/feed-imports?feedName=x', { headers: post, body: json })).status,
    ).toBe(200);
    expect((await ask(ports.gateway, '/api/v1/payment/statements/card', { headers: post, body: json })).status).toBe(
      200,
    );
  });

  it('has files of pages that no process has any more', async () => {
    await mkdir(path.join(folder, 'kept', 'assets'), { recursive: true });
    await writeFile(path.join(folder, 'kept', 'assets', 'old-1a2b.js'), 'old()');
    const portal = players.get('portal');
    if (portal === undefined) throw new Error('the portal is played');
    portal.listener = (request, response) =>
      void response.writeHead(request.url === '/assets/new.js' ? 200 : 404).end('the process');
    try {
      expect((await ask(ports.portal, '/assets/new.js')).body).toBe('the process');
      const old = await ask(ports.portal, '/assets/old-1a2b.js');
      expect(old).toMatchObject({ status: 200, body: 'old()', headers: { 'content-type': 'text/javascript' } });
      expect(old.headers['cache-control']).toContain('immutable');
      expect((await ask(ports.portal, '/assets/never.js')).status).toBe(404);
    } finally {
      portal.listener = sayWho('portal');
    }
  });

  it('takes a connection for each request on the inside, so that a reload breaks none that is used again', async () => {
    const inside = await fetch(`http://127.0.0.1:${ports.internal}/api/v1/qr/x`);
    expect(inside.headers.get('connection')).toBe('close');
    await inside.body?.cancel();
  });

  it('compresses what is long', async () => {
    const long = players.get('qr');
    if (long !== undefined)
      long.listener = (_request, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ x: 'x'.repeat(5_000) }));
    const answer = await ask(ports.gateway, '/api/v1/qr/x', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  });

  it('holds back nothing of a stream', async () => {
    const speak: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    };
    for (const name of ['ticketing', 'ticketing-2']) {
      const player = players.get(name);
      if (player !== undefined) player.listener = speak;
    }
    const session = connectHttp2(`https://localhost:${ports.portal}`, { rejectUnauthorized: false });
    const stream = session.request({ ':path': '/api/v1/ticketing/trips/7/seat-map/updates' });
    const [first] = await once(stream, 'data');
    expect(String(first)).toBe('data: 1\n\n');
    session.destroy();
  });
});
