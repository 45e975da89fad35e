// One stored party. Rows are never changed in place: a write makes a new row, so a batch is undone by dropping it.
// Ids are decimal strings, instants ISO 8601 UTC with milliseconds and `Z`; an absent attribute is null on the wire.

export type Value = string | number | boolean;
export type Values = Readonly<Record<string, Value>>;
export type PartyKind = 'contacts' | 'accounts';

/** A further e-mail or phone of a contact. */
export interface ContactPoint {
  readonly id: string;
  readonly values: Values;
}

export interface Row {
  readonly kind: PartyKind;
  readonly partyId: string;
  /** whose snapshot file keeps the row; fixed when the row is made */
  readonly partition: string;
  /** counts the row's writes; the ETag is made of it */
  readonly version: number;
  readonly values: Values;
  /** user names that see an account; empty on contacts */
  readonly team: readonly string[];
  readonly points: readonly ContactPoint[];
}

export function stringOf(row: Row, attribute: string): string | null {
  const value = row.values[attribute];
  return typeof value === 'string' ? value : null;
}

/** A copy with `changes` applied; null removes an attribute. */
export function withValues(values: Values, changes: Readonly<Record<string, Value | null>>): Values {
  const next: Record<string, Value> = { ...values };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) Reflect.deleteProperty(next, name);
    else next[name] = value;
  }
  return next;
}
