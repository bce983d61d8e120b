/**
 * What a correction changes against the version that is public: the sentences that villagers will read, and what only
 * the office sees.
 */
import { useState } from 'react'
import type { Notice } from '../notice/useNotice.ts'

const most = 30

export function Correction({ notice }: { notice: Notice }) {
  const { correction } = notice
  if (!correction) return null
  return (
    <section className="sheet correction" aria-label="更正">
      <h2>更正</h2>
      <p>
        和现在公开的第 {correction.version} 版比，改了这些。原因：{correction.reason || '还没有写明'}
      </p>
      {correction.changes.length === 0 && <p>村民看到的表格和文字没有变。</p>}
      <Changes all={correction.changes} />
      {correction.inside.length > 0 && (
        <>
          <h3>不公开的部分，只有办公台看得到</h3>
          <Changes all={correction.inside} />
        </>
      )}
    </section>
  )
}

function Changes({ all }: { all: readonly string[] }) {
  const [whole, setWhole] = useState(false)
  const shown = whole ? all : all.slice(0, most)
  return (
    <>
      <ul>
        {shown.map((say, i) => (
          <li key={i}>{say}</li>
        ))}
      </ul>
      {shown.length < all.length && (
        <button type="button" className="plain" onClick={() => setWhole(true)}>
          还有 {all.length - shown.length} 处，全部显示
        </button>
      )}
    </>
  )
}
