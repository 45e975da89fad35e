import { expect, it } from '@jest/globals';
import Fastify from 'fastify';
it('x', async () => {
  const app = Fastify();
  app.get('/', () => ({ a: 1 }));
  const r = await app.inject({ method: 'GET', url: '/' });
  expect(r.json()).toEqual({ a: 1 });
});
