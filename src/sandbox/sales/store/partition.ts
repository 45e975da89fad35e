// The part of the store that is one owner's: seeded on first use, and on disk only what differs from the seed.
import { z } from 'zod';
import { openJsonStore } from '../../persistence/json-store.ts';
import type { JsonStore } from '../../persistence/json-store.ts';
import type { Row } from './row.ts';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const rowSchema = z.strictObject({
  kind: z.enum(['contacts', 'accounts']),
  partyId: z.string(),
  partition: z.string(),
  version: z.int(),
  values,
  team: z.array(z.string()).readonly(),
  points: z.array(z.strictObject({ id: z.string(), values })).readonly(),
});

const searchRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('owned-by-me') }),
  z.strictObject({ kind: z.literal('of-accounts'), accountPartyIds: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal('listed'), partyIds: z.array(z.string()).readonly() }),
]);

const savedSearch = z.strictObject({
  queryUuid: z.string(),
  savedSearchNumber: z.string(),
  entity: z.literal('Contact'),
  name: z.string(),
  description: z.string().nullable(),
  access: z.enum(['Public', 'Private']),
  isDefault: z.boolean(),
  rule: searchRule,
});

const partitionSchema = z.strictObject({
  /** rows that were written since the seed, by PartyId */
  rows: z.record(z.string(), rowSchema),
  /** saved searches this person made */
  ownSearches: z.array(savedSearch),
  /** per queryUuid: contacts put in or taken out by hand */
  membership: z.record(
    z.string(),
    z.strictObject({ joined: z.array(z.string()), left: z.array(z.string()) }),
  ),
});

export type PartitionState = z.output<typeof partitionSchema>;
export type StoredSearch = z.output<typeof savedSearch>;

// A first sync of 2,000 contacts writes for a minute: one snapshot a second is enough.
const SNAPSHOT_DELAY_MS = 1_000;

export function openPartition(folder: string, owner: string): JsonStore<PartitionState> {
  return openJsonStore<PartitionState>(
    folder,
    owner,
    { rows: {}, ownSearches: [], membership: {} },
    { parse: (json) => partitionSchema.parse(json), delayMs: SNAPSHOT_DELAY_MS },
  );
}

/** Rows of the seed, each replaced by its written successor, then the rows that were made later. */
export function mergeRows(seeded: readonly Row[], written: PartitionState['rows']): Row[] {
  const seededIds = new Set(seeded.map((row) => row.partyId));
  const made = Object.values(written).filter((row) => !seededIds.has(row.partyId));
  return [...seeded.map((row) => written[row.partyId] ?? row), ...made];
}
