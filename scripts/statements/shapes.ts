/** Compares the shape that the code gives a statement's rows with the columns that PostgreSQL gives them. */
import ts from 'typescript'
import type { Column } from './describe.ts'
import { typeText, type Made } from './driver.ts'

const nothing = ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void

/** What does not fit, one sentence each. */
export function faultsOf(
  checker: ts.TypeChecker,
  row: ts.Type,
  columns: readonly Column[],
  made: (oid: number) => Made,
): string[] {
  const byName = new Map(columns.map((c) => [c.name, c]))
  const faults: string[] = []
  if (byName.size < columns.length) faults.push('two columns have one name')
  const properties = new Map(checker.getPropertiesOfType(row).map((p) => [p.name, p]))
  for (const [name, property] of properties) {
    const column = byName.get(name)
    const type = checker.getTypeOfSymbol(property)
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0
    if (!column && !optional) faults.push(`${name}: no such column`)
    if (!column) continue
    const is = made(column.oid)
    if (!fits(checker, type, is)) faults.push(`${name}: ${typeText(is)} is called ${checker.typeToString(type)}`)
    if (column.nullable && !optional && !mayBeNothing(type)) faults.push(`${name}: may be NULL`)
  }
  const any = checker.getIndexTypeOfType(row, ts.IndexKind.String)
  for (const [name, column] of byName) {
    if (properties.has(name)) continue
    if (!any) faults.push(`${name}: not in the type`)
    else if (!(any.isUnion() ? any.types : [any]).some((t) => fits(checker, t, made(column.oid))))
      faults.push(`${name}: ${typeText(made(column.oid))} is not among ${checker.typeToString(any)}`)
  }
  return faults
}

function mayBeNothing(type: ts.Type): boolean {
  if (type.flags & (nothing | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true
  return type.isUnion() && type.types.some(mayBeNothing)
}

function fits(checker: ts.TypeChecker, type: ts.Type, made: Made): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return true
  if (type.flags & ts.TypeFlags.Never) return false
  if (type.isUnion()) return type.types.every((t) => (t.flags & nothing) !== 0 || fits(checker, t, made))
  if (type.flags & nothing) return true
  if (made.kind === 'json') return isJson(checker, type)
  if (type.isIntersection()) return type.types.some((t) => fits(checker, t, made))
  if (type.flags & ts.TypeFlags.StringLike) return made.kind === 'string'
  if (type.flags & ts.TypeFlags.NumberLike) return made.kind === 'number'
  if (type.flags & ts.TypeFlags.BooleanLike) return made.kind === 'boolean'
  if (type.flags & ts.TypeFlags.NonPrimitive) return !['string', 'number', 'boolean'].includes(made.kind)
  if (made.kind === 'array') {
    const item = checker.getIndexTypeOfType(type, ts.IndexKind.Number)
    return (
      (checker.isArrayType(type) || checker.isTupleType(type)) && item !== undefined && fits(checker, item, made.of)
    )
  }
  const name = type.getSymbol()?.name
  if (made.kind === 'Buffer') return name === 'Buffer' || name === 'Uint8Array'
  return made.kind === name
}

/** Can it come out of JSON? Times and bytes come as text. */
function isJson(checker: ts.TypeChecker, type: ts.Type, above: readonly ts.Type[] = []): boolean {
  if (type.flags & (ts.TypeFlags.BigIntLike | ts.TypeFlags.ESSymbolLike)) return false
  if (above.includes(type) || above.length > 12) return true
  const within = [...above, type]
  if (type.isUnionOrIntersection()) return type.types.every((t) => isJson(checker, t, within))
  if (!(type.flags & ts.TypeFlags.Object)) return true
  const item = checker.getIndexTypeOfType(type, ts.IndexKind.Number)
  if (item && (checker.isArrayType(type) || checker.isTupleType(type))) return isJson(checker, item, within)
  if (['Date', 'Buffer', 'Uint8Array', 'Map', 'Set'].includes(type.getSymbol()?.name ?? '')) return false
  return checker.getPropertiesOfType(type).every((p) => isJson(checker, checker.getTypeOfSymbol(p), within))
}
