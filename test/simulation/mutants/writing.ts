// Bugs of writing: intents, preconditions, unknown outcomes, bases, the lease.

import { mutant, type Mutant } from './mutant.ts';

const apply = 'sync/run/apply/apply-plans.ts';
const push = 'sync/run/apply/push-writes.ts';
const intents = 'sync/plan/write/build-intents.ts';
const settle = 'sync/plan/write/settle-write.ts';
const failure = 'sync/plan/write/settle-failure.ts';
const live = 'sync/plan/pair/plan-live.ts';
const context = 'sync/run/run-context.ts';

const openCase = "    case 'throttled':\n    case 'unknown':\n";

export const writing: readonly Mutant[] = [
  mutant(
    'intent-not-durable',
    { breaks: 'a crash after a write leaves nothing that knows of it', sees: ['I1', 'I22'] },
    [apply, "{ table: 'intents', put: plan.intents }", "{ table: 'intents', put: [] }"],
  ),
  mutant(
    'update-without-if-match',
    { breaks: 'an edit made between read and write is overwritten', sees: ['I2'] },
    [intents, '    expectedEtag: target.etag,\n', '    expectedEtag: null,\n'],
  ),
  mutant(
    'delete-without-if-match',
    { breaks: 'an edit made between read and delete is deleted', sees: ['I6'] },
    [
      intents,
      '    expectedEtag: request.target.etag,\n    settlement: { ...nothing, before: request.target.units },\n',
      '    expectedEtag: null,\n    settlement: { ...nothing, before: request.target.units },\n',
    ],
  ),
  mutant(
    'overwrites-after-412',
    { breaks: 'a refused write is sent again without its precondition', sees: ['I2'] },
    [
      push,
      '    const outcomes = await remoteOf(run, first.side).write(waiting, underLease(run));\n',
      `    const sent = await remoteOf(run, first.side).write(waiting, underLease(run));
    const isMoved = (id: string): boolean =>
      sent.some((outcome) => outcome.intentId === id && outcome.result === 'precondition-failed');
    const blind = waiting.filter((one) => isMoved(one.intentId)).map((one) => ({ ...one, expectedEtag: null }));
    const forced = blind.length === 0 ? [] : await remoteOf(run, first.side).write(blind, underLease(run));
    const outcomes = [...sent.filter((outcome) => outcome.result !== 'precondition-failed'), ...forced];
`,
    ],
  ),
  mutant(
    'own-repeated-write-taken-as-edit',
    { breaks: 'a write carried out twice passes for an edit of a person', sees: ['I4'] },
    [push, "answer?.result === 'found' &&", "answer?.result === 'found' && context.runId === '' &&"],
  ),
  mutant(
    'moved-record-not-merged-again',
    { breaks: 'an edit whose write met a 412 never arrives', sees: ['I22'] },
    [
      failure,
      "      { table: 'inbox', put: rowsAgain(context, intent, { link: ends, attempts, notBeforeMs }) },\n",
      '',
    ],
  ),
  mutant(
    'unknown-taken-as-not-written',
    { breaks: 'a create whose answer was lost is made twice', sees: ['I1'] },
    [
      settle,
      openCase,
      "    case 'unknown':\n      return retryOperations(context, intent, link);\n    case 'throttled':\n",
    ],
  ),
  mutant(
    'unknown-taken-as-written',
    { breaks: 'an update that never arrived counts as agreed', sees: ['I13', 'I22'] },
    [
      settle,
      openCase,
      `    case 'unknown':
      if (intent.operation === 'update' && intent.target !== null) {
        const { side, kind, whole } = intent;
        const seen = { side, kind, etag: null, modifiedAtMs: 0, title: '', isShared: false, isReadOnly: false };
        const record = { ...seen, ...intent.target, units: whole, isDeleted: false, marker: null };
        return settleWritten(context, request, record);
      }
      return { operations: [], counted: null, failure: null, isOpen: true };
    case 'throttled':
`,
    ],
  ),
  mutant(
    'gone-taken-as-done',
    { breaks: 'an edit whose target was deleted meanwhile is forgotten with its pair', sees: ['I22', 'I6'] },
    [
      settle,
      "      return intent.operation === 'delete'\n        ? settleDeleted(context, request)\n        : retryOperations(context, intent, link);\n",
      '      return settleDeleted(context, request);\n',
    ],
  ),
  mutant(
    'answers-matched-by-order',
    {
      breaks: 'in a batch whose answers come in another order records get the ids of others',
      sees: ['I8', 'I12'],
    },
    [
      push,
      '  const byId = new Map(outcomes.map((outcome) => [outcome.intentId, outcome]));\n',
      '  const byId = new Map(outcomes.map((outcome, index) => [intents[index]?.intentId, outcome]));\n',
    ],
  ),
  mutant(
    'base-before-confirmation',
    { breaks: 'a write that fails counts as agreed, and the edit is lost', sees: ['I13', 'I22'] },
    [
      live,
      '[...merged.settled, ...ceded[record.side]]',
      '[...merged.settled, ...ceded[record.side], ...merged.writes.sales, ...merged.writes.microsoft]',
    ],
  ),
  mutant(
    'base-from-read-back',
    { breaks: 'an edit made between create and read-back counts as agreed', sees: ['I22'] },
    [
      settle,
      '  const units = request.isReadBack ? intent.units : record.units;\n',
      '  const units = record.units;\n',
    ],
  ),
  mutant(
    'base-of-source-forgotten',
    { breaks: 'the next edit on the other side looks like a conflict', sees: ['I9', 'I10', 'I3', 'I19'] },
    [
      settle,
      '      base: { ...source.base, ...intent.settlement?.sourceBase },\n',
      '      base: source.base,\n',
    ],
  ),
  mutant(
    'edits-in-answers-ignored',
    { breaks: 'what a person typed between our read and our write is never carried over', sees: ['I22'] },
    [
      settle,
      '  if (!isMoved && intent.settlement?.isRestore !== true) return [];\n',
      '  if (isMoved || true) return [];\n',
    ],
  ),
  mutant('journal-row-missing', { breaks: 'a write cannot be explained or undone', sees: ['I33'] }, [
    settle,
    "      { table: 'journal', put: [journalRow(context, request, record)] },\n",
    '',
  ]),
  mutant(
    'journal-of-deletes-missing',
    { breaks: 'a delete cannot be undone, and the guard does not count it', sees: ['I33', 'I25'] },
    [settle, "    { table: 'journal', put: [journalRow(context, request, null)] },\n", ''],
  ),
  mutant(
    'journal-before-after-empty',
    { breaks: 'the journal does not say what a write changed', sees: ['I33'] },
    [
      settle,
      "    before: intent.operation === 'create' ? null : (intent.settlement?.before ?? null),\n    after: after === null ? null : Object.fromEntries(after),\n",
      '    before: null,\n    after: after === null ? null : {},\n',
    ],
  ),
  mutant(
    'journal-says-after-of-before',
    { breaks: 'what the journal calls before is what the write made of it', sees: ['I33'] },
    [
      settle,
      "    before: intent.operation === 'create' ? null : (intent.settlement?.before ?? null),\n",
      "    before: intent.operation === 'update' ? intent.units : (intent.settlement?.before ?? null),\n",
    ],
  ),
  mutant(
    'all-units-sent',
    {
      breaks: 'an edit of one field carries every other field along, old values too',
      sees: ['I11', 'I2', 'I10'],
    },
    [
      intents,
      `  const { source, target, names } = request;
  const payload = payloadOf(context, source.side, source.units, names);
`,
      `  const { source, target } = request;
  const names = request.names.length === 0 ? [] : context.units;
  const payload = payloadOf(context, source.side, source.units, names);
`,
    ],
  ),
  mutant(
    'throttle-ignored',
    { breaks: 'a service that asks for patience is asked again at once', sees: ['I27'] },
    ['sync/run/patience.ts', '  await run.ports.clock.sleep(ms, run.signal);\n', ''],
  ),
  mutant(
    'patience-not-passed-on',
    { breaks: 'the next run comes before the service wants to be asked again', sees: ['I27'] },
    ['sync/run/patience.ts', '    run.tally.nextRunInMs = ms;\n', ''],
  ),
  mutant(
    'commit-without-epoch',
    { breaks: 'a run that lost its lease writes over the state of the next one', sees: ['I30'] },
    [context, '  ensureLease(run);\n  // Counts of', '  // Counts of'],
    [context, 'store.commit(run.grant.epoch, [', 'store.commit(null, ['],
  ),
  mutant(
    'sends-under-lost-lease',
    { breaks: 'a run that lost its lease goes on writing', sees: ['I30', 'I29'] },
    [context, "  if (!run.grant.isCurrent()) throw new SyncError('lease-lost');\n", ''],
  ),
  mutant(
    'sends-what-slept-past-its-lease',
    { breaks: 'a machine that wakes makes what another one has made meanwhile', sees: ['I29'] },
    [context, '      return !run.grant.isCurrent();\n', '      return false;\n'],
  ),
];
