// Hands one mail to the operator's mail server. What the server says is kept as a code: its words may hold an address.

import { createTransport } from 'nodemailer';
import { errorCode } from '../../database/error-code.ts';
import type { Mail, MailLanguage } from './sign-in-words.ts';

export interface MailOptions {
  /** `smtp://user:password@host:587` or `smtps://…` */
  readonly url: string;
  /** as in a From line */
  readonly from: string;
  /** where a person signs in */
  readonly link: string;
  readonly language: MailLanguage;
}

export interface Posted {
  /** null: taken */
  readonly error: string | null;
  readonly mayRetry: boolean;
}

export interface MailBox {
  /** Never rejects. */
  post(mail: Mail): Promise<Posted>;
  close(): void;
}

const timeoutMs = 20_000;
const loopback = ['localhost', '127.0.0.1', '[::1]'];

export function openMailBox({ url, from }: Pick<MailOptions, 'url' | 'from'>): MailBox {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isSecure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    // Nothing leaves the machine in the clear.
    requireTLS: !isSecure && !loopback.includes(hostname),
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async post({ to, subject, text }) {
      try {
        const headers = { 'Auto-Submitted': 'auto-generated' };
        await transport.sendMail({ from, to, subject, text, headers });
        return { error: null, mayRetry: false };
      } catch (error) {
        return judged(error);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

/** A 4xx answer and a server that cannot be reached pass; after the text was sent, silence may mean that it was taken. */
function judged(error: unknown): Posted {
  const { responseCode, command } = error as { readonly responseCode?: number; readonly command?: string };
  if (typeof responseCode === 'number')
    return { error: `smtp-${responseCode}`, mayRetry: responseCode >= 400 && responseCode < 500 };
  const isUnknown = command === 'DATA';
  return { error: isUnknown ? 'unknown' : (errorCode(error) ?? 'failed'), mayRetry: !isUnknown };
}
