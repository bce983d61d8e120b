/**
 * The README of a county's pack that was just begun: what is in it, what is not, and what the county has to do; not the
 * sample's.
 */

/**
 * A shipped list (服务, 权力清单): taken with so many entries, those that do not fit left out with their reasons; or not
 * taken.
 */
export type OfferedList = {
  title: string
  file: string
  /** What brings it in: `--services`. */
  option: string
  taken: boolean
  kept: number
  left: readonly { name: string; why: string }[]
}

export type NewCounty = {
  name: string
  /** Six digits of the national divisions. */
  code: string
  folder: string
  goLive: string
  /** "8 个乡镇（街道）", "450 个村": what the pack holds. */
  counts: readonly string[]
  /** Rows of the national list that are no real village. */
  skipped: readonly string[]
  lists: readonly OfferedList[]
}

/** `sample`: the README of the profile that was copied, whose explanation of the files is kept. */
export function newReadme(sample: string, county: NewCounty): string {
  const [head = '', ...sections] = sample.split(/^(?=## )/m)
  const profile = /^# (.*)$/m.exec(head)?.[1] ?? ''
  const how = head
    .replace(/^# .*$/m, '')
    .replace('里面只有一个县、一个镇、一个村作样子。', '')
    .trim()
  const { name, code, folder } = county
  const kept = sections
    .map((section) => section.replaceAll('counties/我的县', folder))
    .map((section) =>
      section
        .replace(/^1\. 把这个文件夹整个复制.*$/m, `1. 这个文件夹就是${name}的，直接改。`)
        .replace(/^5\. 也可以从全国区划.*$/m, '5. 改名、合并、撤销的村镇，请在 regions.csv 里改。')
        .replace(/(\| rules\/\*\.json \|.*\n)/, `$1${county.lists.map(fileRow).join('')}`)
        .trimEnd(),
    )
  return `${[
    `# ${name}的县包`,
    `用 \`npm run county -- new ${code}\` 按全国区划（国家统计局 2023 年）生成，公开目录和规则照的是“${profile}”。${how}`,
    ['## 里面有什么', ...county.counts.map((count) => `- ${count}`), ...county.lists.flatMap(takenLines)].join('\n'),
    ['## 没有带的', ...missing(county)].join('\n'),
    [
      '## 还要本县做的',
      `- 上线日期先写了 ${county.goLive}（county.json 的 goLive），请改成本县定的。`,
      '- 主办单位、承办单位、备案号、电话（county.json 的 footer），部门的电话（departments.csv）。',
      '- 岗位（posts.csv）按本县的改；谁任什么岗位（people.csv）现在是空的。',
      '- 合并、改名、撤销了的村镇，在 regions.csv 里改；网址名上线以后不能再改。',
    ].join('\n'),
    ...kept,
  ].join('\n\n')}\n`
}

const fileRow = ({ file, title, taken, option }: OfferedList) =>
  `| ${file} | ${title}${taken ? '' : `（没有带；要带，用 ${option} 重新生成）`} |\n`

const takenLines = ({ title, taken, kept }: OfferedList): string[] =>
  taken ? [`- ${title} ${kept} 项（样本，请本县核对后再用）`] : []

function missing({ lists, skipped }: NewCounty): string[] {
  return [
    '- 人员、账号、金额：这些只能由本县填。',
    ...lists
      .filter((list) => !list.taken)
      .map((l) => `- ${l.title}样本 ${l.kept} 项：没有要。以后要，换一个空文件夹，加上 ${l.option} 再生成一次。`),
    ...lists
      .filter((list) => list.taken && list.left.length > 0)
      .flatMap((list) => [
        `- ${list.title}里不合本县的 ${list.left.length} 项：`,
        ...list.left.map(({ name, why }) => `  - ${name}：${why}`),
      ]),
    ...(skipped.length > 0 ? [`- 不是真实村（社区）的统计行 ${skipped.length} 个：${skipped.join('、')}。`] : []),
  ]
}
