// Bugs of the merge: who wins, who loses, what is asked, what counts as a change.

import { mutant, type Mutant } from './mutant.ts';

const contested = 'sync/plan/merge/resolve-contested.ts';
const units = 'sync/plan/merge/merge-units.ts';
const movement = 'sync/plan/merge/unit-movement.ts';
const live = 'sync/plan/pair/plan-live.ts';
const loops = 'sync/plan/pair/break-loops.ts';

export const merging: readonly Mutant[] = [
  mutant(
    'direction-by-timestamp',
    { breaks: 'the side that was touched last overwrites the whole record', sees: ['I3', 'I9', 'I22'] },
    [
      movement,
      "  const side = moved.microsoft ? 'microsoft' : 'sales';\n",
      "  const side = pair.microsoft.modifiedAtMs > pair.sales.modifiedAtMs ? 'microsoft' : 'sales';\n",
    ],
  ),
  mutant(
    'etag-taken-as-edit',
    { breaks: 'a new etag without new content counts as an edit', sees: ['I9', 'I3', 'I20'] },
    [
      movement,
      `    microsoft: digestOf(context, unit, values.microsoft) !== bases.microsoft,
    sales: digestOf(context, unit, values.sales) !== bases.sales,
`,
      `    microsoft: pair.microsoft.etag !== pair.link.microsoft?.etag,
    sales: pair.sales.etag !== pair.link.sales?.etag,
`,
    ],
  ),
  mutant('policy-swapped', { breaks: 'where Sales should win, Outlook does', sees: ['I9'] }, [
    contested,
    "    case 'sales-wins':\n      return 'sales';",
    "    case 'sales-wins':\n      return 'microsoft';",
  ]),
  mutant(
    'latest-by-device-clock',
    {
      breaks: 'the offset of the servers is not taken off: the wrong edit is the latest',
      sees: ['I9', 'I28'],
    },
    [
      contested,
      'personEditAtMs(pair.sales, pair.link.sales) - (areReadable ? sales : 0),',
      'personEditAtMs(pair.sales, pair.link.sales),',
    ],
  ),
  mutant('tie-to-outlook', { breaks: 'edits within the error bar go to Outlook', sees: ['I9'] }, [
    contested,
    "return editedAt.microsoft - editedAt.sales > margin ? 'microsoft' : 'sales';",
    "return editedAt.microsoft - editedAt.sales > -margin ? 'microsoft' : 'sales';",
  ]),
  mutant('own-stamp-taken-as-edit', { breaks: 'our own write makes a side the latest', sees: ['I9'] }, [
    contested,
    'return end !== null && isOwnStamp(record, end) ?',
    'return end !== null && isOwnStamp(record, end) && false ?',
  ]),
  mutant(
    'same-tick-taken-as-own',
    { breaks: "an edit within the tick of our own write counts as our write's", sees: ['I9'] },
    ['sync/plan/merge/own-stamp.ts', 'end.etag === record.etag;', 'end.id === record.id;'],
  ),
  mutant(
    'merge-unit-ignored',
    { breaks: 'records are merged field by field where they should be contested whole', sees: ['I9'] },
    [
      units,
      "context.settings.mergeUnit === 'record' ?",
      "context.settings.mergeUnit !== 'field' && found.size === 0 ?",
    ],
  ),
  mutant(
    'contested-base-advances',
    {
      breaks: 'a question is forgotten, and the next edit overwrites without asking',
      sees: ['I10', 'I13', 'I9'],
    },
    [
      units,
      '    draft.questions.push(contestedUnit(context, request.pair, unit));\n',
      '    draft.questions.push(contestedUnit(context, request.pair, unit));\n    draft.settled.push(unit);\n',
    ],
  ),
  mutant(
    'asks-nobody',
    { breaks: 'a contested field is written although a person should be asked', sees: ['I10', 'I9'] },
    [contested, "    case 'ask-user':\n      return 'ask';", "    case 'ask-user':\n      return 'sales';"],
  ),
  mutant(
    'others-wait-with-question',
    { breaks: 'other fields stand still while a question is open', sees: ['I10', 'I22'] },
    [
      live,
      '  const intents = updates(context, input, merged);\n',
      '  const intents = merged.questions.length > 0 ? [] : updates(context, input, merged);\n',
    ],
  ),
  mutant(
    'answer-to-other-values',
    { breaks: 'an answer overwrites a value that its person never saw', sees: ['I10'] },
    [contested, '  return isSame ? choice : null;', '  return isSame || true ? choice : null;'],
  ),
  mutant(
    'answer-applied-twice',
    { breaks: 'an old answer decides the next conflict too', sees: ['I10', 'I19'] },
    [contested, '  return isSame ? choice : null;', '  return isSame || true ? choice : null;'],
    [live, "  if (input.answer !== null) rows.push({ table: 'answers', remove: [link.key] });\n", ''],
  ),
  mutant(
    'losing-value-not-kept',
    { breaks: 'the value that lost is gone for good', sees: ['I3', 'D15', 'I9'] },
    [
      live,
      "  return rows.length === 0 ? [] : [{ table: 'keptValues', put: rows }];",
      '  return rows.slice(0, 0).map(() => null as never);',
    ],
  ),
  mutant(
    'losing-value-of-winner-kept',
    { breaks: 'what can be restored is the value that won', sees: ['I3', 'I9'] },
    [
      units,
      '    value: valueOf(pair[lostOn].units, unit),\n',
      '    value: valueOf(pair[otherSide(lostOn)].units, unit),\n',
    ],
  ),
  mutant(
    'cut-value-taken-back',
    { breaks: 'a short text silently replaces the long one behind it', sees: ['I9'] },
    [
      movement,
      "return { movement: isShort ? 'both' : side, agreement: agreed };",
      'return { movement: side, agreement: agreed };',
    ],
  ),
  mutant(
    'cleared-field-ignored',
    { breaks: 'a field that was cleared comes back or stays on the other side', sees: ['I22', 'I9'] },
    [
      units,
      '  if (isBlank && context.kindSettings.blankNeverOverwrites.includes(unit)) draft.settled.push(unit);\n',
      '  if (isBlank) draft.settled.push(unit);\n',
    ],
  ),
  mutant(
    'a6-carries-nothing',
    { breaks: 'after a hand-over or lost memory an edit never arrives', sees: ['I22'] },
    [
      movement,
      "    if (isLater.microsoft && isLater.sales) return 'both';\n",
      "    if (isLater.microsoft || isLater.sales) return 'accept';\n",
    ],
  ),
  mutant(
    'asks-under-sales-wins',
    { breaks: 'a person is asked although the policy says that Sales wins', sees: ['I10'] },
    [
      contested,
      "    case 'sales-wins':\n      return 'sales';",
      "    case 'sales-wins':\n      return 'ask';",
    ],
  ),
  mutant(
    'asks-about-one-edit',
    { breaks: 'a person is asked although one side alone was edited', sees: ['I10'] },
    [
      movement,
      "return { movement: isShort ? 'both' : side, agreement: agreed };",
      "return { movement: isShort || side === 'sales' ? 'both' : side, agreement: agreed };",
    ],
  ),
  mutant(
    'question-date-wrong',
    { breaks: 'a question says that both sides last agreed in 1970', sees: ['I10'] },
    [
      'sync/plan/merge/agreed-at.ts',
      'return times.length === 0 ? null : Math.max(...times);',
      'return times.length === 0 ? null : 0;',
    ],
  ),
  mutant(
    'question-date-of-a-plan',
    { breaks: 'a question says that both agreed on what was planned and never written', sees: ['I10'] },
    [
      live,
      'agreed(link, merged.settled,',
      'agreed(link, [...merged.settled, ...merged.writes.microsoft, ...merged.writes.sales],',
    ],
  ),
  mutant(
    'quarantine-everything',
    { breaks: 'a record that was written twice is left alone for good', sees: ['I22'] },
    [
      loops,
      '  return [...units].some((unit) => alternations(all, unit) > maxAlternating);',
      '  return [...units].some((unit) => alternations(all, unit) > 1);',
    ],
  ),
  mutant(
    'loop-breaker-off',
    { breaks: 'a value that goes to and fro is written for ever', sees: ['I21', 'G7'] },
    [loops, '  if (planned.length === 0) return false;\n', '  if (planned.length >= 0) return false;\n'],
  ),
];
