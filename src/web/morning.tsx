/**
 * A village's land in the morning, above its own page. The same code gives the same land. It says what the sentence
 * below says: the sun climbs its path as what is due comes out, and a cloud covers it while something is late.
 */
type Sky = {
  /** The place's code: what the land is drawn from. */
  code: string
  due: number
  published: number
  late: number
  label: string
}

/** Everything that matters lies between 400 and 800 of 1200: a phone shows the middle, a desk the whole. */
export function Morning({ code, due, published, late, label }: Sky) {
  const draw = chance(code)
  const [x, y] = sunAt(due === 0 ? 1 : published / due)
  const land = lands[Math.floor(draw() * lands.length)]!
  return (
    <svg class="land" viewBox="0 0 1200 180" preserveAspectRatio="xMidYMax slice" role="img" aria-label={label}>
      <path d={`M${path[0].join()}Q${path[1].join()} ${path[2].join()}`} class="land-way" />
      <circle cx={x} cy={y} r="17" class="land-sun" />
      {late > 0 && <path d={`M${x - 30} ${y + 20}${cloud}`} class="land-cloud" />}
      <path d={hills(draw, 92, 14)} fill="#dfe8d3" />
      {land(draw)}
      <path d={hills(draw, 134, 6)} fill="#bdd1ae" />
      <g class="land-lines">{houses(draw)}</g>
    </svg>
  )
}

/** The sun's way: begin, bend, end. */
const path = [
  [436, 124],
  [500, 30],
  [748, 34],
] as const
const cloud = 'c-10-1-10-14 1-14 2-11 18-13 22-4 10-4 19 4 15 11 7 0 8 7 1 7z'

function sunAt(share: number): [number, number] {
  const t = Math.min(1, Math.max(0.04, share))
  const at = (i: 0 | 1) => (1 - t) ** 2 * path[0][i] + 2 * (1 - t) * t * path[1][i] + t ** 2 * path[2][i]
  return [Math.round(at(0)), Math.round(at(1))]
}

type Draw = () => number

/** Numbers between 0 and 1 that a text fixes (mulberry32 over FNV-1a). */
function chance(text: string): Draw {
  let seed = [...text].reduce((h, c) => Math.imul(h ^ c.charCodeAt(0), 16_777_619), 2_166_136_261)
  return () => {
    seed = (seed + 0x6d_2b_79_f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const between = (draw: Draw, from: number, to: number) => Math.round(from + draw() * (to - from))

/** A rolling line from edge to edge, closed below. */
function hills(draw: Draw, y: number, height: number): string {
  const width = between(draw, 110, 160)
  const steps = Array.from({ length: Math.ceil(1_300 / width) }, () => between(draw, -height, height / 3))
  const waves = steps.map((d, i) => `T${-40 + (i + 2) * width} ${y + d}`).join('')
  return `M-40 ${y}Q${-40 + width / 2} ${y - height} ${-40 + width} ${y}${waves}V182H-40z`
}

/** What lies between the hills and the ground. */
const lands: readonly ((draw: Draw) => preact.JSX.Element)[] = [
  // A river bend with a boat.
  (draw) => {
    const x = between(draw, 580, 640)
    return (
      <g>
        <path d={hills(draw, 118, 5)} fill="#cddcc0" />
        <path
          d="M300 182c40-36 250-22 300-38 34-9 110-13 330-12-110 7-190 6-182 15 6 7 120 14 140 35z"
          fill="#d3e6ea"
        />
        <g class="land-lines">
          <path d={`M${x} 152q14 6 28 0l3-5q-17 5-34 0zM${x + 14} 149v-13l9 9M${x - 70} 160h34m66 6h28`} />
        </g>
      </g>
    )
  },
  // Terraces, one above the other.
  (draw) => {
    const x = between(draw, 560, 620)
    const step = (i: number) => `M${x - 130 + i * 16} ${134 - i * 9}q${110 - i * 10} ${-14 - i} ${250 - i * 26} 2`
    return (
      <g>
        <path d={`M${x - 150} 140Q${x + 10} 60 ${x + 190} 140z`} fill="#cfdfb9" />
        <g class="land-lines">
          <path d={[0, 1, 2, 3, 4].map(step).join('')} />
        </g>
      </g>
    )
  },
  // Peaks behind each other.
  (draw) => {
    const peak = (x: number, top: number, half: number) =>
      `M${x - half} 140Q${x - half / 3} ${top + 16} ${x} ${top}Q${x + half / 3} ${top + 18} ${x + half} 140z`
    const x = between(draw, 600, 680)
    return (
      <g>
        <path d={peak(x + 90, 66, 110)} fill="#d5e1cb" />
        <path d={peak(x - 40, 74, 120)} fill="#c5d6b8" />
        <path d={peak(x + 190, 86, 120)} fill="#c5d6b8" />
      </g>
    )
  },
  // Fields whose furrows run to the horizon.
  (draw) => {
    const x = between(draw, 560, 660)
    const furrows = [-260, -170, -95, -35, 20, 85, 160, 250].map((d) => `M${x + d / 4} 122L${x + d} 180`).join('')
    return (
      <g>
        <path d={hills(draw, 118, 4)} fill="#dcd9a8" />
        <g class="land-furrows">
          <path d={furrows} />
        </g>
      </g>
    )
  },
  // Rolling hills with groves.
  (draw) => {
    const grove = Array.from({ length: 6 }, () => [between(draw, 620, 790), between(draw, 104, 116)] as const)
    return (
      <g>
        <path d={hills(draw, 114, 16)} fill="#cddcc0" />
        {grove.map(([x, y]) => (
          <circle cx={x} cy={y} r="9" fill="#b3cb9c" />
        ))}
      </g>
    )
  },
]

/** Some houses in a row, a tree at each end. */
function houses(draw: Draw) {
  const count = between(draw, 3, 5)
  let x = between(draw, 452, 478)
  const left = x
  const built = Array.from({ length: count }, () => {
    const [width, height] = [between(draw, 24, 34), between(draw, 16, 24)]
    const [at, floor] = [x, between(draw, 126, 132)]
    x += width + between(draw, 5, 12)
    return (
      <>
        <path d={`M${at} ${floor}v-${height}h${width}v${height}z`} fill="#fffdf6" />
        <path d={`M${at - 3} ${floor - height}l${width / 2 + 3}-9 ${width / 2 + 3} 9z`} fill="#66786b" />
        <path d={`M${at + width / 2 - 3} ${floor}v-8h6v8`} />
      </>
    )
  })
  return (
    <>
      {tree(left - 26, between(draw, 128, 134))}
      {built}
      {tree(x + 20, between(draw, 128, 134))}
    </>
  )
}

const tree = (x: number, y: number) => (
  <>
    <path d={`M${x} ${y}q3-12 0-24`} />
    <path d={`M${x - 19} ${y - 12}q-3-26 19-28 22 2 19 28-5 6-9 0-5 7-10 0-5 7-10 0-4 6-9 0z`} fill="#c3d7ab" />
  </>
)
