/**
 * The font of printed documents: Noto Sans SC, about 30,000 characters, under the SIL Open Font License. Only the
 * characters used go into a document.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fontkit from '@cantoo/fontkit'
import { root } from '../root.ts'
import type { Measure } from './lines.ts'

const folder = join(root, 'node_modules/@expo-google-fonts/noto-sans-sc')

/** The usual weight's file. */
export const fontFile = join(folder, '400Regular/NotoSansSC_400Regular.ttf')

function read(file: string) {
  const bytes = readFileSync(file)
  return {
    bytes,
    font: fontkit.create(bytes) as unknown as {
      unitsPerEm: number
      hasGlyphForCodePoint: (code: number) => boolean
      glyphForCodePoint: (code: number) => { advanceWidth: number }
    },
  }
}

/** Read when the first document is printed: ten megabytes each. */
let kept: { regular: ReturnType<typeof read>; strong: ReturnType<typeof read> } | undefined
export const fonts = () =>
  (kept ??= { regular: read(fontFile), strong: read(join(folder, '700Bold/NotoSansSC_700Bold.ttf')) })

const widths = new Map<string, number>()

export const measure: Measure = (char, strong) => {
  const key = strong ? `*${char}` : char
  const known = widths.get(key)
  if (known !== undefined) return known
  const { font } = fonts()[strong ? 'strong' : 'regular']
  const width = font.glyphForCodePoint(char.codePointAt(0)!).advanceWidth / font.unitsPerEm
  widths.set(key, width)
  return width
}

export const hasGlyph = (char: string): boolean => fonts().regular.font.hasGlyphForCodePoint(char.codePointAt(0)!)
