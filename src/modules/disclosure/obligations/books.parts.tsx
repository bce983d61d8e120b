/** The sentences on a period's books, before whatever counts the whole month. */
import { Fragment } from 'preact'
import { booksToSay, sayBooks, type Books } from './books.ts'

/** A sentence of figures that breaks after a mark only: a figure never leaves its words, whatever the width. */
export function Said({ text, lead = false }: { text: string; lead?: boolean }) {
  return (
    <p class={lead ? 'lead said' : 'said'}>
      {text.split(/(?<=[，：。]|日到 )|(?=应在|公开：)/).map((clause, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {clause.replaceAll(' ', '\u00a0')}
        </Fragment>
      ))}
    </p>
  )
}

/**
 * `whose`: "全县", where it is not the page's own place; `quiet`: where another figure leads; `part`: the first
 * sentence or those after it, where they do not stand together.
 */
export function BooksLines({
  books,
  today,
  whose = '',
  quiet = false,
  part,
}: {
  books: readonly Books[]
  today: string
  whose?: string
  quiet?: boolean
  part?: 'first' | 'rest'
}) {
  return (
    <>
      {booksToSay(books).map(
        (b, i) =>
          (part === undefined || (part === 'first') === (i === 0)) && (
            <Said key={b.period} text={sayBooks(b, today, whose)} lead={i === 0 && !quiet} />
          ),
      )}
    </>
  )
}
