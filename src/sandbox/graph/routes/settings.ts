// mailboxSettings: the zone by its Windows name, the language, and how dates are written.
import { z } from 'zod';
import type { MailboxExchange, MailboxHandlers } from '../environment.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { StoredSettings } from '../mailbox/snapshot.ts';
import { reply } from '../wire/exchange.ts';
import type { GraphReply } from '../wire/exchange.ts';
import { splitList } from '../wire/query.ts';
import type { TargetOf } from '../wire/target.ts';
import { parsedBody } from './parsed-body.ts';

export const settingHandlers: Pick<MailboxHandlers, 'settings'> = {
  settings: { GET: readSettings, PATCH: updateSettings },
};

function settingsJson(
  mailbox: Mailbox,
  { timeZone, locale, dateFormat, timeFormat }: StoredSettings,
): object {
  return {
    archiveFolder: `${mailbox.rootId.slice(0, -8)}ARCHIVE=`,
    timeZone,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat,
    timeFormat,
    userPurpose: 'user',
    automaticRepliesSetting: { status: 'disabled', externalAudience: 'all' },
    language: {
      locale,
      displayName: new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale,
    },
    workingHours: {
      daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      startTime: '08:00:00.0000000',
      endTime: '17:00:00.0000000',
      timeZone: { name: timeZone },
    },
  };
}

function readSettings({ mailbox, request, person }: MailboxExchange<TargetOf<'settings'>>): GraphReply {
  const { select } = request.query;
  const wanted = select === undefined ? null : new Set(splitList(select));
  const shown = Object.entries(settingsJson(mailbox, mailbox.settings)).filter(
    ([name]) => wanted === null || wanted.has(name),
  );
  const context = `${request.root}/$metadata#users('${person.oid}')/mailboxSettings`;
  return reply(200, { '@odata.context': context, ...Object.fromEntries(shown) });
}

const settingsPatch = z.looseObject({
  timeZone: z.string().min(1).optional(),
  dateFormat: z.string().optional(),
  timeFormat: z.string().optional(),
  language: z.looseObject({ locale: z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/) }).optional(),
});

function updateSettings(exchange: MailboxExchange<TargetOf<'settings'>>): GraphReply {
  const { mailbox, request } = exchange;
  const patch = parsedBody(settingsPatch, request.body);
  const { settings } = mailbox;
  mailbox.settings = {
    timeZone: patch.timeZone ?? settings.timeZone,
    dateFormat: patch.dateFormat ?? settings.dateFormat,
    timeFormat: patch.timeFormat ?? settings.timeFormat,
    locale: patch.language?.locale ?? settings.locale,
  };
  mailbox.onChange();
  return readSettings(exchange);
}
