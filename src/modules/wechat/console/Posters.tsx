/** A poster for each village of a township: printed, hung at the village office. How many follow, for information. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { Button } from '../../../console/parts/Button.tsx'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { Dialog } from '../../../console/parts/Dialog.tsx'
import { PlaceField } from '../../../console/parts/PlaceField.tsx'
import { QrCode } from '../../../console/parts/QrCode.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { tellWrong } from '../../../console/parts/tell.tsx'
import { useBusy } from '../../../console/parts/useBusy.ts'
import { api } from '../client.ts'

type Poster = { slug: string; name: string; qr: string }

export function Posters() {
  const [place, setPlace] = useState('')
  const [made, setMade] = useState<readonly Poster[]>()
  const [busy, once] = useBusy()
  const query = useQuery({
    queryKey: ['wechat-posters', place],
    queryFn: () => ask(api.wechat.posters.$get({ query: { place } })),
    enabled: place !== '',
  })
  const make = (at: string) =>
    void once(() =>
      ask(api.wechat.posters.$post({ json: { place: at } })).then((m) => {
        setMade(m.posters)
        return query.refetch()
      }, tellWrong),
    )
  return (
    <>
      <h2>各村的海报</h2>
      <p>贴在村务公开栏。扫了码就关注，先看到的是本村。关注的人数只供了解，不考核，不上报。</p>
      <PlaceField label="哪个乡镇" levels={['township']} value={place} onValue={setPlace} />
      {place !== '' && (
        <Shown query={query} what="各村">
          {({ villages, most }) => (
            <>
              <div className="do">
                <Button type="primary" loading={busy} onClick={() => make(place)}>
                  打印{villages.length > most ? `前 ${most} 个村` : '全部'}的海报
                </Button>
              </div>
              <DataTable
                name="各村的海报"
                rows={villages}
                keyOf={(v) => v.slug}
                empty="这里没有村。"
                columns={[
                  { name: '村', value: (v) => v.name },
                  { name: '关注的人', value: (v) => v.followers },
                  { name: '海报', value: (v) => (v.made ? '做过' : '还没做') },
                ]}
                actions={(v) => (
                  <button
                    type="button"
                    className="plain"
                    aria-label={`打印${v.name}的海报`}
                    disabled={busy}
                    onClick={() => make(v.slug)}
                  >
                    打印
                  </button>
                )}
              />
            </>
          )}
        </Shown>
      )}
      {made && <Sheets posters={made} onClose={() => setMade(undefined)} />}
    </>
  )
}

function Sheets({ posters, onClose }: { posters: readonly Poster[]; onClose: () => void }) {
  return (
    <Dialog wide title={`海报（${posters.length} 个村）`} onClose={onClose}>
      <div className="slips-page">
        <div className="do head">
          <Button type="primary" onClick={() => window.print()}>
            打印
          </Button>
        </div>
        {posters.map((p) => (
          <section key={p.slug} className="poster">
            <h2>{p.name}阳光村务</h2>
            <QrCode alt={`${p.name}的公众号二维码`} svg={p.qr} />
            <p>微信扫一扫，看村里的账、反映问题、查办到哪一步</p>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
