// The pages between "who are you" and the way back to the application, for one issuer.
// The prefix also holds oidc-provider's own addresses; theirs are handed on unparsed by `app.ts`.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import { mountPath } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import { messagePage, signInPage } from './sign-in-page.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const answer = z.object({ userName: z.string().min(1).max(200) });

export function addSignInRoutes(app: FastifyInstance, provider: Provider, accounts: Accounts): void {
  const path = `${mountPath(accounts)}/sign-in/:uid`;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(body.toString())));
    },
  );

  app.get(path, async (request, reply) => {
    const interaction = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);
    if (interaction === undefined) return ended(reply);
    if (interaction.prompt.name === 'consent') return finish({ consent: {} });
    return sendPage(reply, provider, interaction);

    async function finish(result: Record<string, object>): Promise<FastifyReply> {
      return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result), 303);
    }

    async function sendPage(
      to: FastifyReply,
      from: Provider,
      { params }: Interaction,
    ): Promise<FastifyReply> {
      const client = await from.Client.find(String(params['client_id']));
      const nonce = randomBytes(16).toString('base64');
      const hint = params['login_hint'];
      return to.headers(pageHeaders(nonce, String(params['redirect_uri']))).send(
        signInPage({
          issuer: accounts.issuer,
          people: accounts.people,
          application: client?.clientName ?? 'An application',
          hint: typeof hint === 'string' ? hint : undefined,
          nonce,
        }),
      );
    }
  });

  app.post(path, (request, reply) => signIn(request, reply, { provider, accounts }));
}

async function signIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { provider, accounts }: { provider: Provider; accounts: Accounts },
): Promise<FastifyReply> {
  const interaction = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);
  if (interaction === undefined) return ended(reply);
  const person = accounts.findByName(answer.safeParse(request.body).data?.userName ?? '');
  if (person === undefined)
    return reply
      .code(400)
      .type('text/html')
      .send(messagePage('Nobody chosen', 'Go back and choose a person.'));
  const accountId = accounts.idOf(person);
  const result = { login: { accountId }, select_account: {} };
  const next = await provider.interactionResult(request.raw, reply.raw, result, {
    mergeWithLastSubmission: false,
  });
  await changePerson(provider, interaction, accountId);
  return reply.redirect(next, 303);
}

/** Another person on the same browser: the session changes hands here, else the provider would ask to sign out first. */
async function changePerson(
  provider: Provider,
  { session: old }: Interaction,
  accountId: string,
): Promise<void> {
  if (old?.uid === undefined || old.accountId === accountId) return;
  const session = await provider.Session.findByUid(old.uid);
  if (session === undefined) return;
  session.loginAccount({ accountId });
  session.authorizations = {};
  await session.persist();
}

function ended(reply: FastifyReply): FastifyReply {
  return reply
    .code(400)
    .type('text/html')
    .send(messagePage('This sign-in is over', 'Go back to the application and start again.'));
}

function pageHeaders(nonce: string, redirectUri: string): Record<string, string> {
  // Browsers hold `form-action` against the redirects that follow the form too, so the way back must be allowed.
  const back = URL.canParse(redirectUri) ? new URL(redirectUri).origin : '';
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy':
      `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; img-src data:; ` +
      `form-action 'self' ${back}; frame-ancestors 'none'; base-uri 'none'`,
  };
}
