// Who may import whom (docs/ARCHITECTURE.md). scripts/imports.ts runs it, asserts the number of modules seen, and finds cycles between rooms.
const tests = '\\.test\\.tsx?$|/fixtures/|\\.vectors\\.ts$'
/** The faces of a room: what others may call, what their pages and screens may show, its routes as screens call them. */
const faces = '/(index|index\\.pages|index\\.console|client)\\.ts$'
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule(
      'platform-knows-nothing-of-villages',
      'platform could serve any other program',
      { path: '^src/platform', pathNot: tests },
      { path: '^src/(kernel|modules|front|app|cli|demo|web|console)' },
    ),
    rule(
      'kernel-knows-no-feature',
      'what features declare comes to the kernel through kernel/room.ts',
      { path: '^src/kernel', pathNot: tests },
      { path: '^src/(modules|front|app|cli|demo|console)' },
    ),
    rule(
      'web-knows-platform-only',
      'the kit of the pages knows no village',
      { path: '^src/web', pathNot: tests },
      { path: '^src/(kernel|modules|front|app|cli|demo|console)' },
    ),
    rule(
      'rooms-are-strangers',
      'another room is known by its index.ts, index.pages.ts (pages) and client.ts (screens) only',
      { path: '^src/modules/([^/]+)/', pathNot: tests },
      { path: '^src/modules/', pathNot: [faces, '^src/modules/$1/'] },
    ),
    rule(
      'rooms-know-no-front',
      'front, app, cli and demo put rooms together; rooms do not know them',
      { path: '^src/modules/', pathNot: tests },
      { path: '^src/(front|app|cli|demo)' },
    ),
    rule(
      'front-knows-faces',
      'the front reads what rooms declare (room.ts) and their faces',
      { path: '^src/front/', pathNot: tests },
      { path: '^src/modules/', pathNot: [faces, '/room\\.ts$'] },
    ),
    rule(
      'app-knows-faces',
      'the app reads what rooms declare (room.ts, room.console.ts, room.tasks.tsx) and their faces',
      { path: '^src/app/', pathNot: tests },
      { path: '^src/modules/', pathNot: [faces, '/room(\\.console|\\.tasks)?\\.tsx?$'] },
    ),
    rule(
      'nobody-knows-the-demo',
      'the invented county is loaded by the first start alone',
      { path: '^src', pathNot: `${tests}|^src/(demo|app/first\\.ts)` },
      { path: '^src/demo' },
    ),
    rule(
      'pages-hold-no-database',
      'pages read through prepared statements of the public connection',
      { path: '\\.pages\\.tsx$' },
      { path: '^(kysely|pg)$|node_modules/(kysely|pg)/' },
    ),
    rule(
      'screens-take-types-only',
      'nothing of the server comes into the browser, but for the words about rare characters',
      { path: '^src/(console|app/console|modules/.*/console)/', pathNot: tests },
      {
        path: '^src/(app/(?!console)|cli|demo|front|platform|web/(?!rare\\.ts$))|\\.(api|queries|actions)\\.ts$|/api\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'kit-knows-no-screen',
      'the staff kit is used by screens; of the staff room it takes types of routes',
      { path: '^src/console/', pathNot: tests },
      { path: '^src/(modules|app)', pathNot: '^src/modules/staff/api\\.ts$' },
    ),
    rule(
      'one-home-for-holidays',
      'chinese-days knows no 2027 and says nothing about it',
      { path: '^src', pathNot: '^src/kernel/calendar' },
      { path: 'node_modules/chinese-days' },
    ),
    rule(
      'no-circular',
      'what imports itself cannot be read',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^src|node_modules',
    exclude: '\\.test\\.tsx?$',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
