// Contact folders and their child folders. The default folder can be left out of lists, as some mailboxes do.
import { z } from 'zod';
import type { MailboxExchange, MailboxHandlers } from '../environment.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { StoredFolder } from '../mailbox/snapshot.ts';
import type { Switches } from '../switches.ts';
import { reply } from '../wire/exchange.ts';
import type { GraphReply } from '../wire/exchange.ts';
import { badBody, badFilter, GraphFailure } from '../wire/failure.ts';
import { compileFilter } from '../wire/filter-run.ts';
import { parseFilter } from '../wire/filter-syntax.ts';
import { splitList } from '../wire/query.ts';
import type { TargetOf } from '../wire/target.ts';
import { cutPage } from './page.ts';
import { folderAt, parentFolderId, requireMatch } from './place.ts';

type ListExchange = MailboxExchange<TargetOf<'folders'>>;
type ItemExchange = MailboxExchange<TargetOf<'folder'>>;

export const folderHandlers: Pick<MailboxHandlers, 'folders' | 'folders-count' | 'folder'> = {
  folders: { GET: list, POST: create },
  'folders-count': { GET: (exchange) => reply(200, String(matching(exchange).length)) },
  folder: { GET: read, PATCH: rename, DELETE: remove },
};

export function folderJson(folder: StoredFolder, select: string | undefined): Record<string, unknown> {
  const wanted = select === undefined ? null : new Set(['id', ...splitList(select)]);
  const all = { id: folder.id, parentFolderId: folder.parentId, displayName: folder.displayName };
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted === null || wanted.has(name)));
}

export function isListed(mailbox: Mailbox, switches: Readonly<Switches>, id: string): boolean {
  return !(switches.folderListOmitsDefault && id === mailbox.defaultFolderId);
}

function contextOf({ request, person }: MailboxExchange<TargetOf<'folders' | 'folder'>>): string {
  return `${request.root}/$metadata#users('${person.oid}')/contactFolders`;
}

function matching({
  mailbox,
  target,
  env,
  request,
}: MailboxExchange<TargetOf<'folders' | 'folders-count'>>): StoredFolder[] {
  const folders = mailbox
    .foldersIn(parentFolderId(mailbox, target.chain))
    .filter(({ id }) => isListed(mailbox, env.switches, id));
  if (request.query.filter === undefined) return folders;
  const matches = compileFilter<StoredFolder>(parseFilter(request.query.filter), {
    value: (path) => (path === 'displayName' ? ({ displayName }) => displayName : undefined),
    collection: (name) => {
      throw badFilter(`The collection '${name}' cannot be used in $filter.`);
    },
  });
  return folders.filter(matches);
}

function list(exchange: ListExchange): GraphReply {
  const page = cutPage(exchange, matching(exchange));
  return reply(200, {
    '@odata.context': contextOf(exchange),
    ...page.annotations,
    value: page.rows.map((folder) => folderJson(folder, exchange.request.query.select)),
  });
}

const nameSchema = z.looseObject({ displayName: z.string().trim().min(1).max(255) });

function nameIn(body: unknown): string {
  const parsed = nameSchema.safeParse(body);
  if (!parsed.success) throw badBody("The property 'displayName' is required.");
  return parsed.data.displayName;
}

function requireFreeName(mailbox: Mailbox, parentId: string, name: string): void {
  if (
    mailbox.foldersIn(parentId).every(({ displayName }) => displayName.toLowerCase() !== name.toLowerCase())
  )
    return;
  throw new GraphFailure(409, ['ErrorFolderExists', 'A folder with the specified name already exists.']);
}

function entity(exchange: MailboxExchange<TargetOf<'folders' | 'folder'>>, folder: StoredFolder): object {
  return {
    '@odata.context': `${contextOf(exchange)}/$entity`,
    ...folderJson(folder, exchange.request.query.select),
  };
}

function create(exchange: ListExchange): GraphReply {
  const { mailbox, target, request } = exchange;
  const parentId = parentFolderId(mailbox, target.chain);
  const name = nameIn(request.body);
  requireFreeName(mailbox, parentId, name);
  return reply(201, entity(exchange, mailbox.createFolder(parentId, name)));
}

function read(exchange: ItemExchange): GraphReply {
  return reply(200, entity(exchange, folderAt(exchange.mailbox, exchange.target.chain)));
}

function rename(exchange: ItemExchange): GraphReply {
  const { mailbox, target, request, env } = exchange;
  const folder = folderAt(mailbox, target.chain);
  if (env.switches.ifMatchOnFolderPatch) requireMatch(request.ifMatch, folder);
  const name = nameIn(request.body);
  requireFreeName(mailbox, folder.parentId, name);
  mailbox.renameFolder(folder, name);
  return reply(200, entity(exchange, folder));
}

function remove({ mailbox, target, request }: ItemExchange): GraphReply {
  const folder = folderAt(mailbox, target.chain);
  if (folder.id === mailbox.defaultFolderId)
    throw new GraphFailure(403, [
      'ErrorDeleteDistinguishedFolder',
      'Distinguished folders cannot be deleted.',
    ]);
  requireMatch(request.ifMatch, folder);
  mailbox.deleteFolder(folder);
  return reply(204);
}
