// One request from path to reply: target, person, permission, throttle, handler. Items of a $batch come through here too,
// so nothing can be done in a batch that could not be done alone.
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Person } from '../company/person.ts';
import type { Exchange, GraphEnvironment, Handler, MailboxExchange } from './environment.ts';
import { noMe, requirePermission } from './permissions.ts';
import { categoryHandlers } from './routes/categories.ts';
import { contactHandlers } from './routes/contacts.ts';
import { deltaHandlers } from './routes/delta.ts';
import { extensionHandlers } from './routes/extensions.ts';
import { folderHandlers } from './routes/folders.ts';
import { settingHandlers } from './routes/settings.ts';
import { translateHandlers } from './routes/translate.ts';
import { userHandlers } from './routes/users.ts';
import type { DirectoryHandlers, MailboxHandlers } from './environment.ts';
import type { GraphReply, GraphRequest } from './wire/exchange.ts';
import { GraphFailure } from './wire/failure.ts';
import { parseTarget } from './wire/target.ts';
import type { Target } from './wire/target.ts';

const directoryHandlers: DirectoryHandlers = userHandlers;
const mailboxHandlers: MailboxHandlers = {
  ...categoryHandlers,
  ...contactHandlers,
  ...deltaHandlers,
  ...extensionHandlers,
  ...folderHandlers,
  ...settingHandlers,
  ...translateHandlers,
};

/** Throws GraphFailure for every answer that is an error. */
export async function dispatch(env: GraphEnvironment, request: GraphRequest): Promise<GraphReply> {
  const target = parseTarget(request.path);
  const person = personOf(env, request, target);
  const { token } = request.caller;
  if (env.switches.scopeCheck && token !== null)
    requirePermission(token, { kind: target.kind, method: request.method, person });
  const exchange: Exchange = { env, request, target, person };
  if (target.kind === 'users' || target.kind === 'user') return directoryHandler(exchange)(exchange);
  const handler = mailboxHandler(exchange);
  if (person === null) throw invalidUser('');
  const release = env.throttle.admit(token?.clientId ?? 'anonymous', person);
  try {
    // Even without latency a request lasts a turn of the event loop, else none would ever overlap another.
    await (env.switches.latencyMs > 0 ? setTimeout(env.switches.latencyMs) : setImmediate());
    return handler({ ...exchange, person, mailbox: env.mailboxes.of(person) });
  } finally {
    release();
  }
}

function personOf({ directory }: GraphEnvironment, { caller }: GraphRequest, target: Target): Person | null {
  const { token } = caller;
  const self = token?.kind === 'user' ? directory.byUserName(token.userName) : undefined;
  if (target.kind === 'users') return self ?? null;
  if (target.owner === 'me') {
    if (self === undefined) throw noMe();
    return self;
  }
  const person = directory.find(target.owner);
  if (person !== undefined) return person;
  if (target.kind !== 'user') throw invalidUser(target.owner);
  throw new GraphFailure(404, [
    'Request_ResourceNotFound',
    `Resource '${target.owner}' does not exist or one of its queried reference-property objects are not present.`,
  ]);
}

function invalidUser(owner: string): GraphFailure {
  return new GraphFailure(404, ['ErrorInvalidUser', `The requested user '${owner}' is invalid.`]);
}

function directoryHandler({ request, target }: Exchange): Handler<Exchange> {
  const byMethod = target.kind === 'users' ? directoryHandlers.users : directoryHandlers.user;
  return allowed(byMethod[request.method]) as Handler<Exchange>;
}

// The table pairs each kind with handlers of that kind, and it is asked with the kind of the very target it is given;
// that the two belong together is more than the type system can follow.
function mailboxHandler({ request, target }: Exchange): Handler<MailboxExchange<Target>> {
  const kind = target.kind as keyof MailboxHandlers;
  return allowed(mailboxHandlers[kind][request.method]) as Handler<MailboxExchange<Target>>;
}

function allowed<T>(handler: T | undefined): T {
  if (handler !== undefined) return handler;
  throw new GraphFailure(405, [
    'UnknownError',
    'Specified HTTP method is not allowed for the request target.',
  ]);
}
