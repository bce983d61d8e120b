// Who may import whom (docs/ARCHITECTURE.md). scripts/imports.ts runs it and asserts the number of modules seen.
const tests = '\\.test\\.tsx?$|/fixtures/|\\.vectors\\.ts$'
module.exports = {
  forbidden: [
    {
      name: 'platform-knows-nothing-of-villages',
      severity: 'error',
      from: { path: '^src/platform', pathNot: tests },
      to: { path: '^src/(kernel|modules|app|web|console)' },
    },
    {
      name: 'kernel-knows-no-feature',
      severity: 'error',
      from: { path: '^src/kernel', pathNot: tests },
      to: { path: '^src/(modules|app|console)' },
    },
    {
      name: 'web-knows-platform-only',
      severity: 'error',
      from: { path: '^src/web', pathNot: tests },
      to: { path: '^src/(modules|app|console)' },
    },
    {
      name: 'modules-know-no-app',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/(?!console)', pathNot: tests },
      to: { path: '^src/(app|console)' },
    },
    {
      name: 'only-app-and-main-know-app',
      severity: 'error',
      from: { path: '^src/(platform|kernel|modules|web)', pathNot: `${tests}|/console/` },
      to: { path: '^src/app' },
    },
    {
      name: 'pages-hold-no-database',
      severity: 'error',
      from: { path: '\\.pages\\.tsx$' },
      to: { path: '^(kysely|pg)$|node_modules/(kysely|pg)/' },
    },
    {
      name: 'console-takes-types-only',
      severity: 'error',
      from: { path: '^src/(console|modules/[^/]+/console)', pathNot: tests },
      to: { path: '^src/(app|platform|web)|\\.(api|queries|actions)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-env-reads-the-environment-package',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/kernel/calendar' },
      to: { path: 'node_modules/chinese-days' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^src|node_modules',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
