// From a stored document of any age to a whole one: what is missing, or no longer allowed, takes its default.

import { z } from 'zod';
import { defaultOrganisationSettings, organisationSettings } from './document.ts';
import type { OrganisationSettings } from './document.ts';

export function completeSettings(stored: unknown): OrganisationSettings {
  return organisationSettings.parse(complete(organisationSettings, stored, defaultOrganisationSettings));
}

const record = z.record(z.string(), z.unknown());

function complete(schema: z.core.$ZodType, stored: unknown, fallback: unknown): unknown {
  if (!(schema instanceof z.ZodObject)) return z.safeParse(schema, stored).success ? stored : fallback;
  const known = record.safeParse(stored);
  const defaults = record.parse(fallback);
  const own = known.success ? known.data : {};
  return Object.fromEntries(
    Object.entries(schema.shape as z.core.$ZodShape).map(([key, inner]) => [
      key,
      complete(inner, own[key], defaults[key]),
    ]),
  );
}
