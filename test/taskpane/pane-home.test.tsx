import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import type { RunId } from '../../src/sync/model/ids.ts';
import { createFakeSession } from '../support/pane-fake-session.ts';
import { browserHost, showPane } from '../support/pane-render.tsx';
import { dailyPerson, sampleCounts, sampleMe, sampleNowMs, sampleRun } from '../support/pane-samples.ts';

const counts = { links: 412, conflicts: 0, exclusions: 3, failures: 0, heldDeletes: 0, waiting: 0 };
const expired = {
  status: 'expired',
  displayName: 'Ana Ruiz',
  account: 'ana.ruiz',
  error: null,
  term: null,
  isBusy: false,
} as const;

describe('the state of every day', () => {
  it('says that it is in sync, since when and when next, and syncs when asked', async () => {
    const session = createFakeSession(dailyPerson);
    const user = await showPane(session);
    expect(screen.getByRole('heading', { name: 'In sync' })).toBeTruthy();
    expect(screen.getByText(/Last success 2 minutes ago · next/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Sync now' }));
    expect(session.deeds).toEqual([{ name: 'syncNow', with: [] }]);
  });

  it('shows counts and time left of a run, and pauses it', async () => {
    const session = createFakeSession({
      ...dailyPerson,
      run: {
        state: 'running',
        startedAtMs: sampleNowMs,
        progress: {
          runId: 'run-1' as RunId,
          phase: 'writing',
          kind: 'contact',
          done: 1_240,
          total: 2_000,
          estimatedMsLeft: 120_000,
        },
      },
    });
    const user = await showPane(session);
    expect(screen.getByRole('progressbar', { name: 'Contacts: Writing changes' })).toBeTruthy();
    expect(screen.getByText('1,240 of 2,000')).toBeTruthy();
    expect(screen.getByText('about 2 min left')).toBeTruthy();
    expect(screen.getByText(/You can close the pane/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    expect(session.deeds).toEqual([{ name: 'suspend', with: [] }]);
  });

  it.each([
    ['user', 'Contacts are not synced', true],
    ['administrator', 'Switched off by an administrator', false],
    ['engine', 'Switched off', false],
  ] as const)(
    'that the %s disabled says so, and names the settings only where they help',
    async (by, title, isOwn) => {
      const sync = { isEnabled: false, disabledBy: by, disabledReason: null, disabledAt: null };
      const contacts = dailyPerson.contacts ? { ...dailyPerson.contacts, isOn: !isOwn } : null;
      await showPane(createFakeSession({ ...dailyPerson, me: { ...sampleMe, sync }, contacts }));
      expect(screen.getByRole('heading', { name: title })).toBeTruthy();
      expect(screen.queryAllByText('You can switch it on in Settings.')).toHaveLength(isOwn ? 1 : 0);
    },
  );

  it('lists what needs the person only when something does', async () => {
    const session = createFakeSession(dailyPerson);
    await showPane(session);
    expect(screen.queryByRole('heading', { name: 'Needs you' })).toBeNull();
    act(() => {
      session.set({ counts: { ...counts, conflicts: 2, failures: 1, heldDeletes: 48 } });
    });
    expect(screen.getByRole('link', { name: /Conflicts.*2/ }).getAttribute('href')).toBe('#/conflicts');
    expect(screen.getByRole('link', { name: /Failing.*1/ }).getAttribute('href')).toBe('#/excluded');
    expect(screen.getByRole('link', { name: /Held deletions.*48/ }).getAttribute('href')).toBe('#/held');
  });

  it.each(['ambiguous-account', 'duplicate-natural-key'] as const)(
    '[A4] [A2] is not in sync while a contact waits for its person (%s), and leads there',
    async (reason) => {
      const lastRun = (excluded: object) => sampleRun({ kinds: { contact: { ...sampleCounts, excluded } } });
      const session = createFakeSession({ ...dailyPerson, lastRun: lastRun({ [reason]: 2 }) });
      await showPane(session);
      expect(screen.queryByRole('heading', { name: 'In sync' })).toBeNull();
      expect(screen.getByRole('heading', { name: 'In sync, but something waits for you' })).toBeTruthy();
      const way = screen.getByRole('link', { name: /Cannot be synced yet.*2/ });
      expect(way.getAttribute('href')).toBe('#/excluded');
      act(() => {
        session.set({ lastRun: lastRun({ private: 2, 'no-category': 4 }) });
      });
      expect(screen.getByRole('heading', { name: 'In sync' })).toBeTruthy();
      expect(screen.queryByRole('link', { name: /Cannot be synced yet/ })).toBeNull();
    },
  );

  it('offers the Monitor to administrators only', async () => {
    const session = createFakeSession(dailyPerson);
    await showPane(session);
    expect(screen.queryByText('Microsoft 365 Monitor')).toBeNull();
    act(() => {
      session.set({ me: { ...sampleMe, isAdministrator: true } });
    });
    expect(screen.getByRole('link', { name: 'Microsoft 365 Monitor' })).toBeTruthy();
  });

  it('opens the Monitor in its own window from Outlook', async () => {
    const opened: string[] = [];
    const host = { ...browserHost, kind: 'outlook', openWide: (url: string) => opened.push(url) } as const;
    const session = createFakeSession({ ...dailyPerson, me: { ...sampleMe, isAdministrator: true } });
    const user = await showPane(session, '/', host);
    await user.click(screen.getByRole('button', { name: 'Microsoft 365 Monitor' }));
    expect(opened).toEqual([expect.stringMatching(/#\/monitor$/)]);
  });

  it('announces the end of a run to screen readers', async () => {
    const running = { state: 'running', startedAtMs: sampleNowMs, progress: null } as const;
    const session = createFakeSession({ ...dailyPerson, run: running });
    await showPane(session);
    act(() => {
      session.set({ run: { state: 'idle' } });
    });
    expect(screen.getByText('Sync finished').getAttribute('aria-live')).toBe('polite');
  });

  it('[P2] announces a run that only made a plan as that', async () => {
    const running = { state: 'running', startedAtMs: sampleNowMs, progress: null } as const;
    const session = createFakeSession({ ...dailyPerson, run: running });
    await showPane(session);
    act(() => {
      session.set({
        run: { state: 'idle' },
        lastRun: sampleRun({ outcome: 'skipped', cause: 'plan-waiting' }),
      });
    });
    expect(screen.getByText('The plan is ready').getAttribute('aria-live')).toBe('polite');
    expect(screen.queryByText('Sync finished')).toBeNull();
  });
});

describe('a sign-in that died', () => {
  it.each([
    ['microsoft', 'Sign in to Microsoft', /Microsoft no longer accepts/],
    ['sales', 'Sign in to Sales', /Sales no longer accepts/],
  ] as const)(
    'names %s, says that nothing is lost and repairs it with one button',
    async (side, button, words) => {
      const session = createFakeSession({
        ...dailyPerson,
        [side]: expired,
        counts: { ...counts, waiting: 14 },
        problem: { cause: `${side}-sign-in-expired`, side, sinceMs: sampleNowMs - 2 * 3_600_000 },
      });
      const user = await showPane(session);
      expect(screen.getByRole('heading', { name: 'Sync stopped 2 hours ago' })).toBeTruthy();
      expect(screen.getByText(words)).toBeTruthy();
      expect(screen.getByText('Nothing is lost: 14 changes wait.')).toBeTruthy();
      await user.click(screen.getByRole('button', { name: button }));
      expect(session.deeds).toEqual([{ name: 'signIn', with: [side] }]);
    },
  );

  it('offers a sign-in, not a retry, when Sales knows the person under another name', async () => {
    const session = createFakeSession({
      ...dailyPerson,
      problem: { cause: 'wrong-sales-account', side: 'sales', sinceMs: sampleNowMs },
    });
    await showPane(session);
    expect(screen.getByText(/signed in to Sales as someone else/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Sign in to Sales' })).toBeTruthy();
  });
});

describe('states in which nothing runs', () => {
  it('shows the cache with its time while offline', async () => {
    await showPane(createFakeSession({ ...dailyPerson, isOnline: false, lastRun: sampleRun() }));
    expect(screen.getByText(/You are offline\. Shown as of/)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Offline' })).toBeTruthy();
    expect(screen.getByText('412')).toBeTruthy();
  });

  it('says who switched it off and why', async () => {
    const sync = {
      isEnabled: false,
      disabledBy: 'administrator',
      disabledReason: 'Mailbox <b>move</b>',
      disabledAt: null,
    } as const;
    await showPane(createFakeSession({ ...dailyPerson, me: { ...sampleMe, sync } }));
    expect(screen.getByRole('heading', { name: 'Switched off by an administrator' })).toBeTruthy();
    expect(screen.getByText('Reason: Mailbox <b>move</b>')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull();
  });

  it('resumes after a pause', async () => {
    const session = createFakeSession({ ...dailyPerson, run: { state: 'suspended' } });
    const user = await showPane(session);
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    expect(session.deeds).toEqual([{ name: 'resume', with: [] }]);
  });

  it('says that background runs work for the person', async () => {
    await showPane(createFakeSession({ ...dailyPerson, run: { state: 'elsewhere' } }));
    expect(screen.getByRole('heading', { name: 'Runs in the background' })).toBeTruthy();
  });

  it('starts anew on a device that knows another installation', async () => {
    const session = createFakeSession({ ...dailyPerson, storage: 'foreign' });
    const user = await showPane(session);
    await user.click(screen.getByRole('button', { name: 'Start anew' }));
    expect(session.deeds).toEqual([{ name: 'startAnew', with: [] }]);
  });
});

describe('moving between screens', () => {
  it('takes the keyboard to the heading, and back to the link that led away', async () => {
    const user = await showPane(createFakeSession(dailyPerson));
    expect(document.activeElement).toBe(document.body);
    await user.click(screen.getByRole('link', { name: 'History' }));
    const heading = await screen.findByRole('heading', { name: 'History' });
    expect(document.activeElement).toBe(heading);
    await user.click(screen.getByRole('link', { name: 'Back' }));
    const wayBack = await screen.findByRole('link', { name: 'History' });
    expect(document.activeElement).toBe(wayBack);
  });
});
