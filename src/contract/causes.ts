// The closed lists of causes and reasons as they travel. Words live in the pane's locales, remedies in remedies.ts.

import { z } from 'zod';
import { causeCodes, exclusionReasons, type CauseCode } from '../sync/model/cause.ts';

export { causeCodes, exclusionReasons };
export type { CauseCode };
export const causeCode = z.enum(causeCodes);
export const exclusionReason = z.enum(exclusionReasons);
