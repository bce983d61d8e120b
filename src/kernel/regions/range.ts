/** The half-open range of paths that holds a place and all below it; everything where there is no place. */
export function rangeOf(path: string | undefined): [from: string, to: string] {
  return path === undefined || path === '' ? ['', '\u{10ffff}'] : [path, `${path.slice(0, -1)}/`]
}
