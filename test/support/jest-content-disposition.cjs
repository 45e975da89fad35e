// @fastify/static requires this package at load, and it is ESM only, which Jest's `require` refuses on Node 20.
// Only `reply.download` would use it; nothing here does.
const attachment = () => 'attachment';
module.exports = Object.assign(attachment, { create: attachment });
