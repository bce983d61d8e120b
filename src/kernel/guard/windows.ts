/** Numbers that people broke apart by blanks, hyphens or line ends, put together again. */

/** A run of digits (the last may be X) with the places where it stands in the folded text. */
export interface NumberWindow {
  digits: string
  start: number
  end: number
  /** Lengths of the unbroken pieces: "138 0013 8000" → [3, 4, 4]. */
  pieces: number[]
  /** What stands between the pieces. */
  gaps: string
}

/** Whatever is neither letter nor number may stand between two digits. */
const sequence = /[0-9Xx](?:[^\p{L}\p{N}]{0,8}[0-9Xx])*/gu

/** Every window of `length` places that begins and ends where a number may begin and end. */
export function* numberWindows(text: string, length: number): Generator<NumberWindow> {
  for (const found of text.matchAll(sequence)) {
    const places = placesOf(found[0], found.index)
    for (let i = 0; i + length <= places.length; i++) {
      const window = cut(text, places, i, length)
      if (window) yield window
    }
  }
}

interface Place {
  char: string
  at: number
  begins: boolean
}

function placesOf(run: string, offset: number): Place[] {
  const places: Place[] = []
  for (let i = 0; i < run.length; i++) {
    const char = run[i] ?? ''
    if (!/[0-9Xx]/.test(char)) continue
    const last = places.at(-1)
    places.push({
      char: char.toUpperCase(),
      at: offset + i,
      begins: !last || last.at !== offset + i - 1 || /[Xx]/.test(last.char),
    })
  }
  return places
}

function cut(text: string, places: readonly Place[], from: number, length: number): NumberWindow | undefined {
  const first = places[from]
  const last = places[from + length - 1]
  const next = places[from + length]
  if (!first?.begins || !last || (next && !next.begins)) return undefined
  const taken = places.slice(from, from + length)
  if (taken.slice(0, -1).some((p) => p.char === 'X')) return undefined
  const pieces: number[] = []
  for (const place of taken) {
    if (pieces.length === 0 || (place.begins && place.at !== first.at)) pieces.push(1)
    else pieces[pieces.length - 1] = (pieces.at(-1) ?? 0) + 1
  }
  const gaps = text.slice(first.at, last.at + 1).replace(/[0-9Xx]/g, '')
  return { digits: taken.map((p) => p.char).join(''), start: first.at, end: last.at + 1, pieces, gaps }
}
