// What our own connectors ask and what the sandboxes answer them, in a whole run of the engine.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { recordEngine } from './engine-run.ts';
import type { EngineRecording } from './engine-run.ts';
import { jsonOf } from './exchange.ts';
import { isBatch, withItems } from './graph/batch-items.ts';
import { createDescriptionCheck } from './graph/check-description.ts';
import { checkProtocol } from './graph/check-protocol.ts';
import { createTypeCheck } from './graph/check-types.ts';
import { descriptionFile, withoutDescription } from './graph/description.ts';
import { checkSalesAnswer } from './sales/check-answer.ts';
import { checkSalesRequest } from './sales/check-request.ts';

const checkTypes = createTypeCheck();
const file = descriptionFile();
const whereDescribed = file === null ? it.skip : it;

const mailboxes = { me: { path: 'me' }, byName: { path: 'users', id: 'ana@contoso.example' } } as const;

describe.each([
  [9, 'me'],
  [4, 'byName'],
] as const)('a run of the engine, framework version %i, mailbox %s', (version, mailbox) => {
  let recording: EngineRecording;
  beforeAll(async () => {
    recording = await recordEngine(version, mailboxes[mailbox]);
  });

  it('does everything that the recording is for', () => {
    const { graph, sales, reports } = recording;
    expect(reports.map(({ outcome }) => outcome)).toEqual(reports.map(() => 'succeeded'));
    const inBatches = graph.filter(isBatch).flatMap(withItems);
    const asked = new Set(inBatches.map(({ method, status }) => `${method} ${status}`));
    for (const wanted of ['POST 201', 'PATCH 200', 'PATCH 412', 'DELETE 204', 'GET 404'])
      expect(asked).toContain(wanted);
    expect(graph.map(({ status }) => status)).toContain(410);
    const operations = sales.flatMap(({ requestText }) => requestText.match(/"operation":"\w+"/g) ?? []);
    expect(new Set(operations).size).toBe(3);
  });

  it('fits Microsoft’s types and keeps the protocol of Graph', () => {
    expect(
      recording.graph.flatMap((exchange) => [...checkTypes(exchange), ...checkProtocol(exchange)]),
    ).toEqual([]);
  });

  whereDescribed(`fits Microsoft’s description${file === null ? ` (${withoutDescription})` : ''}`, () => {
    const check = createDescriptionCheck(file ?? '');
    expect(recording.graph.flatMap((exchange) => check(exchange))).toEqual([]);
  });

  it('follows links of Graph as they were handed out, and asks for immutable ids every time', () => {
    const links = new Set(recording.graph.flatMap(({ text }) => linksIn(text)));
    const followed = recording.graph
      .map(({ url }) => url.replace(/^.*\/v1\.0/, ''))
      .filter((url) => url.includes('token='));
    expect(followed.length).toBeGreaterThan(5);
    expect(followed.filter((url) => !links.has(url))).toEqual([]);
    const prefers = recording.graph
      .flatMap(withItems)
      .map(({ requestHeaders }) => requestHeaders['prefer'] ?? '');
    expect(prefers.filter((prefer) => !prefer.includes('IdType="ImmutableId"'))).toEqual([]);
  });

  it('says the display name with every change of a name, and If-Match with every change', () => {
    const changes = recording.graph.flatMap(withItems).filter(({ method }) => method === 'PATCH');
    const bodies = changes
      .map(({ requestText }) => requestText)
      .filter((text) => /"(?:givenName|surname)"/.test(text));
    expect(bodies.length).toBeGreaterThan(0);
    expect(bodies.filter((text) => !text.includes('"displayName"'))).toEqual([]);
    expect(changes.filter(({ requestHeaders }) => requestHeaders['if-match'] === undefined)).toEqual([]);
  });

  it('keeps the contract of Sales', () => {
    const found = recording.sales.flatMap((exchange) => [
      ...checkSalesRequest(exchange),
      ...checkSalesAnswer(exchange),
    ]);
    expect(found).toEqual([]);
  });
});

/** Links of a page, below the version. */
function linksIn(text: string): string[] {
  const page = jsonOf(text);
  if (typeof page !== 'object' || page === null) return [];
  return Object.entries(page).flatMap(([name, value]) =>
    /^@odata\.(?:next|delta)Link$/.test(name) ? [String(value).replace(/^.*\/v1\.0/, '')] : [],
  );
}
