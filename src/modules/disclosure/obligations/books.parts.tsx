/** The sentences on a period's books, before whatever counts the whole month. */
import { booksToSay, sayBooks, type Books } from './books.ts'

/** Lines break after a mark only: a figure never leaves its words. */
export const unbroken = (text: string) => text.replaceAll(' ', '\u00a0')

/** `whose`: "全县", where it is not the page's own place; `quiet`: where another figure leads. */
export function BooksLines({
  books,
  today,
  whose = '',
  quiet = false,
}: {
  books: readonly Books[]
  today: string
  whose?: string
  quiet?: boolean
}) {
  return (
    <>
      {booksToSay(books).map((b, i) => (
        <p key={b.period} class={i === 0 && !quiet ? 'lead' : undefined}>
          {unbroken(sayBooks(b, today, whose))}
        </p>
      ))}
    </>
  )
}
