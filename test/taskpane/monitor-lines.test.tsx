// Lines that may be cut: which end of them, and where in their words. How it looks is measured in the real browser.

import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { Second } from '../../src/taskpane/monitor/table/Second.tsx';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';
import { monitorUser, userIdOf } from '../support/monitor-users.ts';

describe('a line that may be cut', () => {
  it('of our own words is cut where the room ends, that of a name between words', () => {
    render(
      <FluentProvider theme={webLightTheme}>
        <Second text="Disabled by an administrator" />
        <Second text="Sales sign-in expired since yesterday" isLong />
        <Second text="Ana Konstantinopoulos" isName />
      </FluentProvider>,
    );
    const breakOf = (text: string) => getComputedStyle(screen.getByText(text)).getPropertyValue('word-break');
    expect(breakOf('Disabled by an administrator')).toBe('break-all');
    expect(breakOf('Sales sign-in expired since yesterday')).toBe('normal');
    expect(breakOf('Ana Konstantinopoulos')).toBe('normal');
  });

  it('of an address loses its end, whatever the direction of the page', async () => {
    const email = 'helen.cho@contoso.example';
    const relay = createFakeRelay([monitorUser(0, { displayName: 'Helen Cho', email })]);
    await showMonitor({ relay, path: `/monitor/users/${userIdOf(0)}` });
    const [line] = await screen.findAllByTitle(email);
    expect([line?.textContent, line?.dir, line?.querySelector('bdi')]).toEqual([email, 'auto', null]);
  });

  it('of the organisation stands below the title of a window, where it takes no room from the facts', async () => {
    await showMonitor({ relay: createFakeRelay([monitorUser(0)]) });
    const who = await screen.findByText('contoso.example · Adele Vance');
    expect(who.parentElement?.firstElementChild).toBe(
      screen.getByRole('heading', { name: 'Microsoft 365 Monitor' }),
    );
  });
});
