/**
 * The little language of a form's checks: `members.count = householdSize`, `members.sum(income) / 12 <= 1000`, `to -
 * from >= 7`. Numbers, fields, `.count`, `.sum(column)`, + - * / and brackets, and one comparison. Read by a parser of
 * its own: nothing is ever executed.
 */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Part =
  | { kind: 'number'; text: string }
  | { kind: 'field' | 'count'; field: string }
  | { kind: 'sum'; field: string; column: string }
  | { kind: '+' | '-' | '*' | '/'; left: Part; right: Part }
export interface Rule {
  compare: Comparison
  left: Part
  right: Part
}

const token =
  /\s*(?:(\d+(?:\.\d{1,6})?)|([a-z][A-Za-z0-9]*)(?:\.(count|sum)(?:\(\s*([a-z][A-Za-z0-9]*)\s*\))?)?|(!=|<=|>=|[=<>+\-*/()]))/y

type Token = { number?: string; part?: Part; sign?: string }

/**
 * Reads a rule.
 * @throws Error with a Chinese sentence for whoever builds the form.
 */
export function parseRule(text: string): Rule {
  const reader = new Reader(tokensOf(text), text)
  const left = reader.sum()
  const compare = reader.take(['=', '!=', '<', '<=', '>', '>='])
  if (compare === undefined) throw wrong(text, '缺少比较符号，应有 =、!=、<、<=、> 或 >= 中的一个')
  const right = reader.sum()
  if (!reader.atEnd()) throw wrong(text, '后面多出了内容，一条核对只比较一次')
  return { compare: compare as Comparison, left, right }
}

/** Every field, count and sum that a rule looks at. */
export function partsOf(rule: Rule): Exclude<Part, { left: Part } | { kind: 'number' }>[] {
  const within = (part: Part): ReturnType<typeof partsOf> =>
    'left' in part ? [...within(part.left), ...within(part.right)] : part.kind === 'number' ? [] : [part]
  return [...within(rule.left), ...within(rule.right)]
}

const wrong = (text: string, say: string): Error =>
  new Error(`核对“${text}”${say}。例如：members.count = householdSize`)

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  token.lastIndex = 0
  const whole = text.trimEnd()
  while (token.lastIndex < whole.length) {
    const at = token.lastIndex
    const found = token.exec(whole)
    if (!found) throw wrong(text, `里的“${whole.slice(at).trim().slice(0, 10)}”看不懂`)
    tokens.push(tokenOf(found, text))
  }
  return tokens
}

function tokenOf([, number, field, call, column, sign]: RegExpExecArray, text: string): Token {
  if (number !== undefined) return { part: { kind: 'number', text: number } }
  if (field === undefined) return { sign }
  if (call === 'sum' && column === undefined)
    throw wrong(text, `里的 ${field}.sum 没有写哪一列，应像 ${field}.sum(income)`)
  if (call === 'count' && column !== undefined) throw wrong(text, `里的 ${field}.count 后面不写列`)
  if (call === 'sum') return { part: { kind: 'sum', field, column: column! } }
  return { part: { kind: call === 'count' ? 'count' : 'field', field } }
}

/** Multiplication before addition, from left to right. */
class Reader {
  private at = 0
  private depth = 0

  private readonly tokens: readonly Token[]
  private readonly text: string

  constructor(tokens: readonly Token[], text: string) {
    this.tokens = tokens
    this.text = text
  }

  atEnd(): boolean {
    return this.at >= this.tokens.length
  }

  take(signs: readonly string[]): string | undefined {
    const sign = this.tokens[this.at]?.sign
    if (sign === undefined || !signs.includes(sign)) return undefined
    this.at += 1
    return sign
  }

  sum(): Part {
    return this.chain(['+', '-'], () => this.chain(['*', '/'], () => this.single()))
  }

  private chain(signs: readonly string[], next: () => Part): Part {
    let left = next()
    for (let sign = this.take(signs); sign !== undefined; sign = this.take(signs))
      left = { kind: sign as '+', left, right: next() }
    return left
  }

  private single(): Part {
    if (this.take(['(']) !== undefined) {
      this.depth += 1
      if (this.depth > 20) throw wrong(this.text, '括号套得太深')
      const inner = this.sum()
      this.depth -= 1
      if (this.take([')']) === undefined) throw wrong(this.text, '里的括号没有成对')
      return inner
    }
    const part = this.tokens[this.at]?.part
    if (part === undefined)
      throw wrong(this.text, this.atEnd() ? '没有写完' : `里的“${this.tokens[this.at]?.sign ?? ''}”位置不对`)
    this.at += 1
    return part
  }
}
