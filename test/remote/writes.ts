// Writes as the engine makes them, with what a test does not care about filled in.
import type { Etag, IntentId, InstanceId, LinkKey, RecordId } from '../../src/sync/model/ids.ts';
import type { RecordRef, RemoteRecord, Units } from '../../src/sync/model/record.ts';
import type { Write, WriteOutcome } from '../../src/sync/model/write.ts';
import type { Side } from '../../src/sync/model/side.ts';

let intents = 0;

function write(side: Side, more: Partial<Write>): Write {
  intents += 1;
  return {
    intentId: `intent-${String(intents)}` as IntentId,
    side,
    kind: 'contact',
    operation: 'create',
    key: `key${String(intents)}` as LinkKey,
    target: null,
    expectedEtag: null,
    units: {},
    whole: more.units ?? {},
    accountId: null,
    marker: null,
    unshare: false,
    ...more,
  };
}

export interface WriteMaker {
  create(units: Units, more?: Partial<Write>): Write;
  update(record: RemoteRecord, units: Units, more?: Partial<Write>): Write;
  remove(record: RemoteRecord, more?: Partial<Write>): Write;
}

/** Creates carry their marker, updates and deletes the etag of the record. */
export function writesTo(side: Side, instance: InstanceId): WriteMaker {
  const at = ({ id, address, etag }: RemoteRecord): Pick<Write, 'target' | 'expectedEtag'> => ({
    target: { id, address },
    expectedEtag: etag,
  });
  return {
    create(units, more = {}) {
      const made = write(side, { units, ...more });
      return { ...made, marker: { key: made.key, instance } };
    },
    update: (record, units, more = {}) =>
      write(side, {
        operation: 'update',
        ...at(record),
        units,
        whole: { ...record.units, ...units },
        ...more,
      }),
    remove: (record, more = {}) => write(side, { operation: 'delete', ...at(record), ...more }),
  };
}

export function refTo(id: unknown, address: string | null = null): RecordRef {
  return { id: String(id) as RecordId, address };
}

/** The record of a write that must have succeeded. */
export function recordIn(outcome: WriteOutcome | undefined): RemoteRecord {
  if (outcome?.result !== 'written') throw new Error(`not written: ${JSON.stringify(outcome)}`);
  return outcome.record;
}

export const staleEtag = 'W/"stale"' as Etag;
