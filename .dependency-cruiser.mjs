/** The import rules of ARCHITECTURE.md. Each has a sentence for whoever breaks it. */
const PARTS = ['1-targets', '2-planning', '3-execution', '4-monitoring', '5-skills', '6-review']

/** Forward by call, backward by event: a part may import earlier parts (by their door) and no later one. */
const forwardOnly = PARTS.map((part, i) => ({
  name: `no-later-part-from-${part}`,
  comment: 'A part may call an earlier part; what goes back travels as an event through the outbox.',
  severity: 'error',
  from: { path: `^packages/(server|web)/loop/${part}/` },
  to: {
    path:
      PARTS.slice(i + 1)
        .map((later) => `^packages/(server|web)/loop/${later}/`)
        .join('|') || '^$',
  },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Modules in a circle cannot be understood one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'engine-is-pure',
      comment: 'The engine imports nothing but itself and reviewed mathematics packages.',
      severity: 'error',
      from: { path: '^packages/engine/', pathNot: '\\.(test|properties\\.test|bench)\\.ts$' },
      to: { pathNot: '^packages/engine/|node_modules/@stdlib/(math|stats)-' },
    },
    {
      name: 'contract-is-shapes',
      comment: 'The contract imports zod and the contract package of oRPC; the engine as types only.',
      severity: 'error',
      from: { path: '^packages/contract/', pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: '^packages/contract/|^packages/engine/|node_modules/(zod|@orpc/(contract|shared|client))/',
      },
    },
    {
      name: 'contract-takes-engine-types-only',
      comment: 'A shape of the engine may be named in the contract, its code may not run there.',
      severity: 'error',
      from: { path: '^packages/contract/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/engine/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-knows-no-server',
      comment: 'The web application speaks to the server by the contract alone.',
      severity: 'error',
      from: { path: '^packages/web/' },
      to: { path: '^packages/server/|^generated/' },
    },
    {
      name: 'platform-is-lowest',
      comment: 'platform ← foundation ← loop ← compose, never upward.',
      severity: 'error',
      from: { path: '^packages/server/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/(foundation|loop|connectors|cli|compose)' },
    },
    {
      name: 'foundation-below-loop',
      comment: 'platform ← foundation ← loop ← compose, never upward.',
      severity: 'error',
      from: { path: '^packages/server/(foundation|connectors)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/(loop|cli|compose)' },
    },
    {
      name: 'loop-below-compose',
      comment:
        'Only compose.ts and the command line know every module; the formats of files are a library that parts use.',
      severity: 'error',
      from: { path: '^packages/server/loop/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^packages/server/(connectors|cli|compose)',
        pathNot: '^packages/server/connectors/files/',
      },
    },
    {
      name: 'part-by-its-door',
      comment: 'Parts and foundation folders are entered by their index.ts.',
      severity: 'error',
      from: { path: '^packages/server/(loop|foundation)/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^packages/server/(loop|foundation)/([^/]+)/',
        pathNot: ['^packages/server/$1/$2/', '/index\\.ts$'],
      },
    },
    {
      name: 'engine-by-its-doors',
      comment: 'An engine folder is entered by its index.ts.',
      severity: 'error',
      from: { pathNot: '^packages/engine/|\\.(test|bench)\\.ts$' },
      to: { path: '^packages/engine/', pathNot: '^packages/engine/([^/]+/index|outcome)\\.ts$' },
    },
    ...forwardOnly,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
