// The real Sales connector over the sandbox in this process, with Ana's sample company around.

import { company } from '../../../src/sandbox/company/company.ts';
import type { RecordId } from '../../../src/sync/model/ids.ts';
import { ANA, startSalesRig, type RigOptions } from '../../remote/sales/sales-rig.ts';
import { never } from '../../remote/scripted-fetch.ts';
import type { Facts, SalesBench } from './remote-bench.ts';

const pageSize = 5;

function valuesOf({ firstName, lastName, jobTitle, department, email }: Facts): Record<string, unknown> {
  return {
    ...(firstName === undefined ? {} : { FirstName: firstName }),
    ...(lastName === undefined ? {} : { LastName: lastName }),
    ...(jobTitle === undefined ? {} : { JobTitle: jobTitle }),
    ...(department === undefined ? {} : { Department: department }),
    ...(email === undefined ? {} : { EmailAddress: email }),
  };
}

interface Variant extends RigOptions {
  readonly switches?: Parameters<Awaited<ReturnType<typeof startSalesRig>>['control']['setSwitches']>[0];
}

export async function startSalesBench({ switches = {}, ...options }: Variant = {}): Promise<SalesBench> {
  const { control, remote, another, end } = await startSalesRig({ pageSize, ...options });
  control.setSwitches(switches);
  const [account] = company.accountsOf(ANA);
  const [listed] = control.searches(ANA);
  const search = (await remote.savedSearches('contact', never)).find(({ name }) => name === listed?.name);
  if (account === undefined || listed === undefined || search === undefined)
    throw new Error('the sample company has no account or no saved search');
  return {
    remote,
    another: () => another(),
    pageSize,
    search: search.id,
    account: { id: account.PartyId, name: account.OrganizationName },
    add: (facts) => control.create(ANA, { ...valuesOf(facts), Type: 'ZCA_CONTACT' }).partyId as RecordId,
    edit: (id, facts) => {
      control.edit(ANA, id, valuesOf(facts));
    },
    remove: (id) => {
      control.remove(ANA, id);
    },
    activate: (id) => {
      control.restore(ANA, id);
    },
    setMember: (id, isMember) => {
      control.setMember(ANA, listed.queryUuid, { partyId: id, inside: isMember });
    },
    merge: (loser, survivor) => {
      control.merge(ANA, { victimId: loser, survivorId: survivor });
    },
    later: (ms) => {
      control.setSwitches({ clockOffsetMs: control.switches().clockOffsetMs + ms });
    },
    end,
  };
}
