// What a write makes of a contact: which parts of an address survive, and which names the server makes up itself.
import type { AddressChange, ContactChange, ContactFields, PhysicalAddress, TextField } from './fields.ts';

const nameParts = [
  'givenName',
  'middleName',
  'surname',
  'generation',
] as const satisfies readonly TextField[];

function nameOf(fields: ContactFields): string {
  return nameParts.flatMap((part) => fields[part] ?? []).join(' ') || (fields.companyName ?? '');
}

function fileAsOf({ surname, givenName, companyName }: ContactFields): string {
  return [surname, givenName].flatMap((part) => part ?? []).join(', ') || (companyName ?? '');
}

function mergedAddress(
  old: PhysicalAddress,
  change: AddressChange | null,
  mode: 'merge' | 'replace',
): PhysicalAddress {
  if (change === null) return {};
  const both: AddressChange = mode === 'merge' ? { ...old, ...change } : change;
  return Object.fromEntries(Object.entries(both).filter(([, value]) => value !== null));
}

/**
 * The fields after a write. The server makes displayName anew when a part of the name changes and the body does not say
 * it, or says null; fileAs only when it is unset.
 */
export function changedFields(
  old: ContactFields,
  change: ContactChange,
  mode: 'merge' | 'replace',
): ContactFields {
  const { homeAddress, businessAddress, otherAddress, ...plain } = change;
  const next: ContactFields = {
    ...old,
    ...plain,
    ...(homeAddress === undefined ? {} : { homeAddress: mergedAddress(old.homeAddress, homeAddress, mode) }),
    ...(businessAddress === undefined
      ? {}
      : { businessAddress: mergedAddress(old.businessAddress, businessAddress, mode) }),
    ...(otherAddress === undefined
      ? {}
      : { otherAddress: mergedAddress(old.otherAddress, otherAddress, mode) }),
  };
  const named = nameParts.some((part) => part in change);
  const displayName =
    (change.displayName ?? (named || 'displayName' in change ? nameOf(next) : old.displayName)) ||
    nameOf(next);
  return {
    ...next,
    displayName,
    fileAs: (next.fileAs ?? '') ? next.fileAs : fileAsOf(next),
    personalNotes: next.personalNotes ?? '',
  };
}
