/** The one-page notice on A4, with the way to the page. */
import { sayDay } from '../../../platform/clock.ts'
import { Qr } from '../../../web/qr.tsx'
import { serviceHref } from './addresses.ts'
import { ServiceSteps } from './flow.tsx'
import { sayNotice } from './serviceWords.ts'
import { Bring, Glance, readService, Who } from './service.pages.tsx'
import type { Shown, Visit } from './site.ts'

export async function paperPage(visit: Visit, slug: string | undefined, code: string): Promise<Shown> {
  const p = await readService(visit, slug, code)
  const href = serviceHref(p.village?.slug, code)
  return {
    title: `告知单：${p.service.name}`,
    bare: true,
    noindex: true,
    fleeting: !visit.fixed,
    body: (
      <article class="paper notice-sheet">
        <p class="do noprint">
          <button type="button" class="press" data-print hidden>
            打印
          </button>
          <a class="press second" href={href}>
            回到网页
          </a>
        </p>
        <h1>
          一次性告知单
          <br />
          {p.service.name}
        </h1>
        <p class="head">
          <span>{p.village ? `${p.village.township ?? ''}${p.village.name}` : visit.frame.county}</span>
          <span>
            {sayDay(visit.today, true)}　第 {p.version} 版
          </span>
        </p>
        <Glance {...p} />
        <h2>谁可以办</h2>
        <Who service={p.service} />
        <h2>要带什么</h2>
        <Bring service={p.service} />
        <h2>怎么办</h2>
        <ServiceSteps service={p.service} />
        <p>公示：{sayNotice(p.service)}。没有办成的，书面告诉您原因、依据和怎么申诉。</p>
        <div class="ends">
          <Qr text={visit.origin + href} label={`${p.service.name}网页的二维码`} />
          <p>
            扫码看网页，有变化以网页为准。
            <br />
            <span class="mono">
              {visit.origin}
              {href}
            </span>
            <br />
            事项编码 <span class="mono">{p.service.code}</span>。
          </p>
        </div>
      </article>
    ),
  }
}
