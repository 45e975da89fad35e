// Who this sandbox is: a random id that changes with `npm run reset`, so that a pane notices that its links are of another world.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openJsonStore } from './persistence/json-store.ts';
import type { JsonStore } from './persistence/json-store.ts';

const instanceSchema = z.object({
  instanceId: z.guid(),
  /** whether the situations of the sample people that take an act have been brought about; once per data folder */
  areSituationsSettled: z.boolean(),
});

export type Instance = z.infer<typeof instanceSchema>;

/** Opens `<dir>/instance.json`; the id is written before anybody hears of it. */
export async function openInstance(dir: string): Promise<JsonStore<Instance>> {
  const initial: Instance = { instanceId: randomUUID(), areSituationsSettled: false };
  const store = openJsonStore(dir, 'instance', initial, { parse: (json) => instanceSchema.parse(json) });
  store.changed();
  await store.flush();
  return store;
}
