/** Certificates that villages do not issue, and who is competent. */
import { refusedCertificates, refusedCitation } from '../../../kernel/rules/certificates.ts'
import { Second } from '../../../web/less.tsx'
import { crumbsOf } from './service.pages.tsx'
import { getVillage, serviceFrame } from './services.queries.ts'
import type { Shown, Visit } from './site.ts'

export async function refusedPage(visit: Visit, slug: string | undefined): Promise<Shown> {
  const [village, frame] = await Promise.all([
    slug === undefined ? undefined : getVillage(visit.db, slug),
    serviceFrame(visit.db),
  ])
  const all = [...refusedCertificates, ...frame.refused]
  return {
    title: '村里不开的证明，找谁办',
    crumbs: crumbsOf({ visit, village }),
    description: `有 ${all.length} 种证明村里不能开，这里写着找谁办。`,
    body: (
      <>
        <h1>村里不开的证明，找谁办</h1>
        <p class="text">
          下面 {all.length} 种，村里不能开，别的单位也不应当要您到村里开。谁要，请他按规定自己核对；不肯的，请打 12345。
        </p>
        <ul class="papers close">
          {all.map((r) => (
            <li key={r.name}>
              <details data-printed="true">
                <summary>
                  <b>{r.name}</b>
                </summary>
                <p>
                  找{r.competent}。{r.how}
                </p>
              </details>
            </li>
          ))}
        </ul>
        <Second>
          <p class="quiet text">依据：{refusedCitation}。“找谁办”是归纳的，各地办法不同的，以经办单位的说法为准。</p>
        </Second>
      </>
    ),
  }
}
