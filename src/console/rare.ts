/**
 * Rare characters in what the server answers: machines without a font for them show a box, so their fonts are asked for
 * (front/rare.ts).
 */
import { codeOf, mostRare, rareIn } from '../web/rare.ts'

/** The family of all their fonts; the last in every list of fonts. */
export const rareFont = 'rare'

const shown = new Set<string>()

/** Brings the fonts of the rare characters of a text that no answer before has brought. */
export function showRare(text: string): void {
  const fresh = rareIn(text).filter((char) => !shown.has(char))
  for (let at = 0; at < fresh.length; at += mostRare) bring(fresh.slice(at, at + mostRare))
}

function bring(chars: readonly string[]): void {
  for (const char of chars) shown.add(char)
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = `/rare/${chars.map(codeOf).join('-')}.css`
  // Words in the page ask for a font by standing there; those that are painted (the matrix) do not.
  link.onload = () => void document.fonts.load(`1em ${rareFont}`, chars.join(''))
  document.head.append(link)
}
