// Fills a new mailbox with what the sample company says is in that person's Outlook.
import type { Company } from '../../company/company.ts';
import type { Person } from '../../company/person.ts';
import type { OutlookContactSeed } from '../../company/records.ts';
import type { ContactBody } from '../contact/body.ts';
import { newCategoryId } from './ids.ts';
import { Mailbox } from './mailbox.ts';
import type { MailboxContext } from './mailbox.ts';
import { emptyMailbox } from './snapshot.ts';
import type { StoredCategory } from './snapshot.ts';
import { windowsZone } from './time-zones.ts';

export type CompanySeed = Pick<Company, 'people' | 'outlookContactsOf'>;

const presetNames = ['Red', 'Orange', 'Yellow', 'Green', 'Blue', 'Purple'];
const presets = ['preset0', 'preset1', 'preset3', 'preset4', 'preset7', 'preset8'];

function firstCategories(contacts: readonly OutlookContactSeed[]): StoredCategory[] {
  const used = new Set(contacts.flatMap(({ categories }) => categories));
  return [
    ...presetNames.map((name, index) => ({
      id: newCategoryId(),
      displayName: `${name} category`,
      color: presets[index] ?? 'none',
    })),
    ...[...used].map((displayName) => ({ id: newCategoryId(), displayName, color: 'preset9' })),
  ];
}

function bodyOf({ birthday, businessAddress, homeAddress, ...plain }: OutlookContactSeed): ContactBody {
  const change = {
    ...plain,
    ...(businessAddress === null ? {} : { businessAddress }),
    ...(homeAddress === null ? {} : { homeAddress }),
    birthday: birthday === null ? null : `${birthday}T11:59:00Z`,
  };
  return { change, properties: {}, extensions: [] };
}

export function emptyMailboxOf(person: Person, context: MailboxContext): Mailbox {
  const settings = {
    timeZone: windowsZone(person.timeZone),
    locale: person.locale,
    dateFormat: person.locale === 'en-US' ? 'M/d/yyyy' : 'dd/MM/yyyy',
    timeFormat: person.locale === 'en-US' ? 'h:mm tt' : 'HH:mm',
  };
  return new Mailbox(emptyMailbox(settings), context);
}

export function seededMailbox(person: Person, company: CompanySeed, context: MailboxContext): Mailbox {
  const mailbox = emptyMailboxOf(person, context);
  const contacts = company.outlookContactsOf(person.userName);
  mailbox.categories.push(...firstCategories(contacts));
  for (const contact of contacts) mailbox.create(mailbox.defaultFolderId, bodyOf(contact));
  return mailbox;
}
