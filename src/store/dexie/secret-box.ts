// Keeps a secret text (the Sales refresh token) on this device, sealed by AES-GCM under a key that script can use but
// not read out. It guards a copied profile or a backup, not a page that runs foreign script.

import type { PaneValues } from './pane-values.ts';

export interface SecretBox {
  put(name: string, secret: string): Promise<void>;
  /** null when there is none, or when it cannot be unsealed any more: then a person signs in again */
  get(name: string): Promise<string | null>;
  remove(name: string): Promise<void>;
}

type SealingKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

interface Sealed {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly text: ArrayBuffer;
}

const keyName = 'sealing-key';
/** NIST SP 800-38D: 96 bits, random, never twice under one key */
const nonceBytes = 12;

export function createSecretBox(values: PaneValues): SecretBox {
  const encoder = new TextEncoder();
  // the name is authenticated, so that one secret cannot be passed off as another
  const cipher = (name: string, iv: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv,
    additionalData: encoder.encode(name),
  });
  return {
    async put(name, secret) {
      const key = await sealingKey(values);
      const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const text = await crypto.subtle.encrypt(cipher(name, nonce), key, encoder.encode(secret));
      await values.put(rowName(name), { nonce, text } satisfies Sealed);
    },
    async get(name) {
      const sealed = (await values.get(rowName(name))) as Sealed | undefined;
      if (sealed === undefined) return null;
      const key = await sealingKey(values);
      try {
        const bytes = await crypto.subtle.decrypt(cipher(name, sealed.nonce), key, sealed.text);
        return new TextDecoder().decode(bytes);
      } catch {
        return null;
      }
    },
    remove: (name) => values.remove(rowName(name)),
  };
}

function rowName(name: string): string {
  return `secret:${name}`;
}

/** Two panes may ask at once: the first key that is stored is everyone's. */
async function sealingKey(values: PaneValues): Promise<SealingKey> {
  const stored = await values.get(keyName);
  if (stored !== undefined) return stored as SealingKey;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return (await values.putFirst(keyName, made)) as SealingKey;
}
