// Bugs of first meetings: keys, markers, read-back, adoption.

import { mutant, type Mutant } from './mutant.ts';

const recover = 'sync/run/apply/recover-intents.ts';
const lone = 'sync/plan/pair/plan-lone.ts';
const planContext = 'sync/plan/plan-context.ts';
const candidates = 'sync/run/load/find-candidates.ts';
const prepare = 'sync/run/prepare-run.ts';
const syncKind = 'sync/run/sync-kind.ts';

export const creating: readonly Mutant[] = [
  mutant(
    'adoption-ends-in-half-a-round',
    { breaks: 'what another engine made, and no feed has shown yet, is made once more', sees: ['I1'] },
    [syncKind, ' && (await isOutlookRead(run, context))', ''],
  ),
  mutant(
    'moved-item-without-its-pair',
    { breaks: 'an item whose pair waits for the next look passes for a copy of itself', sees: ['I1'] },
    ['sync/run/load/find-others.ts', '    gone.add(moved.id);\n', ''],
  ),
  mutant(
    'mark-of-a-forgotten-pair-is-foreign',
    { breaks: 'an item marked before memory was set back is made once more', sees: ['I1'] },
    [
      'sync/run/load/find-others.ts',
      '  const ofPairs = new Set<LinkKey | null>(pairs.flatMap((pair) => pair?.key ?? []));\n',
      '  const ofPairs = new Set<LinkKey | null>(context.adoption === null ? marks : pairs.flatMap((pair) => pair?.key ?? []));\n',
    ],
  ),
  mutant(
    'mark-of-an-unknown-pair-unsearched',
    { breaks: 'a record that another engine made in place of one never met is made once more', sees: ['I1'] },
    [
      'sync/run/load/find-others.ts',
      'isDoubtful ? await unknownMark(run, context, { link, microsoft }) : []',
      '[]',
    ],
  ),
  mutant(
    'gone-namesake-still-counts',
    { breaks: 'an item waits for a namesake that is no more', sees: ['I24'] },
    [candidates, '        !question.gone.has(row.recordId) &&\n', ''],
  ),
  mutant(
    'create-without-read-back',
    { breaks: 'a create whose answer was lost is sent again at once', sees: ['I1'] },
    [
      recover,
      `  const absent = await readBackCreates(
    run,
    context,
    open.filter((intent) => intent.operation === 'create'),
  );
`,
      "  const absent = open.filter((intent) => intent.operation === 'create');\n",
    ],
  ),
  mutant(
    'read-back-without-patience',
    { breaks: 'a create is sent again before its key could be found', sees: ['I1'] },
    [recover, 'const waitsMs = [2_000, 4_000, 8_000, 16_000];', 'const waitsMs: readonly number[] = [];'],
  ),
  mutant(
    'key-from-run',
    {
      breaks: 'another run, another device, another key: nothing recognises its own work',
      sees: ['I1', 'I4'],
    },
    [planContext, "context.kind, replaced ?? '']", "context.kind, replaced ?? '', context.runId]"],
  ),
  mutant('no-marker-on-create', { breaks: 'a create cannot be read back by its key', sees: ['I1', 'I14'] }, [
    'sync/plan/write/build-intents.ts',
    '    marker: { key: request.key, instance: context.instance },\n',
    '    marker: null,\n',
  ]),
  mutant(
    'newest-of-two-by-marker',
    { breaks: 'of an item and its copy the copy is taken for the original', sees: ['I12', 'I22', 'A1'] },
    [
      candidates,
      'age(one) - age(other) || (one.id < other.id ? -1 : 1));\n',
      'age(other) - age(one) || (one.id < other.id ? 1 : -1));\n',
    ],
    [recover, '    (one, other) => age(one) - age(other) ||', '    (one, other) => age(other) - age(one) ||'],
  ),
  mutant(
    'one-of-two-candidates-adopted',
    {
      breaks: 'where two records have one natural key, one is taken without asking',
      sees: ['I1', 'I12', 'I9', 'A2'],
    },
    [
      lone,
      'const isUnique = candidates.length === 1 && input.rivals.length === 0;',
      'const isUnique = candidates.length > 0;',
    ],
    [
      lone,
      '  if (input.natural.some((candidate) => candidate.isLinked) || input.rivals.length > 0) {\n',
      '  if (input.natural.some((candidate) => candidate.isLinked)) {\n',
    ],
  ),
  mutant(
    'copies-adopted',
    { breaks: 'a copy that a person made is linked to a record that has its pair', sees: ['I12', 'I1'] },
    [
      lone,
      '  if (input.natural.some((candidate) => candidate.isLinked) || input.rivals.length > 0) {\n',
      '  if (input.rivals.length > 0) {\n',
    ],
  ),
  mutant(
    'copy-made-again',
    { breaks: 'a copy that a person made gets its own record in Sales', sees: ['I1'] },
    [
      lone,
      '  if (input.natural.some((candidate) => candidate.isLinked) || input.rivals.length > 0) {\n    return duplicate(context, input);\n  }\n  const [only, ...more] = input.natural;\n',
      '  const [only, ...more] = input.natural.filter((candidate) => !candidate.isLinked);\n',
    ],
  ),
  mutant(
    'adoption-by-natural-key-off',
    { breaks: 'what is there on both sides before the first sync is made twice', sees: ['I1'] },
    [
      lone,
      '  const candidates = input.natural.filter((candidate) => !candidate.isLinked);\n',
      '  const candidates = input.natural.slice(0, 0);\n',
    ],
  ),
  mutant(
    'adoption-ignores-time',
    { breaks: 'after lost memory an old value may win over the newer one', sees: ['I9', 'I3', 'A6'] },
    [
      prepare,
      'return adoption?.kinds.includes(kind) === true ? { sinceMs: adoption.sinceMs } : null;',
      'return adoption?.kinds.includes(kind) === true ? { sinceMs: null } : null;',
    ],
  ),
  mutant(
    'old-bases-trusted',
    {
      breaks: 'a store that another one overtook merges with bases of long ago',
      sees: ['I9', 'I3', 'I10', 'I13'],
    },
    [
      prepare,
      '  if (stored?.isForgetting !== true && !isNewStore && !isNewState) return;',
      '  if (stored?.isForgetting !== true && !isNewState) return;',
    ],
  ),
  mutant(
    'unshared-item-created',
    { breaks: 'a contact that its owner never shared is sent to Sales', sees: ['I32'] },
    [lone, "  if (!record.isShared) return exclude(context, input, 'no-category');\n", ''],
  ),
  mutant(
    'brought-back-and-made-again',
    { breaks: 'an item that a person brought back a moment ago gets a second one beside it', sees: ['I1'] },
    [
      'sync/run/load/find-others.ts',
      "known === 'later' || known.some(({ id }) => id === link.microsoft?.id)",
      "known === 'later'",
    ],
  ),
  mutant(
    'key-of-another-pair-taken',
    { breaks: 'the pair of a copy that moved is overwritten by the pair it was copied from', sees: ['I24'] },
    ['sync/plan/pair/relink.ts', ' || input.taken.has(mark)', ''],
  ),
  mutant(
    'returned-record-taken-for-made',
    { breaks: 'what a record said before it was brought back passes for an edit', sees: ['I13', 'I3'] },
    [
      'sync/plan/write/settle-write.ts',
      '  if (isFormer(request, record)) return settleReturned(context, request, record);\n',
      '',
    ],
  ),
];
