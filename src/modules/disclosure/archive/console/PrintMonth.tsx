/**
 * A month's notices of a place in one print job: each on its own sheet, black and white, with seal and signature boxes.
 */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Month, sayMonth } from '../../../../console/parts/Month.tsx'
import { PlacePicker } from '../../../../console/parts/PlacePicker.tsx'
import { usePlaces, usePlaceSlug } from '../../../../console/parts/places.ts'
import { today } from '../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { tellWrong } from '../../../../console/parts/tell.tsx'
import { setQuery, useAddress } from '../../../../console/router.tsx'
import { printTogether } from './printTogether.ts'

/** As many as the server lists; more at once no printer takes. */
const most = 2_000

export default function PrintMonth() {
  const { query } = useAddress()
  const place = usePlaceSlug()
  const month = query.get('month') ?? today().slice(0, 7)
  const places = usePlaces({ slug: place }, place !== '')
  const print = useQuery({
    queryKey: ['print', place, month],
    enabled: place !== '',
    queryFn: () => ask(api.print.$get({ query: { place, month } })),
  })
  const [done, setDone] = useState<number>()
  const all = async (codes: string[]) => {
    setDone(0)
    await printTogether(codes, setDone).catch(tellWrong)
    setDone(undefined)
  }
  const name = places.data?.find((p) => p.slug === place)?.name ?? ''
  return (
    <div className="page">
      <h1>打印公开内容</h1>
      <div className="filters">
        <PlacePicker name={name} onPick={(p) => setQuery({ place: p.slug, name: p.name })} />
        <Month value={month} onMonth={(m) => setQuery({ month: m })} label="公开月份" />
      </div>
      <Shown query={print} what="清单">
        {({ codes }) =>
          codes.length === 0 ? (
            <Nothing>{sayMonth(month)}没有可以打印的公开内容。只有对所有人公开的才能打印张贴。</Nothing>
          ) : (
            <section className="sheet">
              <p>
                {sayMonth(month)}公开的
                {codes.length >= most ? `超过 ${most} 份，请选一个乡镇或村来打印` : `共 ${codes.length} 份`}
                。每份从新的一页开始，留有盖章和签字的地方，A4、A3 都可以。
              </p>
              <Button
                type="primary"
                disabled={done !== undefined || codes.length >= most}
                onClick={() => void all(codes)}
              >
                {done === undefined ? '全部打印' : `正在准备 ${done} / ${codes.length}`}
              </Button>
              {codes.length < most && (
                <details>
                  <summary>一份一份打印</summary>
                  <ul>
                    {codes.map((c) => (
                      <li key={c}>
                        <a href={`/d/${c}/print`} target="_blank" rel="noreferrer" className="num">
                          {c}
                        </a>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </section>
          )
        }
      </Shown>
    </div>
  )
}
