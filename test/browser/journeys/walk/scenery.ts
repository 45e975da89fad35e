// What the walk needs and the sample company does not have: versions of the settings, a webhook that nobody hears, a background
// service without its permission, people who share a cause that an administrator can mend.

import {
  withValue,
  type SettingPath,
  type SettingValue,
} from '../../../../src/contract/organisation/paths.ts';
import { settingsAnswer } from '../../../../src/contract/settings.ts';
import { callRelay, usersOf } from '../../../support/monitor-facts.ts';
import { finishMessage, signUpBody } from '../../../support/relay-messages.ts';
import { callSystem, tokenOf, type Answer, type System } from '../../../support/system.ts';

const dayMs = 86_400_000;

/** By another administrator, as far as the screen knows: it did not see it happen. */
export async function changeSettings(
  system: System,
  ...changes: readonly (readonly [SettingPath, SettingValue])[]
): Promise<void> {
  const { settings, version } = settingsAnswer.parse((await callRelay(system, '/settings')).json());
  taken(
    await callRelay(system, '/settings', {
      method: 'PUT',
      body: changes.reduce((merged, [path, value]) => withValue(merged, path, value), settings),
      headers: { 'if-match': `"${String(version)}"` },
    }),
  );
}

/** Nothing that a run follows is touched. */
export async function makeScenery(system: System): Promise<void> {
  await changeSettings(
    system,
    ['notifications.webhookUrl', 'https://hooks.contoso.example/monitor'],
    ['notifications.failingShare.percent', 15],
  );
  await changeSettings(
    system,
    ['notifications.sharedCause.users', 25],
    ['notifications.silentRunner.minutes', 45],
  );
  const secret = { secret: 'a secret of the walk' };
  taken(await callRelay(system, '/notifications/secret', { method: 'PUT', body: secret }));
  taken(await callRelay(system, '/notifications/test', { method: 'POST' }));
  await losePermission(system);
  await loseRoles(system);
}

async function losePermission(system: System): Promise<void> {
  const body = {
    state: 'inactive',
    error: { cause: 'microsoft-consent-withdrawn', code: 'AADSTS65001', status: 400, requestId: 'walk-1' },
    certificateEndsAt: new Date(Date.now() + 20 * dayMs).toISOString(),
  };
  const url = `${system.endpoints.relay}/api/v1/application-permission`;
  taken(await callSystem(system, url, { method: 'PUT', token: await tokenOf(system, 'relay'), body }));
}

/** Those who have not synced yet: no run of theirs says otherwise a minute later. */
async function loseRoles(system: System): Promise<void> {
  const emails = (await usersOf(system, 'never')).map(({ email }) => email);
  const names = system.endpoints.people
    .filter(({ mail }) => emails.includes(mail))
    .map(({ userName }) => userName);
  if (names.length === 0) throw new Error('everybody has synced: nobody is left to fail');
  for (const as of names.slice(0, 3)) {
    const run = finishMessage(Date.now(), {
      outcome: 'failed',
      cause: 'sales-role-missing',
      causeSide: 'sales',
    });
    taken(await callRelay(system, '/me', { as, method: 'PUT', body: signUpBody() }));
    taken(await callRelay(system, `/me/runs/${crypto.randomUUID()}`, { as, method: 'PUT', body: run }));
  }
}

function taken({ status, text }: Answer): void {
  if (status >= 300) throw new Error(`the relay answered ${String(status)}: ${text}`);
}
