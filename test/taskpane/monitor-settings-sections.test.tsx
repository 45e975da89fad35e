import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { settingSections } from '../../src/contract/organisation/paths.ts';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import { findLabelled } from '../support/labelled.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const path = '/monitor/settings?card=all&q=an';

async function show(isWide: boolean, relay = createFakeRelay([])) {
  const { user } = await showMonitor({ relay, path, isWide });
  await findLabelled('Most records per user in total');
  return { user, nav: within(screen.getByRole('navigation', { name: 'Sections' })) };
}

const headings = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);

describe('the sections of the settings', () => {
  it('are listed as they stand on the page', async () => {
    const { nav } = await show(true);
    const names = nav.getAllByRole('button').map(({ textContent }) => textContent);
    expect(names).toHaveLength(settingSections.length + 1);
    await waitFor(() => {
      expect(names).toEqual(headings());
    });
  });

  it('are reached by the keyboard, which goes on from their heading, at the same address', async () => {
    const { user, nav } = await show(true);
    nav.getByRole('button', { name: 'Safety' }).focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 2, name: 'Safety' }));
    expect(location.hash).toBe(`#${path}`);
  });

  it('stand behind a button in the pane', async () => {
    const { user, nav } = await show(false);
    await user.click(nav.getByRole('button', { name: 'Sections' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Webhook' }));
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('heading', { level: 2, name: 'Webhook' }));
    });
    expect(location.hash).toBe(`#${path}`);
  });

  it('are those that are shown', async () => {
    const relay = createFakeRelay([]);
    const { scope } = defaultOrganisationSettings;
    relay.administration.saveAs('Bo', {
      ...defaultOrganisationSettings,
      scope: { ...scope, totalLimit: scope.totalLimit + 1 },
    });
    const { user, nav } = await show(true, relay);
    await user.click(screen.getByRole('switch', { name: /^Only what differs/ }));
    expect(nav.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Which records',
      'Webhook',
    ]);
    expect(headings()).toEqual(['Which records', 'Webhook']);
  });
});
