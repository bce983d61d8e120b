/**
 * The papers: thumbnails, and each one large, turned and zoomed with fingers, wheel or keys. Every opening is written
 * down.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useEffect, useState } from 'react'
import { Dialog } from '../../../../console/parts/Dialog.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import type { Inside, StaffApplication } from './useApplication.ts'

type Paper = Inside['papers'][number]
const addressOf = (a: StaffApplication, p: Paper) => `/api/applications/${a.id}/papers/${p.id}`
const isPicture = (p: Paper) => p.type.startsWith('image/')

export function Papers({ a, inside }: { a: StaffApplication; inside: Inside }) {
  const [open, setOpen] = useState<number>()
  const pictures = inside.papers.filter(isPicture)
  const groups = [...new Set(inside.papers.map((p) => p.label))]
  return (
    <section className="sheet" aria-labelledby="papers">
      <h2 id="papers">材料（{inside.papers.length} 个）</h2>
      {inside.papers.length === 0 && <p className="quiet">没有交材料。</p>}
      <div className="paper-groups">
        {groups.map((label) => (
          <div key={label}>
            <h3>
              {label}
              {inside.papers.some((p) => p.label === label && p.reused) && (
                <span className="quiet">　以前交过，本人同意再用</span>
              )}
            </h3>
            <ul className="pictures">
              {inside.papers
                .filter((p) => p.label === label)
                .map((p) => (
                  <li key={p.id}>
                    {isPicture(p) ? (
                      <button
                        type="button"
                        className="paper-thumb"
                        onClick={() => setOpen(pictures.indexOf(p))}
                        aria-label={`放大看 ${label}`}
                      >
                        <img src={`${addressOf(a, p)}?small=1`} alt={label} loading="lazy" />
                      </button>
                    ) : (
                      <a href={addressOf(a, p)} target="_blank" rel="noreferrer">
                        {p.name}
                      </a>
                    )}
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
      <p className="quiet">图上印着您的岗位、姓名和时间；谁打开过，申请人都看得到。</p>
      {open !== undefined && (
        <Large
          key={open}
          a={a}
          paper={pictures[open]!}
          at={open}
          total={pictures.length}
          onGo={setOpen}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  )
}

function Large({
  a,
  paper,
  at,
  total,
  onGo,
  onClose,
}: {
  a: StaffApplication
  paper: Paper
  at: number
  total: number
  onGo: (at: number) => void
  onClose: () => void
}) {
  const [zoom, setZoom] = useState(1)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (e.key === 'ArrowRight' && at + 1 < total) onGo(at + 1)
      if (e.key === 'ArrowLeft' && at > 0) onGo(at - 1)
      if (e.key === '+' || e.key === '=') setZoom((z) => Math.min(5, z + 0.5))
      if (e.key === '-') setZoom((z) => Math.max(1, z - 0.5))
      if (e.key === 'r') setTurn((t) => (t + 90) % 360)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [at, total, onGo])
  return (
    <Dialog wide title={`${paper.label}（${at + 1}／${total}）`} onClose={onClose}>
      <div className="do">
        <Button disabled={at === 0} onClick={() => onGo(at - 1)}>
          上一张
        </Button>
        <Button disabled={at + 1 >= total} onClick={() => onGo(at + 1)}>
          下一张
        </Button>
        <Button onClick={() => setZoom(Math.min(5, zoom + 0.5))}>放大</Button>
        <Button disabled={zoom === 1} onClick={() => setZoom(Math.max(1, zoom - 0.5))}>
          缩小
        </Button>
        <Button onClick={() => setTurn((turn + 90) % 360)}>转一下</Button>
        <a className="plain" href={addressOf(a, paper)} target="_blank" rel="noreferrer">
          在新窗口看
        </a>
      </div>
      <div className="paper-large" tabIndex={0} role="group" aria-label="材料图，可以滚动">
        <img
          src={addressOf(a, paper)}
          alt={paper.label}
          style={{ width: `${zoom * 100}%`, transform: `rotate(${turn}deg)` }}
        />
      </div>
      <p className="quiet">{sayTime(paper.takenAt)} 交的。键盘：左右换一张，加减放大缩小，r 转一下。</p>
    </Dialog>
  )
}
