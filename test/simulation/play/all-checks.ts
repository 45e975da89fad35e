// Every check of the steps, in the order in which they judge: some look at the mirrors before a commit is in them, some after.

import type { Check } from '../invariants/check.ts';
import type { Mirror } from '../invariants/mirror.ts';
import type { HeldDigest } from '../invariants/store.ts';
import type { Runner } from '../world/engine-host.ts';
import { accountChecks } from '../invariants/accounts.ts';
import { createChecks } from '../invariants/creates.ts';
import { adoptionChecks } from '../reference/adoption-checks.ts';
import { droppedChecks } from '../reference/dropped-fields.ts';
import { loopChecks } from '../reference/loop-checks.ts';
import { memoryChecks } from '../reference/lost-memory.ts';
import { holdChecks } from '../reference/carried-deletes.ts';
import { policyChecks } from '../reference/policy-checks.ts';
import { questionChecks } from '../reference/question-checks.ts';
import { releaseChecks } from '../reference/release-checks.ts';
import { searchChecks } from '../reference/search-checks.ts';
import { wishChecks } from '../reference/wish-checks.ts';
import { deleteChecks } from '../invariants/deletes.ts';
import { emptiedSweepChecks } from '../invariants/audit/emptied-sweeps.ts';
import { guardChecks } from '../invariants/audit/guard.ts';
import { refusalChecks } from '../invariants/audit/refusals.ts';
import { journalChecks } from '../invariants/audit/journal.ts';
import { patienceChecks } from '../invariants/patience.ts';
import { portChecks } from '../invariants/ports.ts';
import { reachedChecks } from '../invariants/reached.ts';
import { storeChecks } from '../invariants/store.ts';
import { writeChecks } from '../invariants/writes.ts';

export function allChecks(disks: ReadonlyMap<Runner, Mirror>, hasHeld: HeldDigest): readonly Check[] {
  return [
    memoryChecks(),
    droppedChecks(),
    createChecks(),
    accountChecks(),
    writeChecks(),
    policyChecks(),
    adoptionChecks(disks),
    loopChecks(disks),
    releaseChecks(),
    searchChecks(),
    wishChecks(),
    deleteChecks(),
    emptiedSweepChecks(),
    guardChecks(),
    refusalChecks(disks),
    journalChecks(),
    portChecks(),
    patienceChecks(),
    reachedChecks(disks),
    holdChecks(disks),
    storeChecks(disks, hasHeld),
    questionChecks(disks),
  ];
}
