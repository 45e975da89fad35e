// The one list of settings that something acts on today. Everything else is kept, shown and said to wait. Whoever makes a
// setting work adds its path here; resolve-settings.ts is what the engine is given.

import type { SettingPath } from './paths.ts';

/** What runners do with a user's records and when. */
export const engineSettings: readonly SettingPath[] = [
  'conflict.defaultPolicy',
  'conflict.usersMayOverride',
  'conflict.mergeUnit',
  'conflict.blankNeverOverwrites',
  'scope.contacts.isOn',
  'scope.contacts.defaultSavedSearch',
  'scope.contacts.recordLimit',
  'scope.usersMayChooseSearch',
  'scope.totalLimit',
  'scope.categoryName',
  'contacts.allowCreateInSales',
  'contacts.allowDeleteInSales',
  'contacts.allowWithoutAccount',
  'contacts.sharePersonalFields',
  'runs.paneIntervalMinutes',
  'safety.deleteCount',
  'safety.deleteSharePercent',
  'safety.firstSyncNeedsPlan',
];

/** What the relay itself does; no user's records are touched by them. */
export const relaySettings: readonly SettingPath[] = [
  // what counts as the latest cycle
  'runs.workerIntervalMinutes',
  // the card Behind target
  'runs.freshnessTargetMinutes',
  'notifications.webhookUrl',
  'notifications.failingShare.isOn',
  'notifications.failingShare.percent',
  'notifications.sharedCause.isOn',
  'notifications.sharedCause.users',
  'notifications.credentialExpiring.isOn',
  'notifications.credentialExpiring.days',
  'notifications.silentRunner.isOn',
  'notifications.silentRunner.minutes',
  'notifications.silentRunner.panes',
];

/** What a pane tells its person. */
const paneSettings: readonly SettingPath[] = ['signIn.nudgeDays'];

const used = new Set<SettingPath>([...engineSettings, ...relaySettings, ...paneSettings]);

export function isUsed(path: SettingPath): boolean {
  return used.has(path);
}
