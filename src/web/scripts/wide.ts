/** On a desk what a telephone folds stands open, before the page is seen; whoever folds it keeps it folded. */
export function wide(document: Document) {
  if (!matchMedia('(min-width: 62rem)').matches) return
  for (const part of document.querySelectorAll<HTMLDetailsElement>('details[data-wide]')) part.open = true
}
