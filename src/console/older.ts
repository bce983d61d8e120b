/**
 * What our code uses of the language and browsers of offices lack that are a few years old (the build turns syntax back
 * to Chrome 87, not the library). Loaded before everything else.
 */
function fill(on: object, name: string, value: unknown): void {
  if (!(name in on)) Object.defineProperty(on, name, { value, writable: true, configurable: true })
}

function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  return this[index < 0 ? this.length + index : index]
}

function findLastIndex<T>(this: readonly T[], is: (value: T, i: number, all: readonly T[]) => unknown): number {
  for (let i = this.length - 1; i >= 0; i--) if (is(this[i]!, i, this)) return i
  return -1
}

fill(Array.prototype, 'at', at)
fill(String.prototype, 'at', at)
fill(Array.prototype, 'findLastIndex', findLastIndex)
fill(Array.prototype, 'findLast', function <T>(this: readonly T[], is: (value: T, i: number) => unknown) {
  return this[findLastIndex.call(this, is as (value: unknown, i: number) => unknown)]
})
fill(Object, 'hasOwn', (of: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(of, key))
fill(Map, 'groupBy', <T, K>(all: Iterable<T>, key: (value: T, i: number) => K) => {
  const groups = new Map<K, T[]>()
  let i = 0
  for (const value of all) {
    const k = key(value, i++)
    groups.set(k, [...(groups.get(k) ?? []), value])
  }
  return groups
})
fill(globalThis, 'structuredClone', (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown)
