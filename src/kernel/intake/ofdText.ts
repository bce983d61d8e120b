/**
 * What an OFD file says (GB/T 33190): the text of its pages as it is drawn, and all else that a reader can reach in its
 * parts (head data, names, notes). It is signed by whoever made it, so nothing is taken out of it: it is read, and what
 * cannot be read is refused.
 */
import { FileRefused } from '../files/refused.ts'
import { readXml } from '../files/xml.ts'
import { linesOf, type Piece } from './drawnLines.ts'
import { officeText } from './officeText.ts'

const isPage = (name: string): boolean => /\.xml$/i.test(name)
const isImage = (name: string): boolean => /\.(?:png|jpe?g|bmp|gif|tiff?|jb2|jbig2)$/i.test(name)
/** Fonts, and the seals and values of signatures. */
const isKept = (name: string): boolean =>
  /\.(?:ttf|otf|ttc|cff|woff2?)$|(?:^|\/)Signs?\/.*\.(?:dat|esl|p7b|p7s)$/i.test(name)

/** Numbers of a drawing: paths, matrices, boxes, distances of letters. */
const isDrawing = (line: string): boolean =>
  /^[\s\d.,+\-eEgMLQBACSm]*$/.test(line) && (/\d\.\d/.test(line) || line.trim().split(/\s+/).length > 3)

/**
 * `pictures`: how many a person must look at.
 * @throws FileRefused for other files inside, which nobody would see.
 */
export function ofdText(parts: ReadonlyMap<string, Uint8Array>): { text: string; pictures: number } {
  const names = [...parts.keys()]
  const strange = names.find((name) => !isPage(name) && !isImage(name) && !isKept(name))
  if (strange !== undefined)
    throw new FileRefused('OFD 文件里带着别的文件，读者能把它取出来，这里检查不了。请去掉附件再上传，或者打印成 PDF。')
  const drawn = [...parts]
    .filter(([name]) => isPage(name))
    .flatMap(([, data]) => linesOf([...readXml<Piece>([data], pieces)]))
  const pages = new Map([...parts].filter(([name]) => isPage(name)))
  const told = new Set(drawn)
  const rest = officeText(pages, (line) => told.has(line) || isDrawing(line))
  return { text: [...drawn, rest].join('\n'), pictures: names.filter(isImage).length }
}

/** Text objects with what they say: all their codes one behind the other. */
function pieces(emit: (piece: Piece) => void) {
  let now: Piece | undefined
  let inCode = false
  return {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'TextObject') {
        const [x = 0, y = 0, width = 0, height = 0] = (attributes['Boundary'] ?? '').trim().split(/\s+/).map(Number)
        now = { x, y, width, height, text: '' }
      }
      inCode = name === 'TextCode'
    },
    text(text: string) {
      if (now && inCode) now.text += text
    },
    close(name: string) {
      if (name === 'TextCode') inCode = false
      if (name !== 'TextObject' || !now) return
      emit(now)
      now = undefined
    },
  }
}
