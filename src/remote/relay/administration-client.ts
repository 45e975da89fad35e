// The administrator's calls beside the table: settings with their history, audit, notifications, application permission.

import {
  auditPage,
  type AuditFilter,
  type AuditPage,
  type AuditQuery,
} from '../../contract/administration.ts';
import {
  applicationPermission,
  type ApplicationPermission,
} from '../../contract/organisation/application-permission.ts';
import {
  delivery,
  notificationStatus,
  type Delivery,
  type NotificationStatus,
} from '../../contract/organisation/notifications.ts';
import {
  settingsHistory,
  settingsPreview,
  type SettingsHistory,
  type SettingsPreview,
} from '../../contract/organisation/wire.ts';
import { settingsAnswer, type OrganisationSettings, type SettingsAnswer } from '../../contract/settings.ts';
import { exportLink } from '../../contract/users.ts';
import type { RelayCall } from './relay-call.ts';
import { search, withSignal } from './query.ts';

export interface SettingsToSave {
  readonly settings: OrganisationSettings;
  /** the version they were made from; another one in the meantime is refused with 412 */
  readonly version: number;
  readonly restored?: number;
}

export interface AdministrationClient {
  settings(signal?: AbortSignal): Promise<SettingsAnswer>;
  /** whom these settings would touch; saves nothing */
  previewSettings(settings: OrganisationSettings): Promise<SettingsPreview>;
  saveSettings(change: SettingsToSave): Promise<SettingsAnswer>;
  settingsHistory(before: number | null, signal?: AbortSignal): Promise<SettingsHistory>;
  audit(query: Partial<AuditQuery>, signal?: AbortSignal): Promise<AuditPage>;
  /** absolute URL of a single-use download, valid for 60 s */
  auditExportUrl(filter: AuditFilter): Promise<string>;
  notifications(signal?: AbortSignal): Promise<NotificationStatus>;
  setWebhookSecret(secret: string | null): Promise<void>;
  sendTestNotification(): Promise<Delivery>;
  sendAgain(deliveryId: string): Promise<Delivery>;
  applicationPermission(signal?: AbortSignal): Promise<ApplicationPermission>;
}

export function createAdministrationClient(call: RelayCall, baseUrl: string): AdministrationClient {
  return {
    settings: (signal) => call({ path: '/settings', answer: settingsAnswer, ...withSignal(signal) }),
    previewSettings: (body) =>
      call({ method: 'PUT', path: '/settings?dryRun=true', body, answer: settingsPreview }),
    saveSettings: ({ settings, version, restored }) =>
      call({
        method: 'PUT',
        path: `/settings?${search({ restored })}`,
        body: settings,
        headers: { 'if-match': `"${version}"` },
        answer: settingsAnswer,
      }),
    settingsHistory: (before, signal) =>
      call({
        path: `/settings/history?${search({ before: before ?? undefined })}`,
        answer: settingsHistory,
        ...withSignal(signal),
      }),
    audit: (query, signal) =>
      call({ path: `/audit?${search(query)}`, answer: auditPage, ...withSignal(signal) }),
    auditExportUrl: async (body) => {
      const link = await call({ method: 'POST', path: '/audit/exports', body, answer: exportLink });
      return new URL(link.url, baseUrl).href;
    },
    ...notificationCalls(call),
    applicationPermission: (signal) =>
      call({ path: '/application-permission', answer: applicationPermission, ...withSignal(signal) }),
  };
}

function notificationCalls(call: RelayCall) {
  return {
    notifications: (signal?: AbortSignal) =>
      call({ path: '/notifications', answer: notificationStatus, ...withSignal(signal) }),
    setWebhookSecret: async (secret: string | null): Promise<void> => {
      await call({ method: 'PUT', path: '/notifications/secret', body: { secret }, answer: null });
    },
    sendTestNotification: () => call({ method: 'POST', path: '/notifications/test', answer: delivery }),
    sendAgain: (id: string) =>
      call({ method: 'POST', path: `/notifications/deliveries/${id}/retry`, answer: delivery }),
  };
}
