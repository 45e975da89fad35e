// Loaded before the system in its own process (`--import`): appends what its background runs exchange with both services to the
// file CONTRACT_RECORDING, one JSON per line. The product itself knows nothing of it.

import { appendFileSync } from 'node:fs';
import type { ClientRequest, IncomingMessage } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { createSample } from '../contract/alike.ts';
import { kept, type Exchange } from '../contract/exchange.ts';

const isService = /^\/(?:(?:graph\/)?v1\.0|(?:sales\/)?crmRestApi)\//;
const isWanted = createSample();
const file = process.env['CONTRACT_RECORDING'] ?? '';
const request = https.request;

function texts(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

function record(outgoing: ClientRequest): void {
  let requestText = '';
  const end = outgoing.end.bind(outgoing) as (...rest: unknown[]) => ClientRequest;
  outgoing.end = (...rest: unknown[]): ClientRequest => {
    if (typeof rest[0] === 'string' || Buffer.isBuffer(rest[0])) requestText = rest[0].toString();
    return end(...rest);
  };
  outgoing.on('response', (incoming: IncomingMessage) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const exchange: Exchange = {
        method: outgoing.method,
        url: `https://${outgoing.host}${outgoing.path}`,
        requestHeaders: kept(texts(outgoing.getHeaders())),
        requestText,
        status: incoming.statusCode ?? 0,
        headers: texts(incoming.headers),
        text: Buffer.concat(chunks).toString(),
      };
      if (isWanted(exchange)) appendFileSync(file, `${JSON.stringify(exchange)}\n`);
    });
  });
}

https.request = ((...args: Parameters<typeof request>) => {
  const outgoing = request(...args);
  if (isService.test(outgoing.path)) record(outgoing);
  return outgoing;
}) as typeof request;
syncBuiltinESMExports();
