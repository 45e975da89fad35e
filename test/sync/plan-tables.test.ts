// The planner alone: the whole decision table, and the merge against a reference that was written from the rules' words.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BornIn } from '../../src/sync/model/link.ts';
import type { Units, UnitValue } from '../../src/sync/model/record.ts';
import type { ConflictPolicy } from '../../src/sync/model/settings.ts';
import type { PairPlan } from '../../src/sync/plan/pair/pair-plan.ts';
import { planPair } from '../../src/sync/plan/pair/plan-pair.ts';
import { contextWith, nowMs, pairInput } from '../support/sync-plan-context.ts';

type State = 'unchanged' | 'updated' | 'deleted';

const base: Units = { firstName: 'Ada', jobTitle: 'Analyst' };

function unitsOf(state: State, unit: string): Units | null {
  if (state === 'deleted') return null;
  return state === 'unchanged' ? base : { ...base, [unit]: `new ${unit}` };
}

/** What a plan comes to, in one line. */
function inWords(plan: PairPlan): string {
  const acts = plan.intents.map(({ operation, side }) => `${operation} ${side}`).sort();
  const links = plan.operations.flatMap((operation) =>
    operation.table === 'links' && 'put' in operation ? operation.put : [],
  );
  const status = links.map((link) => link.releasedBecause ?? link.status).filter((word) => word !== 'active');
  const asks = plan.operations.some((operation) => operation.table === 'conflicts' && 'put' in operation);
  return [...acts, ...status, ...(asks ? ['ask'] : [])].join(' + ') || 'nothing';
}

interface Row {
  readonly rule: string;
  readonly microsoft: State;
  readonly sales: State;
  readonly bornIn: BornIn;
  readonly isShared?: boolean;
  readonly policy?: ConflictPolicy;
  readonly allowDelete?: boolean;
  readonly result: string;
}

const table: readonly Row[] = [
  { rule: 'D1', microsoft: 'unchanged', sales: 'unchanged', bornIn: 'sales', result: 'nothing' },
  { rule: 'D2', microsoft: 'unchanged', sales: 'updated', bornIn: 'sales', result: 'update microsoft' },
  { rule: 'D4', microsoft: 'updated', sales: 'unchanged', bornIn: 'sales', result: 'update sales' },
  {
    rule: 'D5',
    microsoft: 'updated',
    sales: 'updated',
    bornIn: 'sales',
    result: 'update microsoft + update sales',
  },
  { rule: 'D3', microsoft: 'unchanged', sales: 'deleted', bornIn: 'sales', result: 'delete microsoft' },
  {
    rule: 'D11',
    microsoft: 'unchanged',
    sales: 'deleted',
    bornIn: 'microsoft',
    isShared: true,
    result: 'update microsoft + delete-not-allowed',
  },
  {
    rule: 'D11',
    microsoft: 'unchanged',
    sales: 'deleted',
    bornIn: 'both',
    isShared: true,
    result: 'update microsoft + delete-not-allowed',
  },
  { rule: 'D11', microsoft: 'unchanged', sales: 'deleted', bornIn: 'both', result: 'let-go' },
  { rule: 'D20', microsoft: 'updated', sales: 'deleted', bornIn: 'sales', result: 'ask' },
  { rule: 'D20', microsoft: 'updated', sales: 'deleted', bornIn: 'microsoft', isShared: true, result: 'ask' },
  {
    rule: 'D7',
    microsoft: 'deleted',
    sales: 'unchanged',
    bornIn: 'microsoft',
    allowDelete: true,
    result: 'delete sales',
  },
  { rule: 'D7', microsoft: 'deleted', sales: 'unchanged', bornIn: 'microsoft', result: 'delete-not-allowed' },
  {
    rule: 'D11',
    microsoft: 'deleted',
    sales: 'unchanged',
    bornIn: 'sales',
    allowDelete: true,
    result: 'removed-by-you',
  },
  {
    rule: 'D11',
    microsoft: 'deleted',
    sales: 'unchanged',
    bornIn: 'both',
    allowDelete: true,
    result: 'removed-by-you',
  },
  { rule: 'D8', microsoft: 'deleted', sales: 'updated', bornIn: 'sales', result: 'create microsoft' },
  { rule: 'D8', microsoft: 'deleted', sales: 'updated', bornIn: 'sales', policy: 'ask-user', result: 'ask' },
  { rule: 'D9', microsoft: 'deleted', sales: 'deleted', bornIn: 'sales', result: 'tombstone' },
];

describe('decision table', () => {
  it.each(table.map((row) => [row.rule, row.microsoft, row.sales, row.bornIn, row] as const))(
    '[%s] Outlook %s, Sales %s, born in %s',
    (_rule, _microsoft, _sales, _bornIn, row) => {
      const context = contextWith({
        contact: { policy: row.policy ?? 'sales-wins', allowDeleteInSales: row.allowDelete ?? false },
      });
      const input = pairInput(context, {
        base,
        microsoft: unitsOf(row.microsoft, 'jobTitle'),
        sales: unitsOf(row.sales, 'department'),
        link: { bornIn: row.bornIn },
        isShared: row.isShared ?? false,
      });
      expect(inWords(planPair(context, input))).toBe(row.result);
    },
  );

  it('[A6] deletes nothing in a round after lost state', () => {
    for (const bornIn of ['microsoft', 'sales', 'both'] as const) {
      const context = contextWith(
        { contact: { allowDeleteInSales: true } },
        { adoption: { sinceMs: nowMs } },
      );
      for (const dead of ['microsoft', 'sales'] as const) {
        const input = pairInput(context, {
          base: null,
          microsoft: base,
          sales: base,
          link: { bornIn },
          isShared: true,
        });
        const plan = planPair(context, { ...input, [dead]: null });
        expect(plan.intents.map((intent) => intent.operation)).not.toContain('delete');
      }
    }
  });
});

/** The policy's text in thirty lines, knowing nothing of the engine: what a unit must be on both sides in the end. */
function reference(facts: {
  readonly base: UnitValue;
  readonly microsoft: UnitValue;
  readonly sales: UnitValue;
  readonly policy: ConflictPolicy;
  readonly isOutlookLater: boolean;
  readonly isBlankProtected: boolean;
}): { readonly microsoft: UnitValue; readonly sales: UnitValue } | 'ask' {
  const { microsoft, sales } = facts;
  const both = (value: UnitValue) => ({ microsoft: value, sales: value });
  if (microsoft === sales) return both(sales);
  const isBlank = facts.isBlankProtected && (microsoft === null) !== (sales === null);
  if (microsoft === facts.base) return isBlank && sales === null ? { microsoft, sales } : both(sales);
  if (sales === facts.base) return isBlank && microsoft === null ? { microsoft, sales } : both(microsoft);
  if (isBlank) return both(microsoft ?? sales);
  switch (facts.policy) {
    case 'ask-user':
      return 'ask';
    case 'sales-wins':
      return both(sales);
    case 'outlook-wins':
      return both(microsoft);
    case 'latest-wins':
      return both(facts.isOutlookLater ? microsoft : sales);
  }
}

const value = fc.constantFrom<UnitValue>(null, '+11', '+22', '+33');
const units = ['firstName', 'jobTitle', 'department', 'email', 'phone.work', 'businessAddress'] as const;
const merged = fc.record({
  policy: fc.constantFrom<ConflictPolicy>('sales-wins', 'outlook-wins', 'latest-wins', 'ask-user'),
  isOutlookLater: fc.boolean(),
  isBlankProtected: fc.boolean(),
  values: fc.array(fc.record({ base: value, microsoft: value, sales: value }), {
    minLength: units.length,
    maxLength: units.length,
  }),
});

type Merged = typeof merged extends fc.Arbitrary<infer T> ? T : never;

function planOf(facts: Merged) {
  const context = contextWith({
    contact: { policy: facts.policy, blankNeverOverwrites: facts.isBlankProtected ? units : [] },
  });
  const column = (name: 'base' | 'microsoft' | 'sales'): Units =>
    Object.fromEntries(units.map((unit, index) => [unit, facts.values[index]?.[name] ?? null]));
  const input = pairInput(context, {
    base: column('base'),
    microsoft: column('microsoft'),
    sales: column('sales'),
  });
  const later = (isLater: boolean): number => nowMs - (isLater ? 1_000 : 10_000);
  const plan = planPair(context, {
    ...input,
    microsoft: input.microsoft && { ...input.microsoft, modifiedAtMs: later(facts.isOutlookLater) },
    sales: input.sales && { ...input.sales, modifiedAtMs: later(!facts.isOutlookLater) },
  });
  return { context, input, plan };
}

describe('merge', () => {
  it('[D5] [D13] [D14] [I9] does exactly what the reference merge does', () => {
    fc.assert(
      fc.property(merged, (facts) => {
        const { plan, input } = planOf(facts);
        const written = (side: 'microsoft' | 'sales') =>
          plan.intents.find((intent) => intent.side === side)?.units ?? {};
        const asked = plan.operations.flatMap((operation) =>
          operation.table === 'conflicts' && 'put' in operation
            ? operation.put.flatMap((conflict) => conflict.units.map(({ unit }) => unit))
            : [],
        );
        const found = units.map((unit, index) => {
          const values = facts.values[index];
          const end = (side: 'microsoft' | 'sales') =>
            unit in written(side) ? (written(side)[unit] ?? null) : (values?.[side] ?? null);
          const now = { microsoft: end('microsoft'), sales: end('sales') };
          const isUntouched = now.microsoft === values?.microsoft && now.sales === values.sales;
          return asked.includes(unit) && isUntouched ? 'ask' : now;
        });
        expect(found).toEqual(facts.values.map((values) => reference({ ...facts, ...values })));
        expect(input.link.status).toBe('active');
      }),
      { numRuns: 1_000 },
    );
  });

  it('[D15] keeps every losing value of a contested unit and no other', () => {
    fc.assert(
      fc.property(merged, (facts) => {
        const { plan } = planOf(facts);
        const kept = plan.operations.flatMap((operation) =>
          operation.table === 'keptValues' && 'put' in operation ? operation.put : [],
        );
        const expected = units.filter((_, index) => {
          const values = facts.values[index];
          if (values === undefined) return false;
          const isContested =
            values.microsoft !== values.base &&
            values.sales !== values.base &&
            values.microsoft !== values.sales;
          return isContested && reference({ ...facts, ...values }) !== 'ask';
        });
        expect(kept.map((row) => row.unit).sort()).toEqual([...expected].sort());
      }),
      { numRuns: 1_000 },
    );
  });

  it('[P1] gives the same plan for the same inputs', () => {
    fc.assert(
      fc.property(merged, (facts) => {
        expect(planOf(facts).plan).toEqual(planOf(facts).plan);
      }),
      { numRuns: 300 },
    );
  });

  it('[I11] sends only units that differ on the side they are sent to', () => {
    fc.assert(
      fc.property(merged, (facts) => {
        const { plan, input } = planOf(facts);
        for (const intent of plan.intents) {
          for (const [unit, sent] of Object.entries(intent.units)) {
            expect(input[intent.side]?.units[unit] ?? null).not.toEqual(sent);
          }
          expect(intent.expectedEtag).toBe(`W/${intent.side}`);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
