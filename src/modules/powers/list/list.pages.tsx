/** The list of powers: what the village decides and handles, by aspect, by search. */
import { getVillage, type Village } from '../../services/index.ts'
import { plainOf } from '../../../platform/search.ts'
import { Fold, Second } from '../../../web/less.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { stepsOf } from './bands.ts'
import type { Power, PowerFrame } from './powers.schema.ts'
import { powerHref, powersHref, runsHref, sealsHref } from '../addresses.ts'
import { listPowers, powerFrame } from './powers.queries.ts'
import { sayHowMany } from './powerWords.ts'
import type { Shown, Visit } from '../site.ts'

/** `chosen`: an aspect's code. */
export async function listPage(visit: Visit, slug: string | undefined, typed: string, chosen: string): Promise<Shown> {
  const [village, frame, powers] = await Promise.all([
    slug === undefined ? undefined : getVillage(visit.db, slug),
    powerFrame(visit.db),
    listPowers(visit.db, visit.today),
  ])
  const where = village?.name ?? visit.frame.county
  return {
    title: `${where}权力清单`,
    crumbs: [village ? { href: `/v/${village.slug}`, text: village.name } : { href: '/', text: visit.frame.county }],
    noindex: typed !== '',
    description: `${where}村级小微权力 ${powers.length} 项：依据、谁负责、要走哪几步、有什么风险。`,
    body:
      frame === undefined ? (
        <>
          <h1>{where}权力清单</h1>
          <p>本{visit.frame.is}还没有公布村级权力清单。村里的事怎么办的，可以看公开，也可以向村里问。</p>
        </>
      ) : (
        <List village={village} frame={frame} powers={powers} typed={plainOf(typed.slice(0, 60))} chosen={chosen} />
      ),
  }
}

type ListProps = {
  village: Village | undefined
  frame: PowerFrame
  powers: readonly Power[]
  typed: string
  chosen: string
}

function List({ village, frame, powers, typed, chosen }: ListProps) {
  const aspect = frame.aspects.find((a) => a.code === chosen)
  const found = typed !== '' ? findPowers(powers, typed) : undefined
  return (
    <>
      <h1>{village ? `${village.name}的权力清单` : '村级权力清单'}</h1>
      <p>
        村里能决定、能办的 {powers.length} 件事
        <Second>，每一件都写明依据、谁负责、要走哪几步</Second>。没有写在清单里的，不能随便办。
      </p>
      {village && (
        <p class="do">
          <a class="press" href={runsHref(village.slug)}>
            正在办的和办完的
          </a>
          <a class="press second" href={sealsHref(village.slug)}>
            用章登记
          </a>
        </p>
      )}
      <form action={powersHref(village?.slug)} method="get" role="search">
        <label for="q">找一项权力</label>
        <div class="find">
          <input id="q" name="q" type="search" value={typed} autocomplete="off" enterkeyhint="search" />
          <button class="press" type="submit">
            找一找
          </button>
        </div>
        <p class="quiet small">照平时的说法写就行，例如：修路、出租、报销、盖章。</p>
      </form>
      {found ? (
        <>
          <h2>找到的</h2>
          {found.length === 0 ? (
            <Empty text={`没有找到“${typed}”。换个说法，或者看全部。`} />
          ) : (
            <PowerRows village={village} powers={found} label="找到的权力" />
          )}
        </>
      ) : (
        <div class={aspect ? undefined : 'parts'}>
          {(aspect ? [aspect] : frame.aspects)
            .map((a) => ({ ...a, list: powers.filter((p) => p.aspect === a.code) }))
            .filter((a) => a.list.length > 0)
            .map((a) => (
              <Fold
                first
                key={a.code}
                id={`aspect-${a.code}`}
                title={a.name}
                note={`${a.list.length} 项`}
                open={!!aspect}
              >
                <PowerRows village={village} powers={a.list} label={a.name} />
              </Fold>
            ))}
        </div>
      )}
      {(typed !== '' || aspect) && (
        <p>
          <a href={powersHref(village?.slug)}>看全部 {powers.length} 项</a>
        </p>
      )}
      <Second>
        <p class="quiet small">
          下载：<a href="/open/powers.csv">CSV</a>　<a href="/open/powers.json">JSON</a>
        </p>
      </Second>
    </>
  )
}

function PowerRows({
  village,
  powers,
  label,
}: {
  village: Village | undefined
  powers: readonly Power[]
  label: string
}) {
  return (
    <Rows label={label}>
      {powers.map((p) => (
        <Row
          key={p.code}
          href={powerHref(village?.slug, p.code)}
          what={p.name}
          when={sayHowMany(p.amount ? p.amount.bands.map((b) => stepsOf(p, b.key).length) : [p.steps.length])}
          more={`负责人：${p.responsible.words}`}
        />
      ))}
    </Rows>
  )
}

/** By name and by the words that villagers use, else by its steps; every word typed must be there. */
export function findPowers(powers: readonly Power[], typed: string): Power[] {
  const words = plainOf(typed).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const holds = (texts: readonly string[]) => {
    const all = plainOf(texts.join(' '))
    return words.every((w) => all.includes(w))
  }
  const called = powers.filter((p) => holds([p.name, ...p.also]))
  return called.length > 0
    ? called
    : powers.filter(
        (p) =>
          holds([p.name, ...p.also, ...p.steps.map((s) => s.name)]) || p.also.some((a) => words.join('').includes(a)),
      )
}
