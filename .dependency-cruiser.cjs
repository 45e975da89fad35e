// Import rules, made from the house table. Types and dynamic imports count (tsPreCompilationDeps).
const { rooms } = require('./test/house/rooms.cjs');

const names = Object.keys(rooms);
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const below = (list) => list.map((room) => `^src/${escape(room)}/`);
/** Both forms of a package's files: its own folder and that of its types. */
const packageFiles = (name) => {
  const types = name.startsWith('@') ? name.slice(1).replace('/', '__') : name;
  return `(^|/)node_modules/(${escape(name)}|@types/${escape(types)})/`;
};

const rulesOf = ([room, { rooms: allowed, packages, node = false }]) => {
  const own = names.filter((name) => name.startsWith(`${room}/`));
  const from = { path: below([room]), ...(own.length > 0 && { pathNot: below(own) }) };
  const files = packages.map(packageFiles);
  return [
    {
      name: `${room} imports a room it may not`,
      from,
      to: { path: '^src/', pathNot: below([room, ...allowed]) },
    },
    {
      name: `${room} imports a package it may not`,
      from,
      to: { path: '(^|/)node_modules/', ...(files.length > 0 && { pathNot: files }) },
    },
    ...(node ? [] : [{ name: `${room} imports a module of Node`, from, to: { dependencyTypes: ['core'] } }]),
  ];
};

module.exports = {
  forbidden: [
    ...Object.entries(rooms).flatMap(rulesOf),
    { name: 'a file in no room', from: { path: '^src/', pathNot: below(names) }, to: {} },
    { name: 'an import from outside src', from: { path: '^src/' }, to: { path: '^(test|scripts)/' } },
    { name: 'a cycle', from: {}, to: { circular: true } },
    { name: 'an import that leads nowhere', from: {}, to: { couldNotResolve: true } },
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
