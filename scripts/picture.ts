/** `npm run picture`: draws docs/rooms.svg from what the rooms declare and what they call of one another. */
import dagre from '@dagrejs/dagre'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { rooms } from '../src/app/rooms.ts'
import type { Room } from '../src/kernel/room.ts'
import { root } from '../src/platform/root.ts'

const width = 190
const height = 74

/** What a room brings, in few words. */
function partsOf(room: Room): string[] {
  const count = (n: number, one: string) => (n === 0 ? [] : [`${n} ${one}`])
  return [
    ...count(room.procedures?.length ?? 0, '流程'),
    ...count(Object.keys(room.permissions ?? {}).length, '权限'),
    ...count(room.rules?.length ?? 0, '规则'),
    ...count(Object.keys(room.auditWords ?? {}).length, '操作'),
    ...count(Object.keys(room.messages ?? {}).length, '短信'),
  ]
}

/** Which room calls which, from the imports of their files; tests may look anywhere. */
function calls(): [string, string][] {
  const found = new Set<string>()
  for (const file of globSync('src/modules/**/*.{ts,tsx}', { cwd: root })) {
    if (/\.test\.tsx?$|\/fixtures\//.test(file)) continue
    for (const [, to] of readFileSync(join(root, file), 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const target = normalize(join(dirname(file), to!))
      const [from, other] = [file.split('/')[2]!, target.split('/')[2]!]
      if (target.startsWith('src/modules/') && other !== from && !target.endsWith('/client.ts'))
        found.add(`${from} ${other}`)
    }
  }
  return [...found].sort().map((pair) => pair.split(' ') as [string, string])
}

const graph = new dagre.graphlib.Graph({ directed: true })
graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 56, marginx: 12, marginy: 12 })
for (const room of rooms) graph.setNode(room.code, { width, height })
for (const [from, to] of calls()) graph.setEdge(from, to, {})
dagre.layout(graph)

const boxes = rooms.map((room) => {
  const { x, y } = graph.node(room.code)
  const parts = partsOf(room)
  const line = (text: string, dy: number, css: string) =>
    `<text x="${x}" y="${y + dy}" text-anchor="middle" class="${css}">${text}</text>`
  return `<rect x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" rx="8"/>
${line(room.name, -12, 'name')}
${line(room.code, 6, 'code')}
${line(parts.slice(0, 3).join(' · '), 24, 'parts')}`
})
const arrows = graph.edges().map((edge) => {
  const points = graph.edge(edge).points as { x: number; y: number }[]
  return `<path d="M${points.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(' L')}" marker-end="url(#to)"/>`
})
const { width: wide = 0, height: high = 0 } = graph.graph()
writeFileSync(
  join(root, 'docs/rooms.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-label="各模块和它们之间的调用">
<style>rect{fill:#f4f8f5;stroke:#0a5a40}path{fill:none;stroke:#7a8f86}text{font-family:system-ui,sans-serif;fill:#1d2b26}.name{font-size:17px;font-weight:600}.code{font-size:12px;fill:#4c5f57}.parts{font-size:12px}</style>
<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" style="fill:#7a8f86;stroke:none"/></marker></defs>
${[...arrows, ...boxes].join('\n')}
</svg>
`,
)
