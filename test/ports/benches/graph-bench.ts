// The real Graph connector over the sandbox in this process.

import { CATEGORY, startGraphRig } from '../../remote/graph/graph-rig.ts';
import type { RecordId } from '../../../src/sync/model/ids.ts';
import type { Facts, MicrosoftBench } from './remote-bench.ts';

const pageSize = 5;

function bodyOf({ firstName, lastName, jobTitle, department, email }: Facts): Record<string, unknown> {
  return {
    ...(firstName === undefined ? {} : { givenName: firstName }),
    ...(lastName === undefined ? {} : { surname: lastName }),
    ...(jobTitle === undefined ? {} : { jobTitle }),
    ...(department === undefined ? {} : { department }),
    ...(email === undefined ? {} : { emailAddresses: [{ name: email, address: email }] }),
  };
}

export async function startGraphBench(switches: object = {}): Promise<MicrosoftBench> {
  const { control, remote, another, clock, end } = await startGraphRig({ pageSize });
  control.setSwitches(switches);
  // The connector learns the default folder's id from any contact; Outlook has one before the suite begins.
  const [folder] = control.folders('ana').filter(({ displayName }) => displayName === 'Contacts');
  return {
    remote,
    another: () => another(),
    pageSize,
    add: (facts) => String(control.createContact('ana', bodyOf(facts))['id']) as RecordId,
    edit: (id, facts) => {
      control.editContact('ana', id, bodyOf(facts));
    },
    remove: (id) => {
      control.deleteContact('ana', id);
    },
    share: (id, isShared) => {
      control.editContact('ana', id, { categories: isShared ? [CATEGORY] : [] });
    },
    restore: (id) => {
      control.moveContact('ana', id, String(folder?.['id']));
    },
    expireCursors: () => {
      control.expireDelta('ana');
    },
    later: (ms) => {
      void clock.sleep(ms, new AbortController().signal);
    },
    end,
  };
}
