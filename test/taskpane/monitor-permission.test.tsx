import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ApplicationPermission } from '../../src/contract/organisation/application-permission.ts';
import { createMonitorCache } from '../../src/store/dexie/monitor-cache.ts';
import { MonitorContext, type Monitor } from '../../src/taskpane/monitor/data/monitor-context.tsx';
import { createQueryClient } from '../../src/taskpane/monitor/data/query-client.ts';
import { CredentialBadge } from '../../src/taskpane/monitor/header/CredentialBadge.tsx';
import { Permission } from '../../src/taskpane/monitor/header/Permission.tsx';
import { startLanguages } from '../../src/taskpane/shell/languages.ts';
import { FewStyles } from '../support/few-styles.tsx';
import { createFakeRelay } from '../support/monitor-relay.ts';

const dayMs = 86_400_000;
let people = 0;

async function show(
  permission: Partial<ApplicationPermission>,
  fail: Error | null = null,
): Promise<HTMLElement> {
  await startLanguages('en');
  people += 1;
  const relay = createFakeRelay([]);
  relay.administration.permission = { ...relay.administration.permission, ...permission };
  if (fail) {
    const answer = relay.administration.client.applicationPermission;
    const failing = jest.fn(answer).mockImplementationOnce(() => Promise.reject(fail));
    relay.administration.client.applicationPermission = failing;
  }
  const cache = createMonitorCache({ instance: 'permission', tenant: 't', user: `u${people}` });
  // these parts read no more of the Monitor than the client and its memory
  const monitor = { client: relay.client, cache } as Monitor;
  const { container } = await act(async () =>
    render(
      <FewStyles>
        <QueryClientProvider client={createQueryClient()}>
          <MonitorContext value={monitor}>
            <Permission />
            <CredentialBadge />
          </MonitorContext>
        </QueryClientProvider>
      </FewStyles>,
    ),
  );
  await screen.findByText('Application permission:');
  return container;
}

const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();
const now = new Date().toISOString();

describe('the application permission in the header', () => {
  afterEach(cleanup);

  it('is Not Enabled until a worker reports, without a badge', async () => {
    expect((await show({})).textContent).toBe('Application permission:Not Enabled');
  });

  it('says that it is not known, and asks again when told to', async () => {
    const { textContent } = await show({}, new Error('no answer'));
    expect(textContent).toMatch(/^Application permission:(?:Loading|Unknown)/);
    await userEvent.click(await screen.findByRole('button', { name: 'Ask again' }));
    expect(await screen.findByText('Not Enabled')).toBeTruthy();
  });

  it('shows why it is inactive, with what support needs', async () => {
    await show({
      state: 'inactive',
      reportedAt: now,
      error: {
        cause: 'microsoft-consent-withdrawn',
        code: 'AADSTS700027',
        status: 401,
        requestId: 'request-7',
      },
    });
    expect(screen.getByText('Inactive')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Show error' }));
    expect(await screen.findByText('Application permission is inactive')).toBeTruthy();
    await userEvent.click(screen.getByText('Details'));
    expect(screen.getByRole('dialog').textContent).toMatch(/AADSTS700027.*401.*request-7/);
  });

  it('is never active by a report that is old', async () => {
    const { textContent } = await show({ state: 'active', isSilent: true, reportedAt: inDays(-1) });
    expect(textContent).toBe('Application permission:SilentNo report since yesterday');
  });

  it.each([
    [212.5, '212 days'],
    [30.5, '30 days'],
    [29.5, '29 days, renew it soon'],
    [15.5, '15 days, renew it soon'],
    [14.5, '14 days, renew it now'],
    [-0.5, 'Expired'],
  ])('says of a certificate that ends in %s days: %s', async (days, words) => {
    const { textContent } = await show({ state: 'active', reportedAt: now, certificateEndsAt: inDays(days) });
    expect(textContent).toBe(`Application permission:ActiveCertificate${words}`);
  });
});
