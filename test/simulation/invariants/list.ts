// The invariants by id: where each is judged, or which feature it waits for. A waiting one is counted and never green.

interface Judged {
  readonly id: string;
  readonly title: string;
  /** `plans`: in every random plan; `schedules`: over all schedules of a scenario; `elsewhere`: by another suite */
  readonly judged: 'plans' | 'schedules' | 'elsewhere';
}
interface Waiting {
  readonly id: string;
  readonly title: string;
  readonly waitsFor: string;
}
export type Invariant = Judged | Waiting;

const inPlans = (id: string, title: string): Judged => ({ id, title, judged: 'plans' });

export const invariants: readonly Invariant[] = [
  inPlans('I1', 'nothing is made twice'),
  inPlans('I2', 'nothing unread is overwritten'),
  inPlans('I3', 'edits of different fields survive, and what loses is kept'),
  inPlans('I4', 'what a person deleted stays deleted'),
  inPlans('I5', 'no delete without a cause'),
  inPlans('I6', 'no delete takes unseen content along'),
  inPlans('I7', 'no value that nobody wrote'),
  inPlans('I8', 'no value of another record or field'),
  inPlans('I9', 'the policy decides as its text says'),
  inPlans('I10', 'a question is about two edits and shows them, and nothing is written before its answer'),
  inPlans('I11', 'only what changed is sent'),
  inPlans('I12', 'a record has one link'),
  inPlans('I13', 'a base is something its side once held'),
  inPlans('I14', 'every state on disk is one the next start can use'),
  inPlans('I15', 'a cursor moves only with what it covers'),
  inPlans('I16', 'one open intent per record and operation'),
  { id: 'I17', title: 'a crash ends where a calm schedule ends', judged: 'schedules' },
  inPlans('I18', 'a replayed page writes nothing'),
  inPlans('I19', 'a run with nothing to do does nothing'),
  inPlans('I20', 'no echo'),
  inPlans('I21', 'writes are bounded by what people did'),
  inPlans('I22', 'both sides end alike, and a delete arrives'),
  inPlans('I23', 'the order of pages and batches does not matter'),
  inPlans('I24', 'a round after 410 writes nothing'),
  inPlans('I25', 'deletes above the limit wait, and no others'),
  inPlans('I26', 'a poisoned record blocks nobody'),
  inPlans('I27', 'nothing is sent before a service allows it'),
  inPlans('I28', 'the clock of the device decides nothing'),
  inPlans('I29', 'two engines keep I1, I2 and I5'),
  inPlans('I30', 'nothing is committed after the lease'),
  inPlans('I31', 'everything comes to rest'),
  inPlans('I32', 'what is not shared, or left the search, does not cross'),
  inPlans('I33', 'every applied write is journalled'),
  { id: 'I35', title: 'the mappings keep their laws for contacts', judged: 'elsewhere' },
  { id: 'I32', title: 'private appointments and other owners', waitsFor: 'appointments' },
  { id: 'I33', title: 'every delete can be undone from the journal', waitsFor: 'undo' },
  { id: 'I34', title: 'state of an earlier version is finished', waitsFor: 'a second version of the store' },
  { id: 'I35', title: 'the mappings of the other kinds', waitsFor: 'appointments, tasks and mail' },
];

export function isWaiting(invariant: Invariant): invariant is Waiting {
  return 'waitsFor' in invariant;
}
