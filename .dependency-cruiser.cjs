/** Imports run downwards only; every rule says why. The picture is in docs/architecture.md. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle means two rooms that are really one.', {}, { circular: true }),
    rule(
      'domain-is-ground',
      'The domain knows itself, and zod for the schemas that stand beside the planners.',
      { path: '^shared/domain/(?!calendar/(copenhagen|holidays)\\.ts)' },
      { pathNot: ['^shared/domain/', 'node_modules/zod/'] },
    ),
    rule(
      'calendar-wraps-its-libraries',
      'copenhagen.ts alone knows dayjs, holidays.ts alone knows date-holidays.',
      { path: '^shared/domain/calendar/(copenhagen|holidays)\\.ts' },
      { pathNot: ['^shared/domain/calendar/', 'node_modules/(dayjs|date-holidays)/'] },
    ),
    rule(
      'domain-no-node',
      'No I/O in the domain.',
      { path: '^shared/domain/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'contracts-above-domain',
      'Contracts describe; they know only the domain.',
      { path: '^shared/contracts/' },
      { path: '^(shared|db|server|worker)/', pathNot: '^shared/(contracts|domain)/' },
    ),
    rule(
      'text-knows-words-only',
      'Sentences are made from codes and facts.',
      { path: '^shared/text/' },
      { path: '^(shared|db|server|worker)/', pathNot: '^shared/(text|contracts|domain)/' },
    ),
    rule(
      'sources-first-floor',
      'Adapters do not know each other nor what calls them.',
      { path: '^shared/sources/' },
      { path: '^(shared|db|server|worker)/', pathNot: '^shared/(sources|contracts|domain)/' },
    ),
    rule(
      'mail-first-floor',
      'The mail server is handed messages; what they say is made above.',
      { path: '^shared/mail/' },
      { path: '^(shared|db|server|worker)/', pathNot: '^shared/(mail|contracts|domain)/' },
    ),
    rule(
      'travel-first-floor',
      'Adapters do not know each other nor what calls them.',
      { path: '^shared/travel/' },
      { path: '^(shared|db|server|worker)/', pathNot: '^shared/(travel|contracts|domain)/' },
    ),
    rule(
      'exports-first-floor',
      'Formats take plan rows in and give a stream out.',
      { path: '^shared/exports/' },
      { path: '^(shared|db|server|worker)/', pathNot: '^shared/(exports|contracts|domain)/' },
    ),
    rule(
      'db-first-floor',
      'Queries return rows; they decide and enqueue nothing.',
      { path: '^db/' },
      { path: '^(shared|server|worker)/', pathNot: '^shared/(contracts|domain)/' },
    ),
    rule(
      'usecases-second-floor',
      'A use case never knows who calls it.',
      { path: '^shared/(usecases|demo)/' },
      { path: '^(server|worker|tests)/' },
    ),
    rule(
      'towers-never-touch',
      'The web and the queue run as separate processes.',
      { path: '^server/(?!cli/)' },
      { path: '^worker/' },
    ),
    rule(
      'worker-knows-no-server',
      'The web and the queue run as separate processes.',
      { path: '^worker/' },
      { path: '^server/' },
    ),
    rule(
      'pages-know-no-database',
      'Pages are drawn from what they are given.',
      { path: '^server/web/(pages|components)/' },
      { path: '^(db|shared/usecases|shared/sources|shared/travel)/' },
    ),
    rule(
      'only-the-roof-reads-configuration',
      'Configuration is read once and passed down by hand.',
      { pathNot: '^(server/cli|tests)/' },
      { path: '^shared/config\\.ts$' },
    ),
    rule(
      'product-knows-no-test',
      'Tests stand on the product, not the other way.',
      { path: '^(shared|db|server|worker)/' },
      { path: '^tests/' },
    ),
    rule(
      'no-dev-in-product',
      'What runs is installed with --omit=dev.',
      { path: '^(shared|db|server|worker)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule('resolvable', 'Every import is found.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
