import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { createFakeSession } from '../support/pane-fake-session.ts';
import { showPane } from '../support/pane-render.tsx';
import { newPerson, sampleMe, samplePlan, sampleSearches, signedInPerson } from '../support/pane-samples.ts';

const signedOut = {
  status: 'signed-out',
  displayName: null,
  account: null,
  error: null,
  term: null,
  isBusy: false,
} as const;

describe('the first start', () => {
  it('says what it is for, then asks for Microsoft only', async () => {
    const session = createFakeSession(newPerson);
    const user = await showPane(session);
    expect(screen.getByText(/Nothing is written and no mail is sent/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign in to Sales' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Sign in to Microsoft' }));
    expect(session.deeds).toEqual([{ name: 'signIn', with: ['microsoft'] }]);
  });

  it('keeps a failed step where it is, with its reason and its code', async () => {
    const error = { code: 'user_cancelled', correlationId: 'c-42' };
    const user = await showPane(createFakeSession({ ...newPerson, microsoft: { ...signedOut, error } }));
    expect(screen.getByText('The sign-in was closed before it was finished.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Details' }));
    expect(screen.getByText('Code: user_cancelled')).toBeTruthy();
    expect(screen.getByText('Request: c-42')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Sign in to Microsoft' })).toBeTruthy();
  });

  it('asks for Sales once Microsoft is done', async () => {
    const session = createFakeSession({ ...signedInPerson, sales: signedOut });
    const user = await showPane(session);
    expect(screen.getByText('ana.ruiz@contoso.example')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Sign in to Sales' }));
    expect(session.deeds).toEqual([{ name: 'signIn', with: ['sales'] }]);
  });

  it('takes the chosen saved search and policy, and shows what the search matches', async () => {
    const session = createFakeSession(signedInPerson, { memberCount: 237 });
    const user = await showPane(session);
    expect(await screen.findByText('Matches 237 contacts now.')).toBeTruthy();
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Saved search in Sales' }),
      'Contacts in Iberia',
    );
    await user.click(screen.getByRole('radio', { name: /^Ask me/ }));
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(session.deeds.at(-1)).toEqual({
      name: 'choose',
      with: ['contact', { isOn: true, savedSearch: sampleSearches[1], policy: 'ask-user' }],
    });
  });

  it('shows what the organization fixed as locked', async () => {
    const { organisation } = sampleMe;
    const me = {
      ...sampleMe,
      organisation: {
        ...organisation,
        conflict: { ...organisation.conflict, usersMayOverride: false },
        scope: { ...organisation.scope, usersMayChooseSearch: false },
      },
    };
    await showPane(createFakeSession({ ...signedInPerson, me }));
    expect((await screen.findAllByText(/Only an administrator can change this/)).length).toBe(2);
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.queryByRole('radio')).toBeNull();
  });

  it('reads the saved searches when they are not known yet, and says so when it cannot', async () => {
    const session = createFakeSession({ ...signedInPerson, savedSearches: null });
    session.failNext('loadSavedSearches', new Error('sales-unreachable'));
    const user = await showPane(session);
    expect(await screen.findByText(/Sales did not answer/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(session.deeds.map(({ name }) => name)).toEqual(['loadSavedSearches', 'loadSavedSearches']);
  });

  it('leads to the plan when it is ready', async () => {
    const session = createFakeSession(
      { ...signedInPerson, me: sampleMe, hasChosen: true, waitingPlans: ['contact'] },
      { plan: samplePlan([]) },
    );
    const user = await showPane(session);
    await user.click(screen.getByRole('button', { name: 'See the plan' }));
    expect(await screen.findByRole('heading', { name: 'The plan' })).toBeTruthy();
  });

  it('says that the service does not answer when it never did on this device', async () => {
    await showPane(
      createFakeSession({
        ...signedInPerson,
        sales: signedOut,
        me: null,
        relay: 'unreachable',
        storage: 'opening',
      }),
    );
    expect(screen.getByText('The Sales Sync service does not answer.')).toBeTruthy();
  });
});
