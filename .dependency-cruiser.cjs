/** The layers of docs/architecture.md, kept by a tool. Each rule says why it is there. */
const ports = '^src/drivers/[^/]+/port\\.ts$';
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle means two files are one idea: merge them, or move the shared part out.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-imports-domain',
      comment: 'The domain is pure: no framework, no I/O, no clock. Pass what it needs in the command.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'commands-import-domain-and-ports',
      comment: 'A command loads, decides and appends; it reaches the world through ports only.',
      severity: 'error',
      from: { path: '^src/commands/' },
      to: { path: '^src/', pathNot: ['^src/(domain|commands)/', ports, '^src/config/'] },
    },
    {
      name: 'projections-import-domain-and-ports',
      comment: 'A read model is built from events alone.',
      severity: 'error',
      from: { path: '^src/projections/' },
      to: { path: '^src/', pathNot: ['^src/(domain|projections)/', ports, '^src/config/'] },
    },
    {
      name: 'api-imports-public-types',
      comment: 'A controller turns HTTP into a command or a query; drivers are none of its business.',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/drivers/' },
    },
    {
      name: 'drivers-stay-apart',
      comment: 'A driver kind knows the ports, never another kind of driver.',
      severity: 'error',
      from: { path: '^src/drivers/([^/]+)/' },
      to: { path: '^src/', pathNot: ['^src/drivers/$1/', '^src/domain/', ports] },
    },
    {
      name: 'config-stands-alone',
      comment: 'Everybody may read the configuration, so it can depend on nobody.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/', pathNot: '^src/config/' },
    },
    {
      name: 'nobody-deep-imports-drivers',
      comment: 'Only modules wire drivers; everything else sees src/drivers/<kind>/port.ts.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/drivers/', '^src/main\\.ts$', '^src/wiring/', '\\.module\\.ts$', '\\.spec\\.ts$'],
      },
      to: { path: '^src/drivers/', pathNot: ports },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.cjs'] },
  },
};
