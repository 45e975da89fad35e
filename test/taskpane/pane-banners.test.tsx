import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { createFakeSession } from '../support/pane-fake-session.ts';
import { showPane } from '../support/pane-render.tsx';
import { dailyPerson, sampleMe, sampleNowMs } from '../support/pane-samples.ts';

const minuteMs = 60_000;
const at = (ms: number): string => new Date(ms).toISOString();
const clockTime = (ms: number): string =>
  new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' }).format(ms);
const asked = /administrator asks you to sign in again/;

describe('an administrator who asks for a sign-in', () => {
  it('[M6] is named on every screen with the time, and the lost sign-in has its button there', async () => {
    const session = createFakeSession({
      ...dailyPerson,
      sales: {
        status: 'expired',
        displayName: 'Ana Ruiz',
        account: 'ana.ruiz',
        error: null,
        term: null,
        isBusy: false,
      },
    });
    const user = await showPane(session, '/history');
    expect(screen.queryByText(asked)).toBeNull();
    act(() => {
      session.set({ me: { ...sampleMe, signInAskedAt: at(sampleNowMs) } });
    });
    expect(screen.getByText(asked)).toBeTruthy();
    expect(screen.getByText(new RegExp(`^Since .*${clockTime(sampleNowMs)}`))).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign in to Microsoft' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Sign in to Sales' }));
    expect(session.deeds).toEqual([{ name: 'signIn', with: ['sales'] }]);
  });

  it('[M6] leaves the choice to a person whose sign-ins look well from here, and says nothing once he signed in', async () => {
    const session = createFakeSession({
      ...dailyPerson,
      me: { ...sampleMe, signInAskedAt: at(sampleNowMs) },
    });
    const user = await showPane(session);
    expect(screen.getByRole('button', { name: 'Sign in to Sales' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Sign in to Microsoft' }));
    expect(session.deeds).toEqual([{ name: 'signIn', with: ['microsoft'] }]);
    act(() => {
      session.set({ me: sampleMe });
    });
    expect(screen.queryByText(asked)).toBeNull();
  });
});

describe('a sign-in that will end by itself', () => {
  const dayMs = 24 * 60 * minuteMs;
  const ends = /^Your Sales sign-in ends/;
  const sales = {
    status: 'active',
    displayName: 'Ana Ruiz',
    account: 'ana.ruiz',
    error: null,
    isBusy: false,
  } as const;
  const lasting = (beganMs: number, endsMs: number) => ({
    ...dailyPerson,
    sales: { ...sales, term: { beganAt: at(beganMs), endsAt: at(endsMs) } },
  });
  const nudged = (nudgeDays: number) => {
    const { organisation } = sampleMe;
    return { ...sampleMe, organisation: { ...organisation, signIn: { ...organisation.signIn, nudgeDays } } };
  };

  it('[M12] is said on every screen before it ends, with the button that begins it anew', async () => {
    const session = createFakeSession(lasting(sampleNowMs - 87 * dayMs, sampleNowMs + 3 * dayMs + minuteMs));
    const user = await showPane(session, '/history');
    expect(screen.getByText('Your Sales sign-in ends in 3 days')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Sign in to Sales' }));
    expect(session.deeds).toEqual([{ name: 'signIn', with: ['sales'] }]);
    act(() => {
      session.set(lasting(sampleNowMs, sampleNowMs + 90 * dayMs));
    });
    expect(screen.queryByText(ends)).toBeNull();
  });

  it.each([
    // setting in days, days left, days it lasts, said
    [14, 14, 90, true],
    [14, 15, 90, false],
    [30, 18, 90, true],
    [30, 19, 90, false],
    [14, 2, 10, true],
    [14, 3, 10, false],
  ])('[M12] with %d days as setting and %d left of %d: %p', async (nudgeDays, left, lasts, isSaid) => {
    const term = lasting(sampleNowMs + (left - lasts) * dayMs, sampleNowMs + left * dayMs);
    await showPane(createFakeSession({ ...term, me: nudged(nudgeDays) }));
    expect(screen.queryByText(ends) !== null).toBe(isSaid);
  });

  it('[M12] is not said where it has ended, or where an administrator asks for the same', async () => {
    const term = lasting(sampleNowMs - 87 * dayMs, sampleNowMs + 3 * dayMs);
    const session = createFakeSession({ ...term, me: { ...sampleMe, signInAskedAt: at(sampleNowMs) } });
    await showPane(session);
    expect(screen.queryByText(ends)).toBeNull();
    act(() => {
      session.set({ me: sampleMe, sales: { ...term.sales, status: 'expired' } });
    });
    expect(screen.queryByText(ends)).toBeNull();
  });
});

describe('debug logs that an administrator switched on', () => {
  const notes = /switched debug logs on until/;
  const log = (endsMs: number) => ({ id: '22222222-2222-4222-8222-222222222222', endsAt: at(endsMs) });

  it('[M6] are said on every screen with their end', async () => {
    const endsMs = sampleNowMs + 60 * minuteMs;
    await showPane(
      createFakeSession({ ...dailyPerson, me: { ...sampleMe, debugLog: log(endsMs) } }),
      '/history',
    );
    expect(screen.getByText(notes).textContent).toContain(clockTime(endsMs));
  });

  it.each([
    ['there are none', null],
    ['they have ended', log(sampleNowMs - minuteMs)],
  ])('[M6] are not said while %s', async (_when, debugLog) => {
    await showPane(createFakeSession({ ...dailyPerson, me: { ...sampleMe, debugLog } }));
    expect(screen.getByRole('heading', { name: 'In sync' })).toBeTruthy();
    expect(screen.queryByText(notes)).toBeNull();
  });
});
