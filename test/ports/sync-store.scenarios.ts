// What every SyncStore does, as scenarios without Jest, so that the same ones run in Node and inside a real page.

import type { Scenario } from './scenario.ts';
import { commitScenarios } from './sync-store-commit.scenarios.ts';
import { readScenarios } from './sync-store-read.scenarios.ts';

export const syncStoreScenarios: readonly Scenario[] = [...readScenarios, ...commitScenarios];
