// Requests per user and per tenant and minute. Counted after the token is checked, so that nobody spends another's.

import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../identity/caller.ts';
import type { RelayLimits } from '../options.ts';
import { ProblemError } from '../problem-error.ts';
import type { RelayApp } from '../relay-app.ts';

const minuteMs = 60_000;

/** For every route of this instance; after `requireToken`. */
export async function installRateLimits(app: RelayApp, limits: RelayLimits): Promise<void> {
  await app.register(rateLimit, { global: false });
  const perUser = app.createRateLimit({
    max: limits.requestsPerUserAndMinute,
    timeWindow: minuteMs,
    keyGenerator: (request: FastifyRequest) => `${callerOf(request).tenantId}:${callerOf(request).oid}`,
  });
  const perTenant = app.createRateLimit({
    max: limits.requestsPerTenantAndMinute,
    timeWindow: minuteMs,
    keyGenerator: (request: FastifyRequest) => callerOf(request).tenantId,
  });
  app.addHook('onRequest', async (request) => {
    for (const limit of [perUser, perTenant]) {
      const state = await limit(request);
      if (!state.isAllowed && state.isExceeded)
        throw new ProblemError('rate-limited', { retryAfterMs: state.ttl });
    }
  });
}
