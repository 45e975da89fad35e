// Bugs of reading: cursors, captures, resyncs, removals that are believed too early.

import { mutant, type Mutant } from './mutant.ts';

const capture = 'sync/run/pull/capture-page.ts';
const outlook = 'sync/run/pull/pull-outlook.ts';
const salesWindow = 'sync/run/pull/pull-sales.ts';
const sweep = 'sync/run/pull/sweep-keys.ts';
const pairs = 'sync/run/load/load-pairs.ts';

const believesSuspects = [
  pairs,
  '  const answer = facts.reads[side].get(end.id);\n',
  "  if (side === 'microsoft' && row?.change.type === 'removed' && row.feed === null) return 'gone';\n  const answer = facts.reads[side].get(end.id);\n",
] as const;

const believesAbsence = [
  'sync/run/load/find-others.ts',
  "  if ([...marked, ...same].some(({ id }) => id === link.sales?.id)) return 'later';\n",
  '',
] as const;

export const reading: readonly Mutant[] = [
  mutant(
    'suspicion-forgets-the-unfinished',
    {
      breaks: 'an edit whose write was refused is forgotten when two sweeps miss its record',
      sees: ['I31'],
    },
    [
      capture,
      "{ feed: '' as FeedId, side }, { type: 'removed', id }, before)",
      "{ feed: '' as FeedId, side }, { type: 'removed', id }, undefined)",
    ],
  ),
  mutant(
    'cursor-before-capture',
    { breaks: 'a crash between cursor and page loses the changes of the page', sees: ['I15'] },
    [
      capture,
      "  await commit(run, [...operations, { table: 'cursors', put: [cursor] }]);\n",
      "  await commit(run, [{ table: 'cursors', put: [cursor] }]);\n  await commit(run, operations);\n",
    ],
  ),
  mutant(
    'cursor-without-page',
    { breaks: 'changes of every page but the last are never seen', sees: ['I15', 'I22'] },
    [
      salesWindow,
      "  await commit(run, [...operations, { table: 'cursors', put: [next] }]);\n",
      "  await commit(run, [...(page.isComplete ? operations : []), { table: 'cursors', put: [next] }]);\n",
    ],
  ),
  mutant(
    'window-begun-without-reading',
    { breaks: 'what changed while the Sales cursor was dead is never read', sees: ['I22'] },
    [salesWindow, '    isFullRound: true,\n', '    isFullRound: before === undefined,\n'],
  ),
  mutant(
    'resync-drops-links',
    { breaks: 'after a 410 the pairs are forgotten and met anew', sees: ['I24', 'I22'] },
    [
      outlook,
      '      cursors = await beginRound(run, feedsOf(cursors), cursors);\n    }\n',
      `      const links = await allRows(run.ports.store, 'links');
      await commit(run, [{ table: 'links', remove: links.map((link) => link.key) }]);
      cursors = await beginRound(run, feedsOf(cursors), cursors);
    }
`,
    ],
  ),
  mutant(
    'delete-on-incomplete-round',
    { breaks: 'a full round that broke off half-way deletes what it had not reached', sees: ['I5'] },
    [
      outlook,
      "      if (!isSyncError(error) || error.code !== 'cursor-expired' || round >= maxRounds) throw error;\n",
      `      if (!isSyncError(error) || error.code !== 'cursor-expired' || round >= maxRounds) {
        if (isSyncError(error) && cursors.some((row) => row.isFullRound)) await completeRound(run, context, cursors);
        throw error;
      }
`,
    ],
    believesSuspects,
  ),
  mutant(
    'suspects-not-confirmed',
    { breaks: 'a record that a full round did not list is deleted without a look at it', sees: ['I5'] },
    believesSuspects,
  ),
  mutant(
    'removal-not-confirmed',
    { breaks: 'a removal in the feed is believed without a read by id', sees: ['I5', 'I4'] },
    [
      pairs,
      '  const answer = facts.reads[side].get(end.id);\n',
      "  if (side === 'microsoft' && row?.change.type === 'removed') return 'gone';\n  const answer = facts.reads[side].get(end.id);\n",
    ],
  ),
  mutant(
    'single-sweep-believed',
    { breaks: 'one listing that misses a key counts as proof', sees: ['I5'] },
    [
      sweep,
      'missed.filter((id) => once.has(id) && !listed.has(id))',
      'missed.filter(() => listed.size >= 0)',
    ],
    believesAbsence,
    [
      pairs,
      '  const answer = facts.reads[side].get(end.id);\n',
      "  if (side === 'sales' && row?.change.type === 'removed') return 'gone';\n  const answer = facts.reads[side].get(end.id);\n",
    ],
  ),
  mutant(
    'sales-404-believed',
    { breaks: 'a Sales record that cannot be seen for a moment counts as deleted', sees: ['I5'] },
    [
      pairs,
      "  return side === 'microsoft' || isProvenInSales(pair, row, facts.conflict) ? 'gone' : 'unproven';",
      "  return side === 'microsoft' || isProvenInSales(pair, row, facts.conflict) || true ? 'gone' : 'unproven';",
    ],
  ),
  mutant('never-leaves-search', { breaks: 'a record that left the search is kept in step', sees: ['I32'] }, [
    'sync/run/pull/release-missing.ts',
    'if (now - since >= betweenListsMs) due',
    'if (since - now >= betweenListsMs) due',
  ]),
  mutant('echo-never-put-away', { breaks: 'an echo is looked at again in every run', sees: ['I31'] }, [
    'sync/run/load/plan-slice.ts',
    "    ...emptyPlan(link.key, loaded.origin),\n    operations: [{ table: 'links', put: [link] }],",
    "    ...emptyPlan(link.key, { ...loaded.origin, rowIds: [] }),\n    operations: [{ table: 'links', put: [link] }],",
  ]),
  mutant(
    'released-by-one-list',
    { breaks: 'a record that one list of the search misses is released at once', sees: ['I22', 'C9'] },
    [
      'sync/run/pull/release-missing.ts',
      'if (now - since >= betweenListsMs) due',
      'if (now - since >= 0) due',
    ],
  ),
  mutant(
    'failed-write-forgotten',
    { breaks: 'a record that Sales refused once is never tried again', sees: ['I22', 'I31'] },
    ['sync/plan/write/settle-failure.ts', "{ table: 'inbox', put: rows },", "{ table: 'inbox', put: [] },"],
  ),
  mutant(
    'poisoned-record-blocks',
    { breaks: 'one record that Sales always refuses stops every run', sees: ['I26', 'I31', 'I14'] },
    [
      'sync/run/apply/push-writes.ts',
      "import { patiently, waitForService } from '../patience.ts';\n",
      "import { SyncError } from '../../model/error.ts';\nimport { patiently, waitForService } from '../patience.ts';\n",
    ],
    [
      'sync/run/apply/push-writes.ts',
      '    const { throttled, refused } = await settleOutcomes(',
      `    if (outcomes.some((outcome) => outcome.result === 'rejected')) throw new SyncError('malformed');
    const { throttled, refused } = await settleOutcomes(`,
    ],
  ),
  mutant(
    'refusal-not-told',
    { breaks: 'a record that Sales always refuses is nowhere to be seen', sees: ['I26'] },
    [
      'sync/plan/write/settle-failure.ts',
      "  return [{ table: 'failures', put: [row] }];",
      "  return row.title === null ? [{ table: 'failures', put: [row] }] : [];",
    ],
  ),
  mutant(
    'refusal-not-in-the-report',
    { breaks: 'a run in which a write was refused calls itself a success', sees: ['I26'] },
    [
      'sync/run/apply/push-writes.ts',
      '    if (result.failure !== null) run.tally.failures.push(result.failure);\n',
      '',
    ],
  ),
  mutant(
    'endless-not-noticed',
    { breaks: 'a feed that repeats a page for ever is read for ever', sees: ['I31'] },
    [
      'sync/run/pull/feed-pages.ts',
      'if (cursors.has(page.next) || repeats >= maxRepeats || empty >= maxEmpty)',
      'if (cursors.has(page.next))',
    ],
  ),
  mutant(
    'sentinel-asked-for-nothing',
    { breaks: 'every run asks both services for a proof that no delete needs', sees: ['I19'] },
    [
      'sync/run/apply/judge-deletes.ts',
      'const isReadable = plans.length === 0 || (await canReadBothSides(run, context));',
      'const isReadable = await canReadBothSides(run, context);',
    ],
  ),
  mutant(
    'last-row-of-a-page-counts',
    { breaks: 'an edit is lost behind a row that shows the item before it', sees: ['I15', 'I22'] },
    [
      'sync/run/pull/outdated-rows.ts',
      "    if (order === 'newer') newest",
      "    if (order !== 'same') newest",
    ],
  ),
  mutant(
    'old-row-taken-for-an-edit',
    { breaks: 'what an item was comes back on both sides', sees: ['I3', 'I7', 'I9'] },
    [
      'sync/run/pull/outdated-rows.ts',
      "  return sinceMs < 0 || (sinceMs === 0 && isChanged) ? 'judged' : null;\n",
      '  return null;\n',
    ],
  ),
  mutant(
    'name-of-category-unseen',
    { breaks: 'a known version is passed over although the category has another name now', sees: ['I22'] },
    ['sync/run/pull/capture-page.ts', '  if (isSharedOtherwise(link, record)) return false;\n', ''],
  ),
  mutant(
    'version-without-news-unseen',
    { breaks: 'an older row of a version that brought nothing new passes for an edit', sees: ['I22'] },
    ['sync/run/load/plan-slice.ts', '...asSeen(end, record)', '...end, etag: record.etag'],
  ),
  mutant(
    'old-row-taken-for-unsharing',
    { breaks: 'a row from before it was shared, within the same tick, releases a pair', sees: ['I5', 'I32'] },
    [
      'sync/run/pull/outdated-rows.ts',
      'isEdited(context, link, record) || isSharedOtherwise(link, record);',
      'isEdited(context, link, record);',
    ],
  ),
  mutant(
    'row-of-before-an-own-write',
    { breaks: 'what a row said before an own write was finished passes for an edit', sees: ['I7', 'I9'] },
    [
      'sync/run/load/load-pairs.ts',
      '  if (outdatedBy(context, record, { link, before: undefined }) !== null) return null;\n',
      '',
    ],
  ),
];
