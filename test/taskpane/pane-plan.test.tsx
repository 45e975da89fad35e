import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { createFakeSession } from '../support/pane-fake-session.ts';
import { showPane } from '../support/pane-render.tsx';
import { dailyPerson, samplePlan, samplePlanItem } from '../support/pane-samples.ts';

const plan = samplePlan([
  samplePlanItem({ id: 'a', title: 'Ana <b>Ruiz</b>' }),
  samplePlanItem({
    id: 'b',
    title: 'Grace Liu',
    side: 'sales',
    action: 'update',
    fields: [{ unit: 'jobTitle', before: 'Buyer', after: 'Senior Buyer' }],
  }),
  samplePlanItem({
    id: 'c',
    title: 'Ben Okafor',
    action: 'hold',
    fields: [],
    heldBecause: 'ambiguous-account',
  }),
]);

describe('the plan', () => {
  it('[P2] counts per action and side', async () => {
    await showPane(createFakeSession(dailyPerson, { plan }), '/plan');
    const row = (name: RegExp) =>
      within(screen.getByRole('row', { name }))
        .getAllByRole('cell')
        .map((cell) => cell.textContent);
    expect(row(/^New/)).toEqual(['1', '0']);
    expect(row(/^Changed/)).toEqual(['0', '1']);
    expect(row(/^Held back/)).toEqual(['1', '0']);
  });

  it('[P3] applies everything but the records that were left out', async () => {
    const session = createFakeSession(dailyPerson, { plan });
    const user = await showPane(session, '/plan');
    await user.click(screen.getByRole('checkbox', { name: 'Include Grace Liu' }));
    expect(screen.getByText('1 left out')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Apply 1 record' }));
    expect(session.deeds).toEqual([{ name: 'approvePlan', with: ['contact', ['b']] }]);
    expect(location.hash).toBe('#/');
  });

  it('shows a held record with its reason and without a tick', async () => {
    await showPane(createFakeSession(dailyPerson, { plan }), '/plan');
    expect(screen.getByText('Held back in Outlook · Account not clear')).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: 'Include Ben Okafor' })).toBeNull();
  });

  it('opens a record to its fields, before and after', async () => {
    const user = await showPane(createFakeSession(dailyPerson, { plan }), '/plan');
    await user.click(screen.getByRole('button', { name: 'Grace Liu: 1 field' }));
    expect(screen.getByText('Job title')).toBeTruthy();
    expect(screen.getByText('Buyer').tagName).toBe('DEL');
    expect(screen.getByText('Senior Buyer')).toBeTruthy();
  });

  it('shows one cell of the totals when it is chosen', async () => {
    const user = await showPane(createFakeSession(dailyPerson, { plan }), '/plan');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Changed in Sales');
    expect(screen.queryByText('Ana <b>Ruiz</b>')).toBeNull();
    expect(screen.getByText('Grace Liu')).toBeTruthy();
  });

  it('does not apply while offline', async () => {
    const session = createFakeSession({ ...dailyPerson, isOnline: false }, { plan });
    const user = await showPane(session, '/plan');
    await user.click(screen.getByRole('button', { name: 'Apply 2 records' }));
    expect(session.deeds).toEqual([]);
  });

  it('keeps only the rows near the window of a plan of thousands', async () => {
    const items = Array.from({ length: 5_000 }, (_, index) =>
      samplePlanItem({ id: `item-${index}`, title: `Person ${index}` }),
    );
    await showPane(createFakeSession(dailyPerson, { plan: samplePlan(items) }), '/plan');
    const rows = within(screen.getByRole('list', { name: 'Records' })).getAllByRole('listitem');
    expect(rows.length).toBeLessThan(60);
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('5000');
  });

  it('says why there is none', async () => {
    await showPane(createFakeSession(dailyPerson), '/plan');
    expect(screen.getByText('No plan waits.')).toBeTruthy();
  });
});
