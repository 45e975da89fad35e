// What an operator says about webhooks in the environment: the same for a relay of its own and for `npm start`.

import { z } from 'zod';
import type { WebhookOptions } from './options.ts';

export const webhookVariables = {
  WEBHOOK_ALLOW_PRIVATE: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  WEBHOOK_SECRET_KEY: z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, 'must be 32 bytes in base64')
    .optional(),
};

export function webhooksOf(data: {
  readonly WEBHOOK_ALLOW_PRIVATE: '0' | '1';
  readonly WEBHOOK_SECRET_KEY?: Buffer | undefined;
}): WebhookOptions {
  return { allowsPrivate: data.WEBHOOK_ALLOW_PRIVATE === '1', secretKey: data.WEBHOOK_SECRET_KEY ?? null };
}
