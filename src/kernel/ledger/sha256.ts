/**
 * SHA-256 (FIPS 180-4) in plain JavaScript. A village's site may be reached over plain http, where browsers offer no
 * `crypto.subtle`; and one implementation on both sides keeps proofs the same. It hashes public data only, so timing
 * does not matter.
 */
import type { Bytes } from './bytes.ts'

/**
 * First 32 bits of the fractional parts of the square roots of the first 8 primes, and of the cube roots of the first
 * 64.
 */
const primes = firstPrimes(64)
const initial = Uint32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)))
const constants = Uint32Array.from(primes, (p) => fraction(Math.cbrt(p)))

/** The 32-byte digest of `data`. */
export function sha256(data: Uint8Array): Bytes {
  const state = initial.slice()
  const schedule = new Uint32Array(64)
  const view = padded(data)
  for (let at = 0; at < view.byteLength; at += 64) mixBlock(state, schedule, view, at)
  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  state.forEach((word, i) => out.setUint32(i * 4, word))
  return digest
}

/** The message, a 1 bit, zeros, and the length in bits as a 64-bit number, in whole blocks of 64 bytes. */
function padded(data: Uint8Array): DataView {
  const all = new Uint8Array(Math.ceil((data.length + 9) / 64) * 64)
  all.set(data)
  all[data.length] = 0x80
  const view = new DataView(all.buffer)
  view.setUint32(all.length - 8, Math.floor(data.length / 0x2000_0000))
  view.setUint32(all.length - 4, data.length * 8)
  return view
}

function mixBlock(state: Uint32Array, w: Uint32Array, block: DataView, at: number) {
  for (let i = 0; i < 16; i++) w[i] = block.getUint32(at + i * 4)
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!
    const y = w[i - 2]!
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = state[i]! + mixed[i]!
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

function fraction(x: number): number {
  return Math.floor((x - Math.floor(x)) * 0x1_0000_0000)
}

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) {
    if (found.every((p) => n % p !== 0)) found.push(n)
  }
  return found
}
