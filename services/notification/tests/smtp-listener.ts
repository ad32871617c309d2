import { createServer, type AddressInfo, type Server } from 'node:net';

/** A mail server of a few lines that speaks real SMTP over a real socket and answers DATA as told. */
export type SmtpListener = { readonly url: string; readonly mails: string[]; answer: string; close(): Promise<void> };

export async function listenForMail(): Promise<SmtpListener> {
  const state = { mails: [] as string[], answer: '250 kept' };
  const server = createServer((socket) => {
    let mail: string | undefined;
    let pending = '';
    socket.on('error', () => undefined);
    socket.write('220 test ESMTP\r\n');
    socket.on('data', (chunk) => {
      pending += chunk.toString();
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (mail !== undefined) {
          if (line !== '.') {
            mail += `${line}\n`;
            continue;
          }
          if (state.answer.startsWith('250')) state.mails.push(mail);
          mail = undefined;
          socket.write(`${state.answer}\r\n`);
        } else if (line === 'DATA') {
          mail = '';
          socket.write('354 go on\r\n');
        } else if (line === 'QUIT') socket.end('221 bye\r\n');
        else socket.write('250 fine\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${portOf(server)}`,
    mails: state.mails,
    get answer() {
      return state.answer;
    },
    set answer(answer: string) {
      state.answer = answer;
    },
    close: async () => await new Promise((resolve) => server.close(() => resolve())),
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
