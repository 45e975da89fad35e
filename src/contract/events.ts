// Server-sent events: one stream carries everything a page of the Monitor, or a runner, needs.

import { z } from 'zod';
import { commandProgress, runnerCommand } from './commands.ts';
import { cards, userRow } from './users.ts';
import { userId } from './wire.ts';

/** Monitor: `GET /events`. Changes are coalesced per 250 ms. */
export const monitorEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('users'), rows: z.array(userRow), removed: z.array(userId) }),
  z.object({ type: z.literal('cards'), cards }),
  z.object({
    type: z.literal('command'),
    progress: commandProgress.omit({ runs: true, users: true, next: true }),
  }),
  /** too old to resume: read everything again */
  z.object({ type: z.literal('reload') }),
]);
export type MonitorEvent = z.infer<typeof monitorEvent>;

/** Runner: `GET /me/events`. */
export const runnerEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('command'), command: runnerCommand }),
  /** sign-up data or settings changed: call `PUT /me` again */
  z.object({ type: z.literal('me') }),
]);
export type RunnerEvent = z.infer<typeof runnerEvent>;
