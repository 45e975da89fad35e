// The connectors of a person follow what they were made of: an organisation that renames its category, and a Sales user
// whom an administrator corrects.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Me } from '../../../src/contract/runner-calls.ts';
import type { RecordId } from '../../../src/sync/model/ids.ts';
import { lazyRemotes, type Remotes } from '../../../src/taskpane/session/remotes.ts';
import { oneRowRelay, personAt } from '../../support/pane-person.ts';
import { sampleMe } from '../../support/pane-samples.ts';

const contact = {
  id: 'AAMk1',
  '@odata.etag': 'W/"1"',
  changeKey: '1',
  createdDateTime: '2026-11-20T08:00:00Z',
  lastModifiedDateTime: '2026-11-20T08:00:00Z',
  parentFolderId: 'contacts',
  categories: ['Shared with Sales'],
  givenName: 'Ada',
  surname: 'Byron',
};

/** Graph as far as one contact is read by its id. */
const graph: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!request.url.endsWith('/$batch')) return Response.json({ id: 'deleted' });
  const { requests } = (await request.json()) as { requests: { id: string }[] };
  return Response.json({ responses: requests.map(({ id }) => ({ id, status: 200, body: contact })) });
};

let realFetch: typeof fetch;
beforeEach(() => {
  realFetch = globalThis.fetch;
  globalThis.fetch = graph;
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

const named = (categoryName: string): Me => {
  const { organisation } = sampleMe;
  return { ...sampleMe, organisation: { ...organisation, scope: { ...organisation.scope, categoryName } } };
};

async function isShared(remotes: Remotes, me?: Me): Promise<boolean> {
  const { microsoft } = await remotes(me);
  const refs = [{ id: contact.id as RecordId, address: contact.id }];
  const [answer] = await microsoft.read('contact', refs, new AbortController().signal);
  if (answer?.result !== 'found') throw new Error('the contact was not read');
  return answer.record.isShared;
}

describe('the connectors of a person', () => {
  it('[C1] look for the category of the organisation as it is named now', async () => {
    const person = await personAt(oneRowRelay());
    const remotes = lazyRemotes(person);
    person.snapshots.set({ me: named('Customers') });
    expect(await isShared(remotes)).toBe(false);
    person.snapshots.set({ me: named('Shared with Sales') });
    expect(await isShared(remotes)).toBe(true);
    // A run goes by what it began with.
    expect(await isShared(remotes, named('Customers'))).toBe(false);
  });

  it('are the same from run to run while nothing changed', async () => {
    const person = await personAt(oneRowRelay());
    const remotes = lazyRemotes(person);
    person.snapshots.set({ me: sampleMe });
    const first = await remotes();
    person.snapshots.set({ me: { ...sampleMe, lastSuccessStartedAt: '2026-11-22T09:00:00.000Z' } });
    expect(await remotes()).toBe(first);
  });
});
