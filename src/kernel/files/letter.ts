/** One character of the font of our printed documents as a web font of its own. */
import { readFileSync } from 'node:fs'
import subsetFont from 'subset-font'
import { fontFile } from '../../platform/pdf/fonts.ts'

/** WOFF2, about a thousand bytes; `char`: one that the font holds. */
export async function letterFont(char: string): Promise<Uint8Array> {
  return subsetFont(readFileSync(fontFile), char, { targetFormat: 'woff2' })
}
