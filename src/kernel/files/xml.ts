/**
 * XML parts from strangers, read piece by piece by a strict parser (saxes): no document types, no entities but the
 * five, no comments taken for content.
 */
import { SaxesParser } from 'saxes'
import { FileRefused } from './refused.ts'

/** Names come without their prefix, which every writer chooses for itself; attributes keep theirs. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
  /** Comments and instructions: nobody's content, but they go along. */
  aside?(text: string): void
}

/**
 * What `begin`'s reader gives with `emit`, as soon as the piece is read in which it stood. @throws FileRefused where
 * the XML is broken.
 */
export function* readXml<T>(
  pieces: Iterable<Uint8Array>,
  begin: (emit: (item: T) => void) => XmlReader,
): Generator<T, void> {
  let ready: T[] = []
  const reader = begin((item) => ready.push(item))
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', () => {
    throw brokenXml()
  })
  parser.on('doctype', () => {
    throw brokenXml()
  })
  parser.on('opentag', (tag) => reader.open(local(tag.name), tag.attributes))
  parser.on('text', (text) => reader.text?.(text))
  parser.on('cdata', (text) => reader.text?.(text))
  parser.on('comment', (text) => reader.aside?.(text))
  parser.on('processinginstruction', ({ body }) => reader.aside?.(body))
  parser.on('closetag', (tag) => reader.close?.(local(tag.name)))
  let decoder: TextDecoder | undefined
  for (const piece of pieces) {
    decoder ??= decoderOf(piece)
    parser.write(decoder.decode(piece, { stream: true }))
    yield* ready
    ready = []
  }
  if (!decoder) return
  parser.write(decoder.decode()).close()
  yield* ready
}

/** The value of the attribute with this name under any prefix (`r:id`, `rel:id`), never the plain one. */
export const prefixed = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

const decoderOf = (piece: Uint8Array): TextDecoder =>
  new TextDecoder(
    piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : piece[0] === 0xfe && piece[1] === 0xff ? 'utf-16be' : 'utf-8',
  )

const brokenXml = (): FileRefused =>
  new FileRefused('文件的内容已损坏，打不开。请用 WPS 或 Excel 打开后另存一份再上传。')
