// A mail server on this machine: keeps what it takes, answers recipients as told.

import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** head and body as they came */
  readonly text: string;
}

export interface TestMailServer {
  /** `smtp://127.0.0.1:…` */
  readonly url: string;
  readonly taken: TakenMail[];
  /** recipients that were offered, taken or not */
  readonly offers: string[];
  /** what a recipient is answered, e.g. 550; null: taken */
  refusal: number | null;
  close(): Promise<void>;
}

export async function startMailServer(port = 0): Promise<TestMailServer> {
  const taken: TakenMail[] = [];
  const offers: string[] = [];
  const state: { refusal: number | null } = { refusal: null };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, answer) {
      offers.push(address);
      if (state.refusal === null) answer();
      else answer(Object.assign(new Error(`no such person: ${address}`), { responseCode: state.refusal }));
    },
    onData(stream, { envelope }, answer) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        taken.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString('utf8'),
        });
        answer();
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    offers,
    get refusal() {
      return state.refusal;
    },
    set refusal(next) {
      state.refusal = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
