// What both services hold, read from their stores and not through a connector: whose copy it is, what the fields that people
// edit say in one plain form, and the fields that no connector may touch.

import type { ContactView } from '../../../../src/sandbox/graph/control.ts';
import type { SalesRecord } from '../../../../src/sandbox/sales/control.ts';
import type { EditedField } from '../../plan.ts';
import { CATEGORY, USER, type Services } from './services.ts';

export type Fields = Readonly<Record<EditedField, string | null>>;

export interface Copy {
  readonly id: string;
  /** number of the person of the address book; null for a stranger */
  readonly who: number | null;
  readonly isShared: boolean;
  readonly fields: Fields;
  /** fields outside the mapping, as JSON */
  readonly unmapped: string;
}

/** Live copies on either side. */
export function copiesOf({ graph, sales }: Services): { readonly microsoft: Copy[]; readonly sales: Copy[] } {
  return {
    microsoft: graph.contacts(USER).map(outlookCopy),
    sales: sales
      .contacts(USER)
      .filter(({ active }) => active)
      .map(salesCopy),
  };
}

function outlookCopy(view: ContactView): Copy {
  const emails = listOf(view['emailAddresses']);
  const phones = listOf(view['businessPhones']);
  const address = (view['businessAddress'] ?? {}) as Readonly<Record<string, string | undefined>>;
  return {
    id: String(view['id']),
    who: whoIn(view['surname']),
    isShared: listOf(view['categories']).includes(CATEGORY),
    fields: {
      jobTitle: textOf(view['jobTitle']),
      department: textOf(view['department']),
      middleName: textOf(view['middleName']),
      'phone.work': digitsOf(textOf(phones[0])),
      businessAddress: placeOf([address['street'], address['city']]),
      email: addressIn(emails[0])?.toLowerCase() ?? null,
    },
    unmapped: JSON.stringify([
      view['nickName'],
      view['personalNotes'],
      view['spouseName'],
      emails.slice(1),
      phones.slice(1),
      listOf(view['categories']).filter((name) => name !== CATEGORY),
    ]),
  };
}

const salesUnmapped = ['PreviousLastName', 'AcademicTitle', 'Comments', 'DoNotCallFlag', 'Initials'];

function salesCopy({ partyId, values }: SalesRecord): Copy {
  const phone = ['WorkPhoneCountryCode', 'WorkPhoneAreaCode', 'WorkPhoneNumber'].map((name) =>
    String(values[name] ?? ''),
  );
  return {
    id: partyId,
    who: whoIn(values['LastName']),
    isShared: true,
    fields: {
      jobTitle: textOf(values['JobTitle']),
      department: textOf(values['Department']),
      middleName: textOf(values['MiddleName']),
      'phone.work': digitsOf(phone.join('')),
      businessAddress: placeOf([values['AddressLine1'], values['City']]),
      email: textOf(values['EmailAddress'])?.toLowerCase() ?? null,
    },
    unmapped: JSON.stringify(salesUnmapped.map((name) => values[name] ?? null)),
  };
}

function whoIn(surname: unknown): number | null {
  const match = typeof surname === 'string' ? /^P(\d+)$/.exec(surname) : null;
  return match === null ? null : Number(match[1]);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function digitsOf(value: string | null): string | null {
  return textOf(value?.replaceAll(/\D/g, ''));
}

function placeOf(parts: readonly unknown[]): string | null {
  return textOf(parts.flatMap((part) => textOf(part) ?? []).join(', '));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function addressIn(email: unknown): string | null {
  return typeof email === 'object' && email !== null && 'address' in email ? textOf(email.address) : null;
}
