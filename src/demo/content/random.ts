/** Random figures that are the same on every machine: everything invented for the demo county hangs on a seed. */

export type Random = {
  /** A whole number from min to max, both included. */
  int(min: number, max: number): number
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** An amount in fen between two amounts in yuan, in whole steps of `stepYuan`. */
  fen(minYuan: number, maxYuan: number, stepYuan?: number): number
}

/** A generator (mulberry32) started from the FNV-1a hash of the words. */
export function randomOf(...words: readonly string[]): Random {
  let state = hashOf(words)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const chosen = list[Math.floor(next() * list.length)]
      if (chosen === undefined) throw new Error('pick from an empty list')
      return chosen
    },
    fen: (minYuan, maxYuan, stepYuan = 1) =>
      Math.round(int(Math.ceil(minYuan / stepYuan), Math.floor(maxYuan / stepYuan)) * stepYuan * 100),
  }
}

function hashOf(words: readonly string[]): number {
  let hash = 2166136261
  for (const word of words) {
    for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 16777619)
    hash = Math.imul(hash ^ 0x1f, 16777619)
  }
  return hash >>> 0
}
