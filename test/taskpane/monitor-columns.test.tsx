// Every column of the users' table under the name that the specification and the exported file give it.

import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { columnIds } from '../../src/taskpane/monitor/data/columns.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';
import { monitorUser } from '../support/monitor-users.ts';

describe('the columns', () => {
  it('are called as everywhere else, and tell generation and version of the client', async () => {
    const relay = createFakeRelay([
      monitorUser(0, { displayName: 'Ana Ruiz', clientVersion: '1.2.3' }),
      monitorUser(1, { displayName: 'Ben Okafor', clientVersion: null }),
    ]);
    await showMonitor({ relay, path: `/monitor?card=all&columns=${columnIds.join('.')}` });
    await screen.findByText('Ana Ruiz');
    const headings = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    expect(headings).toEqual(expect.arrayContaining(['Included in Latest Sync', 'Using Next Gen']));
    const at = headings.indexOf('Using Next Gen');
    const cells = screen
      .getAllByRole('gridcell')
      .filter((cell) => cell.getAttribute('aria-colindex') === String(at + 1));
    expect(cells.map(({ textContent }) => textContent)).toEqual(['Yes · 1.2.3', '–']);
  });
});
