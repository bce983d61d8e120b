/** Where things stand in a JSON text, so that a fault can name its line. */

export type JsonLines = {
  /** Path (`items/3/deadline/day`) → line; the whole file is ``. */
  lines: Map<string, number>
  /** Keys that stand twice in one object: the first would be lost silently. */
  doubled: { path: string; line: number }[]
  /** The first place that is not JSON. */
  broken?: { line: number; say: string }
}

/** Reads the text once; understands exactly JSON (RFC 8259). */
export function jsonLines(text: string): JsonLines {
  const result: JsonLines = { lines: new Map(), doubled: [] }
  let at = 0
  let line = 1

  const skipBlank = () => {
    for (; at < text.length && ' \t\r\n\uFEFF'.includes(text.charAt(at)); at += 1)
      if (text.charAt(at) === '\n') line += 1
  }
  const take = (sign: string, say: string) => {
    skipBlank()
    if (text.charAt(at) !== sign) throw new NotJson(say)
    at += 1
  }
  const readString = (say: string): string => {
    skipBlank()
    const found = stringPattern.exec(text.slice(at, at + 100_000))
    if (!found) throw new NotJson(say)
    at += found[0].length
    return String(JSON.parse(found[0]))
  }
  const readScalar = () => {
    const found = scalarPattern.exec(text.slice(at, at + 40))
    if (!found) throw new NotJson('这里应当是一个值：文字要放在英文双引号里')
    at += found[0].length
  }
  /** Reads members until the closing sign; a comma stands between two. */
  const readMembers = (close: string, readOne: (index: number) => void) => {
    at += 1
    for (let index = 0; ; index += 1) {
      skipBlank()
      if (index === 0 && text.charAt(at) === close) break
      readOne(index)
      skipBlank()
      if (text.charAt(at) === close) break
      take(',', `这里缺少逗号或者 ${close}`)
    }
    at += 1
  }
  const readValue = (path: string) => {
    skipBlank()
    if (!result.lines.has(path)) result.lines.set(path, line)
    const child = (key: string | number) => (path === '' ? String(key) : `${path}/${key}`)
    const sign = text.charAt(at)
    if (sign === '{') {
      readMembers('}', () => {
        const key = readString('这里应当是放在英文双引号里的名称（多半是前面多了一个逗号）')
        if (result.lines.has(child(key))) result.doubled.push({ path: child(key), line })
        take(':', '名称后面缺少冒号')
        readValue(child(key))
      })
    } else if (sign === '[') readMembers(']', (index) => readValue(child(index)))
    else if (sign === '"') readString('引号没有成对')
    else readScalar()
  }

  try {
    readValue('')
    skipBlank()
    if (at < text.length) throw new NotJson('文件到这里应当结束，后面还有多余的内容')
  } catch (error) {
    if (!(error instanceof NotJson)) throw error
    result.broken = { line, say: error.message }
  }
  return result
}

/** The line of a path, or of the nearest thing around it that exists. */
export function lineOf(lines: ReadonlyMap<string, number>, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(path.slice(0, length).join('/'))
    if (line !== undefined) return line
  }
  return lines.get('') ?? 1
}

class NotJson extends Error {}

const stringPattern = /^"(?:[ !#-[\]-\u{10FFFF}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/u
const scalarPattern = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![A-Za-z0-9_.])/
