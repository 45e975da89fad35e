// Runs the housekeeping by timer. A round that fails is logged and tried again next time.

import {
  announceQuietRuns,
  announceSilentRunners,
  dropOld,
  expireCommands,
  interruptSilentRuns,
} from './queries/housekeeping.ts';
import type { TenantSql } from './tenant-sql.ts';

export interface Housekeeper {
  /** One round of everything. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

interface Parts {
  readonly sql: TenantSql;
  readonly clock: () => number;
  onError(error: unknown): void;
}

const roundMs = 15_000;
/** old rows are looked for once per this many rounds */
const roundsPerDrop = 40;
/** the look for silent runners reads every row */
const roundsPerLook = 4;

export function startHousekeeper({ sql, clock, onError }: Parts): Housekeeper {
  let rounds = 0;
  let running: Promise<void> = Promise.resolve();

  async function tidy(): Promise<void> {
    const nowMs = clock();
    await sql.keep(async (transaction) => {
      await interruptSilentRuns(transaction, nowMs);
      // twice the pause, so that a late round misses nobody
      await announceQuietRuns(transaction, nowMs, 2 * roundMs);
    });
    if (rounds % roundsPerLook === 0)
      await sql.keep((transaction) => announceSilentRunners(transaction, nowMs, 2 * roundsPerLook * roundMs));
    if (rounds % roundsPerDrop === 0) {
      await sql.keep((transaction) => expireCommands(transaction, nowMs));
      while (await sql.keep((transaction) => dropOld(transaction, nowMs)));
    }
    rounds += 1;
  }

  const timer = setInterval(() => {
    running = tidy().catch(onError);
  }, roundMs);
  timer.unref();
  return {
    tidy,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
