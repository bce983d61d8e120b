/**
 * Finds the statements in the source and puts their text together as it will be at run time: values become parameters,
 * fragments from constants and functions are followed to where they are written. Where the text depends on a choice (a
 * condition, one of several callers), each way is a variant.
 */
import { relative } from 'node:path'
import ts from 'typescript'
import { root } from '../../src/platform/root.ts'

export type Statement = {
  /** `file:line`. */
  at: string
  file: string
  node: ts.Node
  /** The shape that its rows are said to have; undefined where the code says none. */
  row: ts.Type | undefined
  variants: string[]
  /** Why a part of its text could not be followed. */
  unread: string | undefined
}
export type Found = {
  checker: ts.TypeChecker
  statements: Statement[]
  /** Templates that are a part of another statement: what does not stand alone need not. */
  parts: ReadonlySet<ts.Node>
}

/** More ways than this through one statement are not tried. */
const mostVariants = 60
/** Stands for a parameter until the whole text is known. */
const parameter = '\u0001'
const verb = /^\s*(--[^\n]*\n\s*)*\(*\s*(SELECT|INSERT|UPDATE|DELETE|WITH|VALUES|MERGE)\b/

/** The statements in the files that `wanted` names. */
export function readStatements(wanted: (file: string) => boolean): Found {
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, (f) => ts.sys.readFile(f))
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(
    fileNames.filter((f) => wanted(relative(root, f))),
    options,
  )
  const reader = new Reader(program)
  const statements: Statement[] = []
  for (const source of program.getSourceFiles()) {
    const file = relative(root, source.fileName)
    if (source.isDeclarationFile || !wanted(file)) continue
    visit(source, (node) => {
      const found = reader.statement(node)
      if (!found) return
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      statements.push({ at: `${file}:${line}`, file, node, ...found })
    })
  }
  return { checker: reader.checker, statements, parts: reader.parts }
}

function visit(node: ts.Node, each: (node: ts.Node) => void) {
  each(node)
  ts.forEachChild(node, (child) => visit(child, each))
}

/** An expression that a name stands for, with the names that it may use in turn. */
type Bound = { expr: ts.Expression; names: Names; member?: string }
type Names = ReadonlyMap<ts.Symbol, Bound>
/**
 * What is made of an expression that says something itself. `pushed`: what is added to it later, where it is a list.
 */
type Leaf<R> = (expr: ts.Expression, names: Names, pushed: readonly ts.Expression[]) => R

class Unread extends Error {
  constructor(node: ts.Node, why: string) {
    super(`${why}: ${node.getText().replace(/\s+/g, ' ').slice(0, 80)}`)
  }
}

class Reader {
  readonly checker: ts.TypeChecker
  readonly parts = new Set<ts.Node>()
  #calls: Map<string, ts.CallExpression[]> | undefined
  /** Ways taken at the choices of the variant in hand, and how many ways each choice has. */
  #taken = new Map<string, number>()
  #ways = new Map<string, number>()
  #depth = 0

  readonly program: ts.Program

  constructor(program: ts.Program) {
    this.program = program
    this.checker = program.getTypeChecker()
  }

  /** What a node says, if it is a whole statement. */
  statement(node: ts.Node): Pick<Statement, 'row' | 'variants' | 'unread'> | undefined {
    if (isSql(node)) {
      const first = node.template
      const head = ts.isNoSubstitutionTemplateLiteral(first) ? first.text : first.head.text
      const startsWithFragment =
        head.trim() === '' && ts.isTemplateExpression(first) && this.isFragment(first.templateSpans[0]!.expression)
      if (!verb.test(head) && !startsWithFragment) return undefined
      const read = this.#variants(() => this.#template(node, new Map()))
      if (startsWithFragment && !read.variants.some((v) => verb.test(v)) && !read.unread) return undefined
      const of = node.typeArguments?.[0]
      const [row] = of
        ? [this.checker.getTypeFromTypeNode(of)]
        : this.checker.getTypeArguments(this.checker.getTypeAtLocation(node) as ts.TypeReference)
      return { row: this.#said(row), ...read }
    }
    if (!ts.isCallExpression(node)) return undefined
    const text = this.#plainText(node)
    if (!text) return undefined
    const of = node.typeArguments?.[0]
    const read = this.#variants(() => this.#text(text, new Map()))
    if (!read.unread && !read.variants.some((v) => verb.test(v))) return undefined
    return { row: of && this.#said(this.checker.getTypeFromTypeNode(of)), ...read }
  }

  /**
   * The text that a call gives to `statement`, `adhoc` or, with the shape of its rows, to a connection of the driver.
   */
  #plainText({ expression: called, arguments: given, typeArguments }: ts.CallExpression): ts.Expression | undefined {
    if (ts.isPropertyAccessExpression(called))
      return called.name.text === 'query' && typeArguments ? given[0] : undefined
    if (!ts.isIdentifier(called) || (called.text !== 'statement' && called.text !== 'adhoc')) return undefined
    const home = this.#declaration(called)?.getSourceFile().fileName
    return home?.endsWith('kernel/site/statement.ts') ? given.at(-1) : undefined
  }

  /** A shape; `unknown`, or the `boolean` of a query that is only asked whether it finds anything, says nothing. */
  #said(type: ts.Type | undefined): ts.Type | undefined {
    const says = ts.TypeFlags.Object | ts.TypeFlags.Intersection | ts.TypeFlags.TypeParameter
    return type && (type.isUnion() ? type.types : [type]).every((t) => t.flags & says) ? type : undefined
  }

  /** Is it a piece of SQL (or may it be), rather than a value? */
  isFragment(expr: ts.Expression): boolean {
    const type = this.checker.getTypeAtLocation(expr)
    return (type.isUnion() ? type.types : [type]).some((t) => t.getProperty('toOperationNode'))
  }

  /** The text with every choice at its first way, then with each other way of each choice. */
  #variants(read: () => string): { variants: string[]; unread: string | undefined } {
    const variants = new Set<string>()
    const tried = new Set<string>()
    const waiting: [string, number][] = []
    const run = (taken: Map<string, number>) => {
      this.#taken = taken
      this.#ways = new Map()
      this.#depth = 0
      let n = 0
      variants.add(read().replaceAll(parameter, () => `$${++n}`))
      for (const [choice, ways] of this.#ways)
        for (let way = 1; way < ways; way++) {
          if (tried.has(`${choice} ${way}`)) continue
          tried.add(`${choice} ${way}`)
          waiting.push([choice, way])
        }
    }
    try {
      run(new Map())
      for (let next = waiting.shift(); next && tried.size <= mostVariants; next = waiting.shift()) run(new Map([next]))
      return {
        variants: [...variants],
        unread: tried.size > mostVariants ? `more than ${mostVariants} variants` : undefined,
      }
    } catch (error) {
      if (!(error instanceof Unread)) throw error
      return { variants: [...variants], unread: error.message }
    }
  }

  #choose<T>(node: ts.Node, ways: readonly T[]): T {
    const key = `${node.getSourceFile().fileName} ${node.getText()}`
    this.#ways.set(key, ways.length)
    return ways[this.#taken.get(key) ?? 0]!
  }

  /** SQL in a `sql` template. */
  #template(node: ts.TaggedTemplateExpression, names: Names): string {
    if (ts.isNoSubstitutionTemplateLiteral(node.template)) return node.template.text
    let text = node.template.head.text
    for (const span of node.template.templateSpans) text += this.#placed(span.expression, names) + span.literal.text
    return text
  }

  /** What stands in a `${…}` of a `sql` template: SQL, or a value. */
  #placed(expr: ts.Expression, names: Names): string {
    const bound = ts.isIdentifier(expr) ? this.#bound(expr, names) : undefined
    if (bound && !bound.member) return this.#placed(bound.expr, bound.names)
    return this.isFragment(expr) ? this.#fragment(expr, names) : parameter
  }

  #fragment(expr: ts.Expression, names: Names): string {
    return this.#follow(expr, names, (e, n) => {
      if (isSql(e)) {
        this.parts.add(e)
        return this.#template(e, n)
      }
      if (ts.isCallExpression(e) && ts.isPropertyAccessExpression(e.expression)) {
        const [method, of] = [e.expression.name.text, e.expression.expression.getText()]
        const [a, b] = e.arguments
        if (of === 'sql' && method === 'join') {
          const items = this.#items(a!, n)
          return items.join(b ? this.#fragment(b, n) : ', ')
        }
        if (of === 'sql' && method === 'raw') return this.#text(a!, n)
        if (of === 'sql' && (method === 'ref' || method === 'table' || method === 'id'))
          return e.arguments.map((x) => this.#text(x, n).split('.').map(quoted).join('.')).join('.')
        if (of === 'sql' && method === 'lit') return this.#literal(a!, n)
        if (of === 'sql' && method === 'val') return parameter
      }
      if (!this.isFragment(e)) return parameter
      throw new Unread(e, 'fragment')
    })
  }

  #literal(expr: ts.Expression, names: Names): string {
    if (this.checker.getTypeAtLocation(expr).flags & ts.TypeFlags.NumberLike) return '1'
    return `'${this.#text(expr, names).replaceAll("'", "''")}'`
  }

  /** The items of a list of fragments or values; a list made with `map` has one. */
  #items(expr: ts.Expression, names: Names): string[] {
    return this.#follow(expr, names, (e, n, pushed) => {
      if (ts.isArrayLiteralExpression(e))
        return [
          ...e.elements.flatMap((x) => (ts.isSpreadElement(x) ? this.#items(x.expression, n) : [this.#placed(x, n)])),
          ...pushed.map((x) => this.#placed(x, n)),
        ]
      if (ts.isCallExpression(e) && ts.isPropertyAccessExpression(e.expression)) {
        const made = e.arguments[0]
        const method = e.expression.name.text
        if (method === 'map' && made) return [this.#follow(this.#body(made), n, (x, m) => this.#placed(x, m))]
        if (method === 'flatMap' && made) return this.#items(this.#body(made), n)
        if (method === 'filter') return this.#items(e.expression.expression, n)
      }
      const item = this.checker.getIndexTypeOfType(this.checker.getTypeAtLocation(e), ts.IndexKind.Number)
      if (item && !item.getProperty('toOperationNode')) return [parameter]
      throw new Unread(e, 'list')
    })
  }

  #body(made: ts.Expression): ts.Expression {
    const ways = ts.isArrowFunction(made) ? returnsOf(made) : []
    if (ways.length === 0) throw new Unread(made, 'function')
    return ways.length === 1 ? ways[0]! : this.#choose(made, ways)
  }

  /** Plain text: of a `statement`, or of `sql.raw` and its like. */
  #text(expr: ts.Expression, names: Names): string {
    return this.#follow(expr, names, (e, n) => {
      if (ts.isStringLiteralLike(e) || ts.isNumericLiteral(e)) return e.text
      if (ts.isTemplateExpression(e))
        return e.head.text + e.templateSpans.map((s) => this.#text(s.expression, n) + s.literal.text).join('')
      if (ts.isBinaryExpression(e) && e.operatorToken.kind === ts.SyntaxKind.PlusToken)
        return this.#text(e.left, n) + this.#text(e.right, n)
      if (ts.isCallExpression(e) && ts.isPropertyAccessExpression(e.expression)) {
        const of = e.expression.expression
        if (e.expression.name.text === 'join')
          return this.#texts(of, n).join(e.arguments[0] ? this.#text(e.arguments[0], n) : ',')
        if (e.expression.name.text === 'trim') return this.#text(of, n).trim()
      }
      const type = this.checker.getTypeAtLocation(e)
      if (type.isStringLiteral() || type.isNumberLiteral()) return String(type.value)
      if (type.isUnion() && type.types.every((t) => t.isStringLiteral()))
        return this.#choose(
          e,
          type.types.map((t) => (t as ts.StringLiteralType).value),
        )
      if (type.flags & ts.TypeFlags.NumberLike) return '1'
      throw new Unread(e, 'text')
    })
  }

  #texts(expr: ts.Expression, names: Names): string[] {
    return this.#follow(expr, names, (e, n) => {
      if (ts.isArrayLiteralExpression(e))
        return e.elements.flatMap((x) => (ts.isSpreadElement(x) ? this.#texts(x.expression, n) : [this.#text(x, n)]))
      if (ts.isCallExpression(e) && ts.isPropertyAccessExpression(e.expression) && e.arguments[0]) {
        const [made] = e.arguments
        const parameter = ts.isArrowFunction(made!) ? made.parameters[0] : undefined
        const item = parameter && ts.isIdentifier(parameter.name) && this.checker.getSymbolAtLocation(parameter.name)
        if (e.expression.name.text === 'map' && item)
          return this.#elements(e.expression.expression, n).map((b) =>
            this.#text(this.#body(made!), new Map([...n, [item, b]])),
          )
      }
      throw new Unread(e, 'texts')
    })
  }

  #elements(expr: ts.Expression, names: Names): Bound[] {
    return this.#follow(expr, names, (e, n) => {
      if (ts.isArrayLiteralExpression(e)) return e.elements.map((x) => ({ expr: x, names: n }))
      throw new Unread(e, 'elements')
    })
  }

  #member<R>(object: ts.Expression, member: string, names: Names, leaf: Leaf<R>): R {
    return this.#follow(object, names, (e, n) => {
      if (!ts.isObjectLiteralExpression(e)) throw new Unread(e, `object of ${member}`)
      for (const p of e.properties) {
        if (p.name?.getText() !== member) continue
        if (ts.isPropertyAssignment(p)) return this.#follow(p.initializer, n, leaf)
        if (ts.isShorthandPropertyAssignment(p)) return this.#follow(p.name, n, leaf)
      }
      throw new Unread(e, `no ${member} in`)
    })
  }

  /** Follows names, calls and conditions to the expressions that say something themselves. */
  #follow<R>(given: ts.Expression, names: Names, leaf: Leaf<R>): R {
    if (++this.#depth > 5_000) throw new Unread(given, 'no end')
    const e = bare(given)
    if (ts.isConditionalExpression(e))
      return this.#follow(this.#choose(e.condition, [e.whenTrue, e.whenFalse]), names, leaf)
    if (ts.isBinaryExpression(e)) {
      const kind = e.operatorToken.kind
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return this.#follow(e.right, names, leaf)
      if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
        return this.#follow(this.#choose(e, [e.left, e.right]), names, leaf)
    }
    if (ts.isIdentifier(e)) return this.#named(e, names, leaf) ?? leaf(e, names, [])
    if (ts.isPropertyAccessExpression(e)) {
      const declared = this.#declaration(e)
      if (declared && ts.isPropertyAssignment(declared)) return this.#follow(declared.initializer, names, leaf)
      if (declared && (ts.isPropertySignature(declared) || ts.isShorthandPropertyAssignment(declared)))
        return this.#member(e.expression, e.name.text, names, leaf)
    }
    if (ts.isElementAccessExpression(e)) {
      const ways = this.#follow(e.expression, names, (o, n) => {
        if (!ts.isObjectLiteralExpression(o)) throw new Unread(o, 'table of choices')
        return o.properties.filter(ts.isPropertyAssignment).map((p) => ({ expr: p.initializer, names: n }))
      })
      const way = this.#choose(e, ways)
      return this.#follow(way.expr, way.names, leaf)
    }
    if (ts.isCallExpression(e)) {
      const made = this.#function(e.expression, names)
      if (made) return this.#called(e, made, names, leaf)
    }
    return leaf(e, names, [])
  }

  /** A function of the project that is called, if its text can be seen. */
  #function(callee: ts.Expression, names: Names): ts.FunctionLikeDeclaration | undefined {
    const bound = ts.isIdentifier(callee) ? this.#bound(callee, names) : undefined
    if (bound && !bound.member) return this.#function(bound.expr, bound.names)
    const declared = ts.isFunctionLike(callee) ? callee : this.#declaration(callee)
    if (!declared) return undefined
    if (ts.isParameter(declared)) return this.#ofCallers(declared, (given, n) => this.#function(given, n))
    const made =
      (ts.isVariableDeclaration(declared) || ts.isPropertyAssignment(declared)) && declared.initializer
        ? bare(declared.initializer)
        : declared
    return ts.isFunctionLike(made) && 'body' in made && made.body ? (made as ts.FunctionLikeDeclaration) : undefined
  }

  #called<R>(call: ts.CallExpression, made: ts.FunctionLikeDeclaration, names: Names, leaf: Leaf<R>): R {
    const inner = new Map(names)
    made.parameters.forEach((p, i) => {
      const given = call.arguments[i]
      const expr = given ?? p.initializer
      if (!expr) return
      const of = given ? names : inner
      if (ts.isIdentifier(p.name)) inner.set(this.checker.getSymbolAtLocation(p.name)!, { expr, names: of })
      else if (ts.isObjectBindingPattern(p.name))
        for (const part of p.name.elements)
          if (ts.isIdentifier(part.name))
            inner.set(this.checker.getSymbolAtLocation(part.name)!, {
              expr,
              names: of,
              member: (part.propertyName ?? part.name).getText(),
            })
    })
    const ways = returnsOf(made)
    if (ways.length === 0) throw new Unread(call, 'returns nothing')
    return this.#follow(ways.length === 1 ? ways[0]! : this.#choose(made, ways), inner, leaf)
  }

  #named<R>(e: ts.Identifier, names: Names, leaf: Leaf<R>): R | undefined {
    const bound = this.#bound(e, names)
    if (bound?.member) return this.#member(bound.expr, bound.member, bound.names, leaf)
    if (bound) return this.#follow(bound.expr, bound.names, leaf)
    const declared = this.#declaration(e)
    if (!declared) return undefined
    if (ts.isVariableDeclaration(declared) && declared.initializer) {
      const { assigned, pushed } = this.#later(declared)
      const ways = [declared.initializer, ...assigned]
      const way = ways.length === 1 ? ways[0]! : this.#choose(declared, ways)
      return this.#follow(way, names, (x, n) => leaf(x, n, pushed))
    }
    if (ts.isBindingElement(declared)) {
      const holder = declared.parent.parent
      const member = (declared.propertyName ?? declared.name).getText()
      if (ts.isVariableDeclaration(holder) && holder.initializer && ts.isObjectBindingPattern(declared.parent))
        return this.#member(holder.initializer, member, names, leaf)
      if (ts.isParameter(holder)) return this.#ofCallers(holder, (given, n) => this.#member(given, member, n, leaf))
    }
    if (ts.isParameter(declared)) return this.#ofCallers(declared, (given, n) => this.#follow(given, n, leaf))
    return undefined
  }

  /** What is assigned to a variable, or pushed to a list, after its declaration. */
  #later(declared: ts.VariableDeclaration): { assigned: ts.Expression[]; pushed: ts.Expression[] } {
    const [assigned, pushed]: [ts.Expression[], ts.Expression[]] = [[], []]
    const symbol = this.checker.getSymbolAtLocation(declared.name)
    const name = declared.name.getText()
    let block: ts.Node = declared
    while (!ts.isBlock(block) && !ts.isSourceFile(block)) block = block.parent
    visit(block, (node) => {
      const isIt = (x: ts.Node) =>
        ts.isIdentifier(x) && x.text === name && this.checker.getSymbolAtLocation(x) === symbol
      if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && isIt(node.left))
        assigned.push(node.right)
      if (
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        node.expression.name.text === 'push' &&
        isIt(node.expression.expression)
      )
        pushed.push(...node.arguments)
    })
    return { assigned, pushed }
  }

  /** What the callers of a function give for a parameter. */
  #ofCallers<R>(parameter: ts.ParameterDeclaration, use: (given: ts.Expression, names: Names) => R): R {
    const made = parameter.parent
    const index = made.parameters.indexOf(parameter)
    const named = ts.isFunctionDeclaration(made) ? made.name : ts.isVariableDeclaration(made.parent) && made.parent.name
    if (!named || !ts.isIdentifier(named)) throw new Unread(parameter, 'parameter')
    const symbol = this.checker.getSymbolAtLocation(named)
    const calls = (this.#callsOf(named.text) ?? []).filter((c) => this.#symbol(c.expression) === symbol)
    const given = calls.flatMap((c) => c.arguments[index] ?? parameter.initializer ?? [])
    if (given.length === 0) throw new Unread(parameter, 'nobody gives')
    return use(given.length === 1 ? given[0]! : this.#choose(parameter, given), new Map())
  }

  #callsOf(name: string): ts.CallExpression[] | undefined {
    if (!this.#calls) {
      const calls = new Map<string, ts.CallExpression[]>()
      for (const source of this.program.getSourceFiles())
        if (!source.isDeclarationFile && !/\.test\.tsx?$/.test(source.fileName))
          visit(source, (node) => {
            if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return
            const all = calls.get(node.expression.text)
            if (all) all.push(node)
            else calls.set(node.expression.text, [node])
          })
      this.#calls = calls
    }
    return this.#calls.get(name)
  }

  #bound(e: ts.Identifier, names: Names): Bound | undefined {
    const symbol = this.#symbol(e)
    return symbol && names.get(symbol)
  }

  #symbol(node: ts.Node): ts.Symbol | undefined {
    const shorthand = ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
    const symbol = shorthand
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node)
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol
  }

  #declaration(node: ts.Node): ts.Declaration | undefined {
    return this.#symbol(ts.isPropertyAccessExpression(node) ? node.name : node)?.valueDeclaration
  }
}

function isSql(node: ts.Node): node is ts.TaggedTemplateExpression {
  return ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'sql'
}

/** Without brackets, casts, `await` and `!`. */
function bare(e: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(e) ||
    ts.isAsExpression(e) ||
    ts.isSatisfiesExpression(e) ||
    ts.isNonNullExpression(e) ||
    ts.isAwaitExpression(e)
    ? bare(e.expression)
    : e
}

function returnsOf(made: ts.FunctionLikeDeclaration): ts.Expression[] {
  if (!made.body) return []
  if (!ts.isBlock(made.body)) return [made.body]
  const found: ts.Expression[] = []
  const look = (node: ts.Node) => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression)
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, look)
  }
  look(made.body)
  return found
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
