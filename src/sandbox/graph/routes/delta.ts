// Delta rounds of contacts and of folders. A round is a range of generations of one folder's log, cut into pages;
// what its tokens hold is in mailbox/sync-states.ts. The switches make it err as the service has been seen to.
import type { MailboxExchange, MailboxHandlers } from '../environment.ts';
import { contactJson } from '../contact/json.ts';
import { parseSelect } from '../contact/select.ts';
import type { ChangeLog, LogLine } from '../mailbox/change-log.ts';
import { contactsScope, foldersScope } from '../mailbox/mailbox.ts';
import type { SyncState } from '../mailbox/sync-states.ts';
import { reply } from '../wire/exchange.ts';
import type { GraphReply } from '../wire/exchange.ts';
import { badRequest, GraphFailure } from '../wire/failure.ts';
import { pageSize } from '../wire/query.ts';
import type { Query, QueryOption } from '../wire/query.ts';
import { linkPath } from '../wire/target.ts';
import type { TargetOf } from '../wire/target.ts';
import { folderJson, isListed } from './folders.ts';
import { contactFolderId, parentFolderId } from './place.ts';
import { cutRound } from './round.ts';

type DeltaExchange = MailboxExchange<TargetOf<'contacts-delta' | 'folders-delta'>>;
type Row = Record<string, unknown>;

export const deltaHandlers: Pick<MailboxHandlers, 'contacts-delta' | 'folders-delta'> = {
  'contacts-delta': { GET: contactsDelta },
  'folders-delta': { GET: foldersDelta },
};

const unsupported: readonly QueryOption[] = ['filter', 'orderby', 'search', 'expand', 'skip'];

function refuseUnsupported(query: Query, resource: string): void {
  const given = unsupported.filter((option) => query[option] !== undefined);
  if (given.length === 0) return;
  throw badRequest(
    `The following parameters are not supported with change tracking over the '${resource}' resource: '${given.map((name) => `$${name}`).join(', ')}'.`,
    'ErrorInvalidUrlQuery',
  );
}

function contactsDelta(exchange: MailboxExchange<TargetOf<'contacts-delta'>>): GraphReply {
  const { mailbox, target, request, env } = exchange;
  refuseUnsupported(request.query, 'Contacts');
  const { immutableIds } = request.prefer;
  const scope = contactsScope(contactFolderId(mailbox, target.chain));
  return round(exchange, {
    scope,
    type: 'contact',
    select: () => parseSelect(request.query.select),
    row: (line, select) => {
      const id = immutableIds ? line.key : line.left?.restId;
      if (line.left !== null) {
        const reason = line.left.why === 'deleted' ? 'deleted' : env.switches.deltaMovedReason;
        return reason === 'nothing' ? null : removedRow('contact', id ?? line.key, reason);
      }
      const contact = mailbox.find(line.key);
      if (contact === undefined) return null;
      const { numberedEmailAddresses } = env.switches;
      return contactJson(contact, { immutableIds, select, numberedEmailAddresses, typed: true });
    },
  });
}

function foldersDelta(exchange: MailboxExchange<TargetOf<'folders-delta'>>): GraphReply {
  const { mailbox, target, request, env } = exchange;
  refuseUnsupported(request.query, 'ContactFolders');
  return round(exchange, {
    scope: foldersScope(parentFolderId(mailbox, target.chain)),
    type: 'contactFolder',
    select: () => request.query.select?.split(',') ?? null,
    row: (line, select) => {
      if (line.left !== null) return removedRow('contactFolder', line.key, 'deleted');
      const folder = mailbox.folder(line.key);
      if (folder === undefined || !isListed(mailbox, env.switches, folder.id)) return null;
      return { '@odata.type': '#microsoft.graph.contactFolder', ...folderJson(folder, select?.join(',')) };
    },
  });
}

function removedRow(type: string, id: string, reason: string): Row {
  return { '@odata.type': `#microsoft.graph.${type}`, id, '@removed': { reason } };
}

interface Feed {
  readonly scope: string;
  readonly type: string;
  readonly select: () => readonly string[] | null;
  /** null: nothing to say about this line */
  readonly row: (line: LogLine, select: readonly string[] | null) => Row | null;
}

function round(exchange: DeltaExchange, feed: Feed): GraphReply {
  const { env, mailbox, request, target } = exchange;
  const log = mailbox.log(feed.scope);
  const asked = stateAsked(exchange, feed, log);
  const size = pageSize(request.query, request.prefer.maxPageSize, env.switches.deltaPageSize);
  const upTo = log.visible(env.now(), env.switches.deltaVisibilityDelayMs);
  const page = cutRound({ state: asked, log, size, upTo, switches: env.switches });
  const rows = page.lines.flatMap((line) => feed.row(line, asked.select) ?? []);
  const { token, isNew } = mailbox.syncStates.issue(page.next, env.switches.deltaTokenCacheSize);
  if (isNew) mailbox.onChange();
  const link = `${request.root}${linkPath(target)}?`;
  const annotation = page.next.round === null ? '@odata.deltaLink' : '@odata.nextLink';
  const parameter = page.next.round === null ? '$deltatoken' : '$skiptoken';
  return reply(
    200,
    {
      '@odata.context': `${request.root}/$metadata#Collection(${feed.type})`,
      [annotation]: `${link}${parameter}=${token}`,
      value: env.switches.deltaDuplicates ? [...rows, ...rows] : rows,
    },
    { 'preference-applied': 'odata.track-changes' },
  );
}

/** What the request continues: the state of its token, or a new first round. Throws 410 when the token is forgotten. */
function stateAsked(exchange: DeltaExchange, feed: Feed, log: ChangeLog): SyncState {
  const { env, mailbox, request } = exchange;
  const isInRound = request.query.skiptoken !== undefined;
  const token = request.query.skiptoken ?? request.query.deltatoken ?? '';
  if (token === '') return { scope: feed.scope, select: copied(feed.select()), since: null, round: null };
  const answer = mailbox.syncStates.read(token);
  const isElsewhere = answer.kind === 'live' && answer.state.scope !== feed.scope;
  if (answer.kind === 'malformed' || isElsewhere)
    throw badRequest('The sync state data is malformed.', 'SyncStateInvalid');
  if (isInRound && env.switches.deltaDeadNextLinks > 0) {
    env.switches.deltaDeadNextLinks -= 1;
    throw forgotten(exchange, 0);
  }
  if (answer.kind === 'live') return answer.state;
  if (env.switches.deltaStaleSuccess) return { ...answer.state, since: log.generation, round: null };
  throw forgotten(exchange, answer.generation);
}

function copied(select: readonly string[] | null): string[] | null {
  return select === null ? null : [...select];
}

function forgotten({ mailbox, request, target }: DeltaExchange, generation: number): GraphFailure {
  const { highest } = mailbox.syncStates;
  const message = `The sync state generation is not found; generation=${String(generation)};[highest=${String(highest)}].`;
  return new GraphFailure(410, ['SyncStateNotFound', message], {
    headers: { location: `${request.root}${linkPath(target)}?$deltatoken=` },
  });
}
