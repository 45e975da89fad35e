// Bugs of deletes, releases and the guard.

import { mutant, type Mutant } from './mutant.ts';

const guard = 'sync/plan/guard-deletes.ts';
const dead = 'sync/plan/pair/plan-dead.ts';
const judge = 'sync/run/apply/judge-deletes.ts';
const recover = 'sync/run/apply/recover-intents.ts';
const pair = 'sync/plan/pair/plan-pair.ts';
const live = 'sync/plan/pair/plan-live.ts';
const kind = 'sync/run/plan-kind.ts';
const outlook = 'sync/run/pull/pull-outlook.ts';
const others = 'sync/run/load/find-others.ts';

export const deleting: readonly Mutant[] = [
  mutant(
    'removal-believed-before-the-new-place',
    {
      breaks: 'an item that moves while its feed is read passes for deleted, and its record dies',
      sees: ['I5'],
    },
    [outlook, 'isFull || wasOpen || run.justRemoved.size > 0', 'isFull || wasOpen'],
    [others, '  if (run.justRemoved.has(microsoft.id)) return false;\n', ''],
  ),
  mutant(
    'released-item-lost-on-the-move',
    { breaks: 'a wish to have a released item back is dropped when the item moved', sees: ['I31'] },
    [
      'sync/plan/pair/plan-pair.ts',
      "link.status === 'released' && microsoft === null && sales",
      "link.status === 'tombstone' && microsoft === null && sales",
    ],
  ),
  mutant(
    'throttled-taken-for-outage',
    { breaks: 'a service that asked to be left alone is asked again before deletes', sees: ['I27'] },
    ['sync/run/apply/judge-deletes.ts', " || error.code === 'throttled'", ''],
  ),
  mutant('no-delete-D3', { breaks: 'what was deleted in Sales stays in Outlook for good', sees: ['I22'] }, [
    dead,
    "  return remove(context, input, { target: microsoft, rule: 'D3' });",
    "  return release(context, input, 'let-go', 'D3');",
  ]),
  mutant('no-delete-D7', { breaks: 'what was deleted in Outlook stays in Sales for good', sees: ['I22'] }, [
    dead,
    '  if (mayDelete && context.adoption === null && !sales.isReadOnly) {',
    '  if (mayDelete && context.adoption !== null && !sales.isReadOnly) {',
  ]),
  mutant(
    'open-delete-sent-again',
    { breaks: 'a delete that got lost is sent again although its cause came back', sees: ['I5'] },
    [recover, "unmoved.filter((intent) => intent.operation === 'update'),", 'unmoved,'],
    [recover, "...unmoved.filter((intent) => intent.operation === 'delete')", ''],
  ),
  mutant(
    'share-of-the-dead-unheard',
    { breaks: 'an item is deleted although a person shared it when its record had died', sees: ['I5'] },
    [dead, "since === 'updated' || (microsoft.isShared && !link.isShared)", "since === 'updated'"],
  ),
  mutant('guard-always-holds', { breaks: 'every delete waits for a person', sees: ['I25'] }, [
    guard,
    'return question.hasShrunk || question.deletedLastDay + planned > limit;',
    'return question.hasShrunk || planned > limit - limit;',
  ]),
  mutant('guard-off', { breaks: 'any number of deletes goes through', sees: ['I25'] }, [
    guard,
    'return question.hasShrunk || question.deletedLastDay + planned > limit;',
    'return limit < 0;',
  ]),
  mutant(
    'emptied-listing-believed',
    { breaks: 'deletes go through although a side lists nothing any more', sees: ['I25'] },
    [guard, 'return question.hasShrunk || question.deleted', 'return question.deleted'],
  ),
  mutant(
    'emptied-listing-forgotten',
    {
      breaks: 'deletes that could not be judged at once find a guard that forgot what was lost',
      sees: ['I25'],
    },
    [judge, 'lost.filter((row) => !unjudged.has(row.side))', 'lost.filter(() => true)'],
  ),
  mutant(
    'spared-after-its-rows',
    { breaks: 'a person is asked about a delete that nobody wants any more', sees: ['I25'] },
    [kind, '    await sparePairs(run, new Set(decided.map(({ key }) => key)));\n', ''],
    [
      kind,
      '  });\n  await sparePairs(run, nobody);',
      '    await sparePairs(run, new Set(decided.map(({ key }) => key)));\n  });\n  await sparePairs(run, nobody);',
    ],
  ),
  mutant(
    'emptied-sweep-forgotten',
    { breaks: 'what a sweep missed and is read again meets a guard that forgot it', sees: ['I25'] },
    [judge, 'if (kind === context.kind && (isDeath || isSuspect))', 'if (kind === context.kind && isDeath)'],
  ),
  mutant(
    'emptied-sweep-outvoted',
    { breaks: 'a sweep that lists nothing passes because other links are there', sees: ['I25'] },
    [
      judge,
      'hasShrunk(sum(cursors.map((row) => row.size)), lost)',
      'hasShrunk(sum(cursors.map((row) => row.size)) + context.members.size, lost)',
    ],
  ),
  mutant(
    'dead-items-counted',
    { breaks: 'an emptied mailbox passes for a full one while the dead still have links', sees: ['I25'] },
    [
      'sync/run/apply/outlook-items.ts',
      "if (!dead.has(rowId('microsoft', kind, microsoft.id))) count",
      'count',
    ],
  ),
  mutant(
    'sentinel-not-asked',
    { breaks: 'deletes go out although a mailbox or an account cannot be read', sees: ['I25'] },
    [
      judge,
      'const isReadable = plans.length === 0 || (await canReadBothSides(run, context));',
      'const isReadable = plans.length >= 0 || (await canReadBothSides(run, context));',
    ],
  ),
  mutant('keep-taken-as-apply', { breaks: 'what a person decided to keep is deleted', sees: ['I25'] }, [
    guard,
    "const apply = held?.decision === 'apply' ? decided : [];",
    'const apply = decided;',
  ]),
  mutant('guard-forgets-the-day', { breaks: 'the limit holds per run, not per day', sees: ['I25'] }, [
    guard,
    'question.deletedLastDay + planned > limit',
    'planned > limit',
  ]),
  mutant(
    'decision-covers-more',
    { breaks: 'a decision about the deletes that were shown lets others through', sees: ['I25'] },
    [
      guard,
      '? [] : keys.filter((key) => covered.has(key));',
      '? [] : keys.filter((key) => covered.has(key) || true);',
    ],
  ),
  mutant(
    'edit-before-delete-lost',
    { breaks: 'an edit on the living side is deleted with its record', sees: ['I6', 'I22'] },
    [
      pair,
      "return isEdited(context, link, record) ? 'updated' : 'unchanged';",
      "return link.kind === 'mail' ? 'updated' : 'unchanged';",
    ],
  ),
  mutant(
    'etag-saves-the-deleted',
    { breaks: 'a record with a new etag comes back although nobody edited it', sees: ['I4', 'I22'] },
    [
      pair,
      "return isEdited(context, link, record) ? 'updated' : 'unchanged';",
      "return record.etag === link[record.side]?.etag ? 'unchanged' : 'updated';",
    ],
  ),
  mutant('recreates-on-delete', { breaks: 'a record deleted in Sales comes back there', sees: ['I4'] }, [
    dead,
    "  return remove(context, input, { target: microsoft, rule: 'D3' });",
    "  return recreate(context, input, { source: microsoft, rule: 'D3' });",
  ]),
  mutant(
    'recreates-removed-by-you',
    { breaks: 'what a person removed in Outlook comes back there', sees: ['I4'] },
    [
      dead,
      "  if (context.removedByUser.has(link.key)) return release(context, input, 'removed-by-you', 'D11');\n  if (since === 'updated') {",
      "  if (since === 'updated' || link.bornIn === 'sales') {",
    ],
  ),
  mutant(
    'born-in-outlook-deleted',
    { breaks: 'a delete in Sales deletes what was born in Outlook', sees: ['I5'] },
    [dead, "  if (link.bornIn !== 'sales') {\n", '  if (context.adoption !== null) {\n'],
  ),
  mutant(
    'delete-in-sales-without-leave',
    { breaks: 'a delete in Outlook deletes in Sales although that is off', sees: ['I5'] },
    [
      dead,
      "link.bornIn === 'microsoft' && context.kindSettings.allowDeleteInSales;",
      "link.bornIn === 'microsoft';",
    ],
  ),
  mutant(
    'adopted-pair-deleted',
    { breaks: 'a delete in Outlook deletes a record that Sales had before us', sees: ['I5'] },
    [
      dead,
      "link.bornIn === 'microsoft' && context.kindSettings.allowDeleteInSales;",
      "link.bornIn !== 'sales' && context.kindSettings.allowDeleteInSales;",
    ],
  ),
  mutant(
    'removed-by-you-not-told',
    { breaks: 'after lost memory what a person removed comes back', sees: ['I4'] },
    [
      dead,
      'releases: { added: isByPerson ? releaseKeys(context, input) : [], removed: [] },',
      'releases: { added: [], removed: isByPerson ? [] : [] },',
    ],
  ),
  mutant(
    'removed-by-you-forgotten',
    { breaks: 'what the relay remembers of removed records is not asked', sees: ['I4'] },
    [
      'sync/plan/pair/plan-lone.ts',
      '  return keys.some((known) => context.removedByUser.has(known));',
      '  return keys.length === 0;',
    ],
  ),
  mutant(
    'category-stays',
    { breaks: 'an item that Sales deleted still looks shared', sees: ['D11', 'I22'] },
    [
      dead,
      '  if (!microsoft.isShared || microsoft.isReadOnly) return [];\n',
      '  if (microsoft.isShared || microsoft.isReadOnly) return [];\n',
    ],
  ),
  mutant(
    'unsharing-ignored',
    { breaks: 'a contact whose category was taken off is kept in step', sees: ['I32', 'C10'] },
    [pair, "? 'category-removed' : 'in';", "? 'in' : 'in';"],
    [
      live,
      "  return input.link.bornIn !== 'sales' || input.link.isShared || wasUnshared(input.link);\n",
      "  return input.link.bornIn === 'both' && wasUnshared(input.link);\n",
    ],
  ),
  mutant(
    'unshared-edits-flow',
    { breaks: 'edits of an item that its owner does not share go to Sales', sees: ['I32'] },
    [
      live,
      '  if (input.microsoft.isShared) return false;\n',
      '  if (input.microsoft.isShared || input.link.bornIn !== null) return false;\n',
    ],
  ),
  mutant(
    'bring-back-ignored',
    { breaks: 'a person brings a record back and nothing happens', sees: ['I22', 'I31'] },
    [pair, "  if (input.isBroughtBack) return 'resumes';\n", ''],
  ),
];
