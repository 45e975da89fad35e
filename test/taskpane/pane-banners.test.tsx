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
      sales: { status: 'expired', displayName: 'Ana Ruiz', account: 'ana.ruiz', error: null, isBusy: false },
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
