/** Numbers that people broke apart by blanks, hyphens or line ends, put together again. */

/** Whatever is neither letter nor number may stand between two digits. */
const sequence = /[0-9Xx](?:[^\p{L}\p{N}]{0,8}[0-9Xx])*/gu

/** A run of digits with the places where they stand in the folded text. */
interface Run {
  digits: string
  at: number[]
  /** Whether a piece begins at this digit: something stands before it, or an X, which ends a number. */
  begins: boolean[]
}

/**
 * A window of a run: as many digits as asked for (the last may be X). What is dear to make is made when it is asked
 * for.
 */
export class NumberWindow {
  readonly digits: string
  private readonly text: string
  private readonly run: Run
  private readonly from: number
  private readonly length: number

  constructor(text: string, run: Run, from: number, length: number) {
    this.text = text
    this.run = run
    this.from = from
    this.length = length
    this.digits = run.digits.slice(from, from + length)
  }

  get start(): number {
    return this.run.at[this.from]!
  }

  get end(): number {
    return this.run.at[this.from + this.length - 1]! + 1
  }

  /** Lengths of the unbroken pieces: "138 0013 8000" → [3, 4, 4]. */
  get pieces(): number[] {
    const pieces: number[] = []
    for (let i = this.from; i < this.from + this.length; i++) {
      if (i === this.from || this.run.begins[i]) pieces.push(1)
      else pieces[pieces.length - 1]! += 1
    }
    return pieces
  }

  /** What stands between the pieces. */
  get gaps(): string {
    return this.text.slice(this.start, this.end).replace(/[0-9Xx]/g, '')
  }
}

/** Every window of `length` places that begins and ends where a number may begin and end. */
export function* numberWindows(text: string, length: number): Generator<NumberWindow> {
  for (const run of runsOf(text)) {
    for (let i = 0; i + length <= run.digits.length; i++) {
      if (!run.begins[i] || run.begins[i + length] === false) continue
      const window = new NumberWindow(text, run, i, length)
      if (!window.digits.slice(0, -1).includes('X')) yield window
    }
  }
}

/** The runs of the text that was asked for last: every detector asks for the same. */
let last: { text: string; runs: Run[] } = { text: '', runs: [] }

function runsOf(text: string): Run[] {
  if (last.text !== text) last = { text, runs: [...text.matchAll(sequence)].map((m) => runOf(m[0], m.index)) }
  return last.runs
}

function runOf(found: string, offset: number): Run {
  const [digits, at, begins]: [string[], number[], boolean[]] = [[], [], []]
  for (let i = 0; i < found.length; i++) {
    const code = found.charCodeAt(i)
    const isX = code === 88 || code === 120
    if (!isX && (code < 48 || code > 57)) continue
    begins.push(at.at(-1) !== offset + i - 1 || digits.at(-1) === 'X')
    at.push(offset + i)
    digits.push(isX ? 'X' : found[i]!)
  }
  return { digits: digits.join(''), at, begins }
}
