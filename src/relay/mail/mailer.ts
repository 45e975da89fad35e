// Sends the mails that are due in one organisation, one after the other.

import { settleMail, takeDueMails } from '../queries/notifications/sign-in-mails.ts';
import type { TenantSql } from '../tenant-sql.ts';
import { openMailBox } from './post-mail.ts';
import type { MailOptions } from './post-mail.ts';
import { signInMail } from './sign-in-words.ts';

export interface Mailer {
  send(tenantId: string): Promise<void>;
  close(): void;
}

interface MailerParts {
  readonly sql: TenantSql;
  readonly clock: () => number;
  readonly mail: MailOptions;
}

export function createMailer({ sql, clock, mail }: MailerParts): Mailer {
  const box = openMailBox(mail);
  return {
    async send(tenantId) {
      const due = await sql.write(tenantId, (transaction) =>
        takeDueMails(transaction, { tenantId, nowMs: clock() }),
      );
      for (const { userId, name, email } of due) {
        const posted = await box.post(signInMail(mail.language, { name, email, link: mail.link }));
        await sql.write(tenantId, (transaction) =>
          settleMail(transaction, { tenantId, nowMs: clock() }, { userId, ...posted }),
        );
      }
    },
    close: () => {
      box.close();
    },
  };
}
