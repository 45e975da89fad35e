// What an operator says about mail in the environment: the same for a relay of its own and for `npm start`.

import { z } from 'zod';
import type { MailOptions } from './mail/post-mail.ts';
import { mailLanguages } from './mail/sign-in-words.ts';

const isMailServer = (text: string): boolean =>
  URL.canParse(text) && ['smtp:', 'smtps:'].includes(new URL(text).protocol) && new URL(text).hostname !== '';

export const mailVariables = {
  MAIL_URL: z
    .string()
    .refine(isMailServer, 'must look like smtps://user:password@host:465 or smtp://user:password@host:587')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must look like Sales Sync <sales-sync@contoso.com>',
    )
    .optional(),
  MAIL_LINK: z
    .string()
    .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', 'must be an https URL')
    .optional(),
  MAIL_LANGUAGE: z.enum(mailLanguages, `must be one of ${mailLanguages.join(', ')}`).default('en'),
};

interface Given {
  readonly MAIL_URL?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
  readonly MAIL_LINK?: string | undefined;
  readonly MAIL_LANGUAGE: MailOptions['language'];
}

/** To be put on the schema of an environment: without all three there is no mail. */
export function checkMail(given: Given, context: z.RefinementCtx): void {
  const named = ['MAIL_URL', 'MAIL_FROM', 'MAIL_LINK'] as const;
  if (named.every((name) => given[name] === undefined)) return;
  for (const name of named)
    if (given[name] === undefined)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'must be set: MAIL_URL, MAIL_FROM and MAIL_LINK go together',
      });
}

/** null: no mail was set up */
export function mailOf({
  MAIL_URL: url,
  MAIL_FROM: from,
  MAIL_LINK: link,
  MAIL_LANGUAGE: language,
}: Given): MailOptions | null {
  return url === undefined || from === undefined || link === undefined ? null : { url, from, link, language };
}
