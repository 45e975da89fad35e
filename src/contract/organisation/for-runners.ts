// What runners are told of the settings: all but the webhook's address, which may hold a key of its own.

import type { OrganisationSettings } from './document.ts';

export function forRunners(settings: OrganisationSettings): OrganisationSettings {
  return { ...settings, notifications: { ...settings.notifications, webhookUrl: null } };
}
