// The organisation's settings as one document, as it is read.

import { z } from 'zod';
import { operationDefaults, operationSections } from './operation-sections.ts';
import { syncDefaults, syncSections } from './sections.ts';

export const organisationSettings = z.object({ ...syncSections, ...operationSections });
export type OrganisationSettings = z.infer<typeof organisationSettings>;

/** A copy of its own: the tables of defaults are read-only. */
export const defaultOrganisationSettings: OrganisationSettings = organisationSettings.parse({
  ...syncDefaults,
  ...operationDefaults,
});
