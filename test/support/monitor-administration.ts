// Settings, audit, notifications and permission of the relay in memory. Saving follows the relay's rule: only onto the
// version that was read. `failNext` fails the next call of that name once.

import type { AuditEntry } from '../../src/contract/administration.ts';
import type { ApplicationPermission } from '../../src/contract/organisation/application-permission.ts';
import { differences } from '../../src/contract/organisation/differences.ts';
import type { Delivery, NotificationStatus } from '../../src/contract/organisation/notifications.ts';
import { initialVersion, type SettingsVersion } from '../../src/contract/organisation/wire.ts';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import type { OrganisationSettings, SettingsAnswer } from '../../src/contract/settings.ts';
import type { AdministrationClient } from '../../src/remote/relay/administration-client.ts';
import { RelayError } from '../../src/remote/relay/relay-error.ts';

export interface FakeAdministration {
  readonly client: AdministrationClient;
  readonly calls: { readonly name: keyof AdministrationClient; readonly with: unknown }[];
  readonly failNext: Map<keyof AdministrationClient, RelayError>;
  readonly versions: SettingsVersion[];
  readonly entries: AuditEntry[];
  notifications: NotificationStatus;
  permission: ApplicationPermission;
  /** somebody else saves */
  saveAs(name: string, settings: OrganisationSettings, restored?: number): SettingsAnswer;
}

function refused(code: 'precondition-failed' | 'conflict', status: number): RelayError {
  const problem = { type: 'about:blank', title: code, status, code, requestId: 'request-1' };
  return new RelayError('refused', { status, problem });
}

export function fakeDelivery(n: number, state: Delivery['state'], lastError: string | null): Delivery {
  return {
    notification: {
      id: `de11ee00-0000-4000-8000-${String(n).padStart(12, '0')}`,
      rule: 'failing-share',
      subject: '',
      state: 'changed',
      at: '2026-11-21T10:31:00.000Z',
      tenantId: '7b1c7f6e-1f0a-4c53-9d55-5a1e5c0ffee0',
      facts: { failing: 3 },
    },
    state,
    attempts: 6,
    lastAttemptAt: '2026-11-21T10:31:00.000Z',
    nextAttemptAt: null,
    lastError,
  };
}

export function createFakeAdministration(): FakeAdministration {
  const calls: FakeAdministration['calls'] = [];
  const failNext: FakeAdministration['failNext'] = new Map();
  const versions: SettingsVersion[] = [];
  const entries: AuditEntry[] = [];
  const state: Pick<FakeAdministration, 'notifications' | 'permission'> = {
    notifications: {
      hasSecret: false,
      secretStorage: 'plain',
      allowsPrivate: false,
      open: [],
      deliveries: [],
      names: {},
    },
    permission: {
      state: 'not-enabled',
      error: null,
      certificateEndsAt: null,
      reportedAt: null,
      isSilent: false,
    },
  };
  const present = (): SettingsAnswer => {
    const [newest] = versions;
    return newest
      ? { ...newest }
      : { settings: defaultOrganisationSettings, version: 0, changedAt: null, changedBy: null };
  };
  function saveAs(name: string, settings: OrganisationSettings, restored?: number): SettingsAnswer {
    const before = present();
    versions.unshift({
      version: before.version + 1,
      settings,
      changes: differences(before.settings, settings),
      changedAt: new Date().toISOString(),
      changedBy: name,
      restored: restored ?? null,
    });
    return present();
  }
  async function call<T>(name: keyof AdministrationClient, given: unknown, act: () => T): Promise<T> {
    calls.push({ name, with: given });
    await Promise.resolve();
    const failure = failNext.get(name);
    failNext.delete(name);
    if (failure) throw failure;
    return act();
  }
  const client: AdministrationClient = {
    settings: () => call('settings', null, present),
    previewSettings: (settings) =>
      call('previewSettings', settings, () => ({
        changes: differences(present().settings, settings),
        touchedUsers: 12,
        totalUsers: 404,
      })),
    saveSettings: (change) =>
      call('saveSettings', change, () => {
        if (change.version !== present().version) throw refused('precondition-failed', 412);
        return saveAs('Adele Vance', change.settings, change.restored);
      }),
    settingsHistory: (before) =>
      call('settingsHistory', before, () => ({
        items: [...versions, initialVersion].filter(({ version }) => before === null || version < before),
        next: null,
      })),
    audit: (query) =>
      call('audit', query, () => {
        const found = entries.filter(({ action }) => query.action === undefined || query.action === action);
        const from = Number(query.after ?? 0);
        return {
          items: found.slice(from, from + 2),
          next: from + 2 < found.length ? String(from + 2) : null,
        };
      }),
    auditExportUrl: (filter) => call('auditExportUrl', filter, () => 'https://localhost/api/v1/exports/once'),
    notifications: () => call('notifications', null, () => state.notifications),
    setWebhookSecret: (secret) =>
      call('setWebhookSecret', secret, () => {
        state.notifications = { ...state.notifications, hasSecret: secret !== null };
      }),
    sendTestNotification: () =>
      call('sendTestNotification', null, () => fakeDelivery(99, 'waiting', 'not-public')),
    sendAgain: (id) =>
      call('sendAgain', id, () => {
        const deliveries = state.notifications.deliveries.map((one) =>
          one.notification.id === id ? { ...one, state: 'delivered' as const, lastError: null } : one,
        );
        state.notifications = { ...state.notifications, deliveries };
        return fakeDelivery(1, 'delivered', null);
      }),
    applicationPermission: () => call('applicationPermission', null, () => state.permission),
  };
  return {
    client,
    calls,
    failNext,
    versions,
    entries,
    saveAs,
    get notifications() {
      return state.notifications;
    },
    set notifications(next) {
      state.notifications = next;
    },
    get permission() {
      return state.permission;
    },
    set permission(next) {
      state.permission = next;
    },
  };
}
