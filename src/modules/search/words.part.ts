/**
 * A county's own words in its pack (`words.csv`): how villagers say what the lists call otherwise, and whom to call.
 */
import { z } from 'zod'
import { rows, sql, type Db } from '../../platform/db.ts'
import { changeOf, type Touched } from '../../kernel/pack/change.ts'
import { doubles } from '../../kernel/pack/doubles.ts'
import { valuesOf, type Fault } from '../../kernel/pack/fault.ts'
import type { PackPart } from '../../kernel/pack/part.ts'
import { readTable, type Table } from '../../kernel/pack/readTable.ts'
import type { TableShape } from '../../kernel/pack/tableShape.ts'
import { tableText } from '../../kernel/pack/tableText.ts'

const file = 'words.csv'

const wordRow = z.object({
  said: z.string().max(20),
  means: z.string().max(200).optional(),
  phone: z
    .string()
    .regex(/^\d[\d-]{2,15}$/, '电话写成数字，例如 12388')
    .optional(),
  advice: z.string().max(200).optional(),
})
type WordRow = z.infer<typeof wordRow>

const wordsTable: TableShape<WordRow> = {
  file,
  row: wordRow,
  needed: ['said'],
  key: ['said'],
  headings: {
    said: ['村民怎么说', '说法'],
    means: ['清单里怎么叫', '就是'],
    phone: ['打哪个电话', '电话'],
    advice: ['怎么办'],
  },
}

export const packedWords: PackPart<Table<WordRow>> = {
  title: '村民的说法',
  order: 95,
  files: { [file]: 'optional' },
  tables: [wordsTable],
  read: (texts, faults) => readTable(wordsTable, texts, faults),
  check: ({ rows: words }) => [...doubles(words, file, '村民怎么说', (w) => w.said), ...saysNothing(words)],
  async import(tx, words, { now }) {
    const list = valuesOf(words.rows).map(({ said, means, phone = '', advice = '' }) => ({
      said,
      means: (means ?? '').split(/[、，,]/).filter(Boolean),
      phone,
      advice,
    }))
    const touched = await rows(
      tx,
      sql<Touched>`
        INSERT INTO search_words (said, means, phone, advice, set_at)
        SELECT t.said, t.means, t.phone, t.advice, ${now}
        FROM jsonb_to_recordset(${JSON.stringify(list)}::jsonb) AS t (said text, means text[], phone text, advice text)
        ON CONFLICT (said)
          DO UPDATE SET means = excluded.means, phone = excluded.phone, advice = excluded.advice
        WHERE (search_words.means, search_words.phone, search_words.advice)
          IS DISTINCT FROM (excluded.means, excluded.phone, excluded.advice)
        RETURNING xmax = 0 AS added, said AS name`,
    )
    return [changeOf('村民的说法', list.length, touched)]
  },
  export: wordsFile,
}

/** A row that names neither another word nor a way. */
const saysNothing = (words: Table<WordRow>['rows']): Fault[] =>
  words
    .filter(({ value }) => !value.means && !value.phone && !value.advice)
    .map(({ line, value }) => ({
      file,
      line,
      field: '清单里怎么叫',
      say: `“${value.said}”后面什么也没有写。`,
      remedy: '请写清单里怎么叫，或者打哪个电话、怎么办。',
    }))

async function wordsFile(db: Db): Promise<Map<string, string>> {
  const words = await rows(
    db,
    sql<Record<string, string>>`
      SELECT said, array_to_string(means, '、') AS means, phone, advice FROM search_words ORDER BY said`,
  )
  return words.length === 0 ? new Map() : new Map([[file, tableText(wordsTable, words)]])
}
