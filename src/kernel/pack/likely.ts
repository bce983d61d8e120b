/** Which of the known names somebody meant who wrote another. */

/** The known name that is nearest, or `undefined` where none is near: at most a third of its letters are other ones. */
export function likely(written: string, known: readonly string[]): string | undefined {
  const read = plain(written)
  const near = known
    .map((name) => ({ name, apart: apart(read, plain(name)) }))
    .filter(({ name, apart }) => apart <= Math.max(1, Math.floor(plain(name).length / 3)))
    .sort((a, b) => a.apart - b.apart)
  return near[0]?.name
}

/**
 * Copies keep their name with something behind it: `regions (1).csv`, `people - 副本.csv`, `posts.csv.bak`,
 * `county_old.json`.
 */
const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s*(?:\(\d+\)|\(?副本\)?(?:\s*\(\d+\))?|copy|备份|最新|最终版?)\s*/g, '')
    .replaceAll(/[\s~]|[-_]+(?=\.|$)|[-_](?:old|new|bak|final)(?=\.|$)|\.(?:bak|old|txt|tmp|orig)$/g, '')

/**
 * Letters to add, take away, change or exchange with a neighbour. Both are names, so short that the square does no
 * harm.
 */
function apart(a: string, b: string): number {
  const long = 60
  const [x, y] = [[...a].slice(0, long), [...b].slice(0, long)]
  const rows: number[][] = [y.map((_, j) => j).concat(y.length)]
  for (let i = 1; i <= x.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= y.length; j += 1) {
      const other = x[i - 1] === y[j - 1] ? 0 : 1
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + other)
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[x.length]![y.length]!
}
