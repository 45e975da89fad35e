// A sign-in dies at its service: the pane says which one, one button mends it, every link is kept, and the Monitor shows
// the cross and its cause meanwhile.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  makePlan,
  openMonitor,
  runBy,
  signIn,
  signInBoth,
  told,
  visit,
  watchRequests,
  wide,
  type Visit,
  type World,
} from '../../support/journey.ts';
import { callRelay, rowOf, usersOf } from '../../support/monitor-facts.ts';
import { pairingOf, type Pairing } from '../../support/sides.ts';
import { callSystem, eventually } from '../../support/system.ts';

const userName = 'heike.brandt';

const sides = [
  {
    side: 'microsoft',
    name: 'Microsoft',
    sentence: 'Microsoft no longer accepts your sign-in.',
  },
  { side: 'sales', name: 'Sales', sentence: 'Sales no longer accepts your sign-in.' },
] as const;

export function revokeJourney(world: () => World): void {
  describe('a rep whose sign-in is revoked', () => {
    let rep: Visit;
    let administrator: Visit;
    let before: Pairing;

    beforeAll(async () => {
      const { browser, system } = world();
      rep = await visit(browser);
      administrator = await visit(browser, wide);
      await signInBoth(rep.page, system, userName);
      await makePlan(rep.page);
      await runBy(rep.page, () => rep.page.getByRole('button', { name: /^Apply \d/ }).click());
      before = await pairingOf(system, userName);
      await openMonitor(administrator.page, system, '/monitor?card=all&q=heike');
    });
    afterAll(async () => {
      await rep.context.close();
      await administrator.context.close();
      expect([...rep.errors, ...administrator.errors]).toEqual([]);
    });

    it.each(sides)('is told so for $name, mends it with one button and keeps every link', async (lost) => {
      const { system } = world();
      const { page } = rep;
      const seen = watchRequests(page);
      const revoked = await callSystem(system, `${system.endpoints.identity}/revoke`, {
        body: { userName, issuer: lost.side },
      });
      expect(revoked.status).toBe(204);
      const failed = await runBy(page, () => page.getByRole('button', { name: 'Sync now' }).click());
      expect(failed).toMatchObject({
        outcome: 'failed',
        cause: `${lost.side}-sign-in-expired`,
        causeSide: lost.side,
      });
      await page.getByRole('heading', { name: /^Sync stopped/ }).waitFor();
      await page.getByText(lost.sentence).waitFor();
      expect(await page.getByRole('button', { name: /^Sign in/ }).allInnerTexts()).toEqual([
        `Sign in to ${lost.name}`,
      ]);

      const heard = await eventually('the relay hears of it', () => rowOf(system, userName), {
        is: (row) => row[lost.side].state === 'expired',
      });
      expect(heard[lost.side].cause).toBe(`${lost.side}-sign-in-expired`);
      const row = administrator.page.getByRole('row', { name: /Heike Brandt/ });
      await told(administrator.page, async () => {
        await row.getByText('Expired', { exact: true }).waitFor();
        await row.getByText(`${lost.name} sign-in expired`).waitFor();
      });

      const mended = await runBy(page, () => signIn(page, `Sign in to ${lost.name}`, userName));
      expect(mended).toMatchObject({ outcome: 'succeeded', cause: null, causeSide: null, failures: [] });
      await page.getByRole('heading', { name: 'In sync', exact: true }).waitFor();
      expect(seen.writes.filter((request) => !request.endsWith('$batch'))).toEqual([]);
      expect(mended.kinds.contact).toMatchObject({
        microsoft: { created: 0, updated: 0, deleted: 0 },
        sales: { created: 0, updated: 0, deleted: 0 },
        inSync: before.linked,
      });
      expect(await pairingOf(system, userName)).toEqual(before);
      await eventually('the relay hears that it works again', () => rowOf(system, userName), {
        is: (fresh) => fresh[lost.side].state === 'active' && fresh.outcome === 'succeeded',
      });
    });

    it('reads within seconds that an administrator switched him off and why, and goes on when that ends', async () => {
      const { system } = world();
      const { page } = rep;
      const { id } = await rowOf(system, userName);
      const command = (kind: 'disable' | 'enable', reason?: string) =>
        callRelay(system, '/commands', {
          body: { kind, selection: { by: 'ids', ids: [id] }, ...(reason === undefined ? {} : { reason }) },
          headers: { 'idempotency-key': randomUUID() },
        });
      await command('disable', 'Mailbox is moved');
      await told(page, async () => {
        await page.getByRole('heading', { name: 'Switched off by an administrator' }).waitFor();
        await page.getByText('Reason: Mailbox is moved').waitFor();
      });
      expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
      const run = await runBy(page, async () => {
        await command('enable');
      });
      expect(run).toMatchObject({ outcome: 'succeeded', cause: null, causeSide: null, failures: [] });
      await page.getByRole('heading', { name: 'In sync', exact: true }).waitFor();
    });

    it('stops when an administrator deleted him, and goes on with every link once he signs in again', async () => {
      const { system } = world();
      const { page } = rep;
      const { id } = await rowOf(system, userName);
      expect((await callRelay(system, `/users/${id}`, { method: 'DELETE' })).status).toBe(204);
      await told(page, () => page.getByRole('heading', { name: /^Sync stopped/ }).waitFor());
      expect(await usersOf(system, 'all', 'heike')).toEqual([]);
      await page.goto(`${system.endpoints.pane}/#/accounts`);
      const again = page.getByRole('button', { name: /^Sign in again: Microsoft/ });
      const run = await runBy(page, async () => {
        await again.click();
        await page.locator(`button[name="userName"][value="${userName}"]`).click();
      });
      expect(run).toMatchObject({ outcome: 'succeeded', cause: null, causeSide: null, failures: [] });
      expect(await pairingOf(system, userName)).toEqual(before);
    });
  });
}
