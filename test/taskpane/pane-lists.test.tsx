import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import type { KeptValue } from '../../src/sync/model/decision.ts';
import { changedMeanwhile } from '../../src/taskpane/session/session.ts';
import { createFakeSession } from '../support/pane-fake-session.ts';
import { showPane } from '../support/pane-render.tsx';
import {
  dailyPerson,
  sampleExclusion,
  sampleFailure,
  sampleHeld,
  sampleKeptValue,
  sampleRun,
} from '../support/pane-samples.ts';

const titleOf = ({ wonValue }: KeptValue): string => (typeof wonValue === 'string' ? wonValue : '');

describe('what is not synced', () => {
  const exclusion = sampleExclusion();

  it('[A4] chooses the account of a company from the candidates', async () => {
    const session = createFakeSession(dailyPerson, { exclusions: [exclusion] });
    const user = await showPane(session, '/excluded');
    await user.click(screen.getByRole('button', { name: 'Choose account: Ben <i>Okafor</i>' }));
    await user.click(screen.getByRole('radio', { name: 'Northwind Traders S.L.' }));
    await user.click(screen.getByRole('button', { name: 'Use this account' }));
    expect(session.deeds).toEqual([{ name: 'chooseAccount', with: ['northwind traders', '900002'] }]);
    expect(screen.getByText(/Chosen\. The contacts follow/)).toBeTruthy();
  });

  it('[A4] says what to do when no account fits', async () => {
    const none = sampleExclusion({ candidates: [] });
    await showPane(createFakeSession(dailyPerson, { exclusions: [none] }), '/excluded');
    expect(screen.getByText(/Sales has no account of this name/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Choose account/ })).toBeNull();
  });

  it('[D11] brings back what the person removed, and not what left the search', async () => {
    const removed = sampleExclusion({ id: 'r', reason: 'removed-by-you', title: 'Farid Haddad' });
    const left = sampleExclusion({ id: 'l', reason: 'released', subject: 'left-search', title: 'Grace Liu' });
    const session = createFakeSession(dailyPerson, { exclusions: [removed, left] });
    const user = await showPane(session, '/excluded');
    expect(screen.queryByRole('button', { name: 'Bring back Grace Liu' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Bring back Farid Haddad' }));
    expect(session.deeds).toEqual([{ name: 'bringBack', with: [removed] }]);
  });

  it('[C8] groups by reason with the way out', async () => {
    const limit = sampleExclusion({ id: 'o', reason: 'over-limit', title: 'Grace Liu' });
    await showPane(createFakeSession(dailyPerson, { exclusions: [exclusion, limit] }), '/excluded');
    expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual([
      'Account not clear 1',
      'Over the limit 1',
    ]);
    expect(screen.getByRole('link', { name: 'Open Settings' }).getAttribute('href')).toBe('#/settings');
  });

  it('says why a record fails, and keeps the facts for support behind Details', async () => {
    const user = await showPane(createFakeSession(dailyPerson, { failures: [sampleFailure()] }), '/excluded');
    expect(screen.getByText(/The other side did not accept a value/)).toBeTruthy();
    expect(screen.getByText('Field: Work phone')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Details' }));
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await navigator.clipboard.readText()).toBe('Code: field-rejected\nStatus: 400\nRequest: a1b2c3d4');
  });

  it('finds by name', async () => {
    const other = sampleExclusion({ id: 'x', title: 'Grace Liu' });
    const user = await showPane(
      createFakeSession(dailyPerson, { exclusions: [exclusion, other] }),
      '/excluded',
    );
    await user.type(screen.getByRole('searchbox', { name: 'Search by name' }), 'grace');
    expect(screen.queryByText('Ben <i>Okafor</i>')).toBeNull();
    expect(screen.getByText('Grace Liu')).toBeTruthy();
  });
});

describe('held deletions', () => {
  it('[G1] deletes exactly the set shown, after a second press', async () => {
    const held = sampleHeld();
    const session = createFakeSession(dailyPerson, { heldDeletes: [held] });
    const user = await showPane(session, '/held');
    await user.click(screen.getByRole('button', { name: 'Delete exactly these 48' }));
    expect(session.deeds).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Press again to delete' }));
    expect(session.deeds).toEqual([{ name: 'decideDeletes', with: [held, 'apply'] }]);
  });

  it('[G1] keeps them with one press', async () => {
    const held = sampleHeld();
    const session = createFakeSession(dailyPerson, { heldDeletes: [held] });
    const user = await showPane(session, '/held');
    await user.click(screen.getByRole('button', { name: 'Keep them' }));
    expect(session.deeds).toEqual([{ name: 'decideDeletes', with: [held, 'keep'] }]);
    expect(screen.getByText('Decided: they are kept.')).toBeTruthy();
  });
});

describe('kept values', () => {
  it('[D15] restores the value that lost', async () => {
    const session = createFakeSession(dailyPerson, { keptValues: [sampleKeptValue()] });
    const user = await showPane(session, '/kept');
    expect(screen.getByText('Head of Purchasing')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Restore Job title of Ana <b>Ruiz</b>' }));
    expect(session.deeds).toEqual([{ name: 'restore', with: ['kept-1'] }]);
    expect(screen.getByText('The value comes back with the next run.')).toBeTruthy();
  });

  it('[D15] says that nothing was done where the value was changed since', async () => {
    const session = createFakeSession(dailyPerson, { keptValues: [sampleKeptValue()] });
    session.failNext('restore', new Error(changedMeanwhile));
    const user = await showPane(session, '/kept');
    await user.click(screen.getByRole('button', { name: /^Restore/ }));
    expect(await screen.findByText('What you saw has changed since. Nothing was done.')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Restore/ })).toBeTruthy();
  });

  it.each([
    ['waiting', 'Outlook keeps it until you share the contact.', 'Gives way to'],
    ['changed', 'Outlook has had another value since.', 'Replaced by'],
  ] as const)(
    '[D15] of a value that is %s says so instead of offering what would be refused',
    async (state, words, name) => {
      const session = createFakeSession(dailyPerson, { keptValues: [sampleKeptValue({ state })] });
      await showPane(session, '/kept');
      expect(screen.getByText(new RegExp(`^${words}`))).toBeTruthy();
      expect(screen.getByText(name)).toBeTruthy();
      expect(screen.queryByRole('button', { name: /^Restore/ })).toBeNull();
    },
  );

  it('[D15] offers to and fro: what a restored value took the place of, and then that one again', async () => {
    const there = sampleKeptValue();
    const back = sampleKeptValue({ id: 'kept-2', value: there.wonValue, wonValue: there.value });
    const session = createFakeSession(dailyPerson, { keptValues: [there] });
    const user = await showPane(session, '/kept');
    for (const next of [back, { ...there, keptAtMs: there.keptAtMs + 1 }]) {
      await user.click(screen.getByRole('button', { name: /^Restore/ }));
      expect(screen.queryByRole('button', { name: /^Restore/ })).toBeNull();
      await act(async () => {
        session.setLists({ keptValues: [next] });
        await Promise.resolve();
      });
      expect(screen.getByRole('listitem').textContent).toContain(`Replaced by${titleOf(next)}`);
    }
    expect(session.deeds.map((deed) => deed.with)).toEqual([['kept-1'], ['kept-2']]);
  });
});

describe('history', () => {
  it('lists runs with outcome and what they did, and opens one', async () => {
    const user = await showPane(createFakeSession(dailyPerson, { runs: [sampleRun()] }), '/history');
    await user.click(screen.getByRole('link', { name: /Succeeded.*21 changes, 1 failing · 4.2 sec/ }));
    expect(await screen.findByRole('heading', { name: 'What it did' })).toBeTruthy();
    expect(screen.getByText('1.8 sec · 6 requests')).toBeTruthy();
  });

  it('names the cause of a run that failed', async () => {
    const failed = sampleRun({ outcome: 'failed', cause: 'sales-sign-in-expired', kinds: {} });
    await showPane(createFakeSession(dailyPerson, { runs: [failed] }), '/history');
    expect(screen.getByText(/Sales sign-in expired/)).toBeTruthy();
  });

  it('says that the list cannot be read, with the code', async () => {
    const session = createFakeSession(dailyPerson);
    session.failNext('runs', new Error('storage-lost'));
    const user = await showPane(session, '/history');
    expect(screen.getByText('This list could not be read.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Details' }));
    expect(screen.getByText('Code: storage-lost')).toBeTruthy();
  });
});
