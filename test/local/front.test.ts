import { connect } from 'node:http2';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openCertificates } from '../../src/local/front/certificates.ts';
import type { Certificates } from '../../src/local/front/certificates.ts';
import { openFront } from '../../src/local/front/front.ts';
import type { Front, Listener } from '../../src/local/front/front.ts';
import { createTrustingFetch } from '../../src/local/front/trusting-fetch.ts';
import type { TrustingFetch } from '../../src/local/front/trusting-fetch.ts';
import { freePort, temporaryFolder } from '../sandbox/identity-bench.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await openCertificates(temporaryFolder(), Date.now());
});

const opened: (Front | TrustingFetch)[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0)) await thing.close(50);
});

/** Answers who was asked, with which path and which stripped prefix. */
const tell = (name: string) => (request: IncomingMessage, response: ServerResponse) => {
  response.end(`${name} ${request.url ?? ''} ${String(request.headers['x-forwarded-prefix'])}`);
};

async function open(listeners: readonly Listener[]): Promise<Front> {
  const front = await openFront(certificates, listeners);
  opened.push(front);
  return front;
}

function trusting(): typeof fetch {
  const made = createTrustingFetch(readFileSync(certificates.caFile, 'utf8'));
  opened.push(made);
  return made.fetch;
}

const graph = { prefix: '/graph', handle: tell('graph') };

describe('the front', () => {
  it('hands each request to the owner of its path', async () => {
    const port = await freePort();
    await open([
      {
        name: 'front',
        port,
        owners: [
          { prefix: '/identity', keepsPrefix: true, handle: tell('identity') },
          graph,
          { handle: tell('relay') },
        ],
      },
    ]);
    const fetch = trusting();
    const ask = async (path: string): Promise<string> => {
      const headers = { 'x-forwarded-prefix': '/forged' };
      return (await fetch(`https://localhost:${port}${path}`, { headers })).text();
    };
    expect(await ask('/identity/x?y=1')).toBe('identity /identity/x?y=1 undefined');
    expect(await ask('/graph/v1.0/me')).toBe('graph /v1.0/me /graph');
    expect(await ask('/graph?x')).toBe('graph /?x /graph');
    expect(await ask('/graphs')).toBe('relay /graphs undefined');
    expect(await ask('/')).toBe('relay / undefined');
  });

  it('answers on an own port with and without the prefix', async () => {
    const port = await freePort();
    await open([{ name: 'graph', port, impliedPrefix: '/graph', owners: [graph] }]);
    const fetch = trusting();
    expect(await (await fetch(`https://localhost:${port}/v1.0/me`)).text()).toBe('graph /v1.0/me undefined');
    expect(await (await fetch(`https://localhost:${port}/graph/v1.0/me`)).text()).toBe(
      'graph /v1.0/me /graph',
    );
  });

  it('speaks HTTP/2 and tells the handlers the host', async () => {
    const port = await freePort();
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      response.end(`${request.httpVersion} ${request.headers.host ?? ''}`);
    };
    await open([{ name: 'front', port, owners: [{ handle }] }]);
    const session = connect(`https://localhost:${port}`, { ca: readFileSync(certificates.caFile) });
    const body = await new Promise<string>((resolve) => {
      let text = '';
      const stream = session.request({ ':path': '/' });
      stream.setEncoding('utf8');
      stream.on('data', (part: string) => (text += part));
      stream.on('end', () => {
        resolve(text);
      });
    });
    session.close();
    expect(body).toBe(`2.0 localhost:${port}`);
  });

  it('names the port that is in use and the way out, and opens none', async () => {
    const [free, taken] = [await freePort(), await freePort()];
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve));
    const owners = [{ handle: tell('any') }];
    const attempt = openFront(certificates, [
      { name: 'front', port: free, owners },
      { name: 'Graph', port: taken, owners },
    ]);
    await expect(attempt).rejects.toMatchObject({
      name: 'PortInUseError',
      message: expect.stringMatching(new RegExp(`Port ${taken} \\(Graph\\) is in use.*PORT=4000 npm start`)),
    });
    await new Promise((resolve) => other.close(resolve));
    await open([{ name: 'front', port: free, owners }]);
  });

  it('lets an answer under way end and cuts one that never ends', async () => {
    const port = await freePort();
    const waiting: ServerResponse[] = [];
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      if (request.url === '/never') response.flushHeaders();
      waiting.push(response);
      if (waiting.length === 2) arrived();
    };
    let arrived = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const front = await open([{ name: 'front', port, owners: [{ handle }] }]);
    const fetch = trusting();
    const slow = fetch(`https://localhost:${port}/slow`).then((response) => response.text());
    const never = fetch(`https://localhost:${port}/never`).then((response) => response.text());
    await both;
    const closing = front.close(100);
    waiting.find((response) => response.req.url === '/slow')?.end('done');
    expect(await slow).toBe('done');
    await expect(never).rejects.toThrow();
    await closing;
  });
});
