// Where the list of sections leads to. Not by links: the address names the screen and its list.

import type { SettingSection } from '../../../../contract/organisation/paths.ts';

export type PageSection = SettingSection | 'webhook';

export const headingIdOf = (section: PageSection): string => `settings-${section}`;
