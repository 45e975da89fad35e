// Calls of the Monitor about the roster: who is added, and what there is to filter by.

import { newUsersAnswer, type NewUsersAnswer } from '../../contract/administration.ts';
import { clientVersions } from '../../contract/user-filters.ts';
import type { NewUsers } from '../../contract/users.ts';
import type { RelayCall } from './relay-call.ts';

export interface RosterCalls {
  /** client versions in use, newest name first */
  clientVersions(signal?: AbortSignal): Promise<readonly string[]>;
  /** at most 5,000 at once; asking again refuses those who were added before */
  addUsers(request: NewUsers): Promise<NewUsersAnswer>;
}

export function createRosterCalls(call: RelayCall): RosterCalls {
  return {
    clientVersions: async (signal) => {
      const request = { path: '/client-versions', answer: clientVersions, ...(signal ? { signal } : {}) };
      return (await call(request)).items;
    },
    addUsers: (body) => call({ method: 'POST', path: '/users', body, answer: newUsersAnswer }),
  };
}
