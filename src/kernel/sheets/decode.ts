/**
 * Bytes of a text file as text: UTF-8 with or without BOM, GBK/GB18030 (old WPS and Excel), UTF-16 ("Unicode 文本" of
 * Excel).
 */

export type Encoding = 'UTF-8' | 'UTF-8 BOM' | 'GB18030' | 'UTF-16'
export type Decoded = {
  text: string
  encoding: Encoding
  /** Lines with bytes that fit no encoding. */
  brokenLines: number[]
}

/** Never throws; broken bytes become U+FFFD and their lines are named. */
export function decode(bytes: Uint8Array): Decoded {
  const wide = utf16Of(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'UTF-16', brokenLines: [] }
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const utf8 = fits(bytes, 'utf-8')
  if (utf8 !== undefined) return { text: utf8, encoding: bom ? 'UTF-8 BOM' : 'UTF-8', brokenLines: [] }
  if (!bom && !mostlyUtf8(bytes)) {
    const text = fits(bytes, 'gb18030')
    return {
      text: text ?? new TextDecoder('gb18030').decode(bytes),
      encoding: 'GB18030',
      brokenLines: text === undefined ? brokenLines(bytes, 'gb18030') : [],
    }
  }
  return {
    text: new TextDecoder('utf-8').decode(bytes),
    encoding: bom ? 'UTF-8 BOM' : 'UTF-8',
    brokenLines: brokenLines(bytes, 'utf-8'),
  }
}

/**
 * Which way round a text of two bytes a character is written: by its mark, or by how it reads, for some programs write
 * none.
 */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const some = bytes.subarray(0, 4_096)
  if (bytes.length % 2 !== 0 || !some.includes(0)) return undefined
  return (['utf-16le', 'utf-16be'] as const).find((way) => {
    const text = new TextDecoder(way).decode(some)
    return /[\n\r\t,;]/.test(text) && !/(?![\n\r\t])\p{Cc}|\p{Cn}|\p{Co}|\ufffd(?!$)/u.test(text)
  })
}

function fits(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * A UTF-8 file with one damaged place must not be read as GBK: most of its Chinese lines are still good UTF-8. Some
 * thousand of them tell.
 */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const chinese = linesOf(bytes)
    .filter((line) => line.some((byte) => byte >= 0x80))
    .slice(0, 5_000)
  return chinese.filter((line) => fits(line, 'utf-8') !== undefined).length * 2 >= chinese.length
}

function brokenLines(bytes: Uint8Array, encoding: string): number[] {
  return linesOf(bytes).flatMap((line, i) => (fits(line, encoding) === undefined ? [i + 1] : []))
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  for (let i = bytes.indexOf(0x0a); i >= 0; i = bytes.indexOf(0x0a, start)) {
    lines.push(bytes.subarray(start, i))
    start = i + 1
  }
  lines.push(bytes.subarray(start))
  return lines
}
