// The house table: room -> rooms and packages it may import. The longest room name owns a file; a room's own subfolders
// count as the room unless they have a row. Change it on purpose, in a commit of its own, with docs/architecture.md.
const web = ['zod', '@azure/msal-browser', 'oauth4webapi'];
const fastify = ['fastify', '@fastify', 'fastify-type-provider-zod', 'fastify-plugin'];

module.exports.rooms = {
  'sync/model': { rooms: [], packages: [] },
  'sync/ports': { rooms: ['sync/model'], packages: [] },
  'sync/plan': { rooms: ['sync/model', 'sync/ports'], packages: [] },
  'sync/run': { rooms: ['sync/model', 'sync/ports', 'sync/plan'], packages: [] },
  contract: { rooms: ['sync/model'], packages: ['zod', 'microdiff'] },
  database: { rooms: [], packages: ['pg', '@electric-sql/pglite', 'zod'], node: true },
  store: { rooms: ['sync'], packages: ['dexie', 'siphash', '@noble/hashes', 'zod'] },
  remote: {
    rooms: ['contract', 'sync'],
    packages: [
      ...['@microsoft/microsoft-graph-client', '@microsoft/microsoft-graph-types', 'zod', 'lossless-json'],
      ...['libphonenumber-js', 'i18n-iso-countries', 'eventsource-parser', 'p-limit'],
    ],
  },
  relay: {
    rooms: ['contract', 'database'],
    packages: [...fastify, 'zod', 'jose', 'csv-stringify', 'ipaddr.js', 'nodemailer'],
    node: true,
  },
  worker: {
    rooms: ['remote', 'store', 'sync', 'contract'],
    packages: ['zod', 'oauth4webapi', 'p-limit'],
    node: true,
  },
  taskpane: {
    rooms: ['remote', 'store', 'sync', 'contract'],
    packages: [
      ...web,
      ...['react', 'react-dom', '@fluentui/react-components', '@fluentui/react-icons', 'wouter'],
      ...['react-hook-form', '@hookform/resolvers'],
      ...['i18next', 'react-i18next', '@tanstack/react-query', '@tanstack/react-virtual', 'csv-parse'],
    ],
  },
  sandbox: {
    rooms: [],
    packages: [...fastify, 'zod', 'jose', 'oidc-provider', '@faker-js/faker', 'lossless-json'],
    node: true,
  },
  cli: {
    rooms: ['remote', 'contract'],
    packages: ['zod', 'commander', 'cli-table3'],
    node: true,
  },
  local: {
    rooms: ['relay', 'worker', 'sandbox', 'database'],
    packages: [...fastify, 'zod', 'office-addin-dev-certs'],
    node: true,
  },
};

/** The room that owns `file` (a path from the root, such as `src/sync/plan/x.ts`); undefined when none does. */
module.exports.roomOf = (file) =>
  Object.keys(module.exports.rooms)
    .filter((room) => file.startsWith(`src/${room}/`))
    .sort((a, b) => b.length - a.length)[0];
