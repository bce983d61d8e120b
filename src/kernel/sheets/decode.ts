/** Bytes of a text file as text: UTF-8 with or without BOM, GBK/GB18030 (old WPS and Excel), UTF-16 ("Unicode 文本" of Excel). */

export type Encoding = 'UTF-8' | 'UTF-8 BOM' | 'GB18030' | 'UTF-16'
export type Decoded = {
  text: string
  encoding: Encoding
  /** Lines with bytes that fit no encoding. */
  brokenLines: number[]
}

/** Never throws; broken bytes become U+FFFD and their lines are named. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16', brokenLines: [] }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16', brokenLines: [] }
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

function fits(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A UTF-8 file with one damaged place must not be read as GBK: most of its Chinese lines are still good UTF-8. Some thousand of them tell. */
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
