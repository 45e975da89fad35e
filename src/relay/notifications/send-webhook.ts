// One attempt to deliver: signed, to a pinned address, no redirect followed, little of the answer read.

import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { RequestOptions } from 'node:https';
import { errorCode } from '../../database/error-code.ts';
import { findTarget } from './webhook-address.ts';
import type { AddressRules, WebhookTarget } from './webhook-address.ts';

export interface Webhook {
  readonly url: string;
  readonly secret: string;
  /** epoch ms, part of what is signed: an old body sent again by somebody else is known as old */
  readonly atMs: number;
  readonly deliveryId: string;
  readonly body: string;
}

const timeoutMs = 10_000;

export function signatureOf({ secret, atMs, body }: Pick<Webhook, 'secret' | 'atMs' | 'body'>): string {
  const seconds = Math.floor(atMs / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

/** null: taken (2xx). Else a code: an HTTP status, a network error, or why the address is not called. */
export async function sendWebhook(webhook: Webhook, rules: AddressRules): Promise<string | null> {
  try {
    const status = await post(await findTarget(webhook.url, rules), webhook);
    return status >= 200 && status < 300 ? null : `http-${status}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'AddressRefused') return error.message;
    const code = errorCode(error) ?? 'failed';
    return code === 'ABORT_ERR' ? 'timeout' : code;
  }
}

function post(target: WebhookTarget, webhook: Webhook): Promise<number> {
  const options: RequestOptions = {
    method: 'POST',
    // the name stays for the certificate and the Host header, the address is the one that was checked
    lookup: (_host, { all }, done) => {
      const { address, family } = target;
      if (all) done(null, [{ address, family }]);
      else done(null, address, family);
    },
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(webhook.body),
      'user-agent': 'Sales-Sync-Webhook/1',
      'x-sales-sync-delivery': webhook.deliveryId,
      'x-sales-sync-signature': signatureOf(webhook),
    },
  };
  const send = target.url.protocol === 'http:' ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const request = send(target.url, options, (response) => {
      resolve(response.statusCode ?? 0);
      // what a receiver writes is nobody's business and may be endless
      response.destroy();
    });
    request.on('error', reject);
    request.end(webhook.body);
  });
}
