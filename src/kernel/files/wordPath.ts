/**
 * Words as one outline, from the font that the program brings along: drawn into pictures and PDFs alike, whatever fonts
 * the machine has.
 */
import { fonts } from '../../platform/pdf/fonts.ts'

/** `path`: SVG path data, the base line at y = 0, letters one unit high; `width` in the same unit. */
export interface WordPath {
  path: string
  width: number
}

type Command = { command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath'; args: number[] }
type Font = {
  unitsPerEm: number
  glyphForCodePoint(code: number): { advanceWidth: number; path: { commands: Command[] } }
}

const letters = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const

/** A character that the font lacks becomes its box. */
export function wordPath(words: string): WordPath {
  const font = fonts().regular.font as unknown as Font
  let width = 0
  let path = ''
  for (const char of words) {
    const glyph = font.glyphForCodePoint(char.codePointAt(0)!)
    // A font's y grows upwards, a picture's downwards.
    for (const { command, args } of glyph.path.commands)
      path +=
        letters[command] +
        args.map((n, i) => (i % 2 === 0 ? width + n / font.unitsPerEm : -n / font.unitsPerEm).toFixed(3)).join(' ')
    width += glyph.advanceWidth / font.unitsPerEm
  }
  return { path, width }
}
