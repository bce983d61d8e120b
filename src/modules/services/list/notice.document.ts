/** The one-page notice of a service as a PDF: the same words as on the page and on paper. */
import { sayLaws } from '../../../kernel/rules/cite.ts'
import { sayDay } from '../../../platform/clock.ts'
import type { PdfBlock, PdfDocument, Rich } from '../../../platform/pdf/document.ts'
import { serviceLevels, type Material, type Service } from './services.schema.ts'
import { serviceHref } from './addresses.ts'
import { glanceOf } from './glance.ts'
import { papersFor, sayDays, sayMaterial, sayNotice, sayStep } from './serviceWords.ts'
import type { ServiceProps } from './service.pages.tsx'

export function noticeDocument(p: ServiceProps): PdfDocument {
  const { service: s, village, visit } = p
  const href = visit.origin + serviceHref(village?.slug, s.code)
  const place = village ? `${village.township ?? ''}${village.name}` : visit.frame.county
  return {
    title: `一次性告知单：${s.name}`,
    onePage: true,
    foot: `${s.name}　事项编码 ${s.code}　第 ${p.version} 版`,
    blocks: [
      { kind: 'title', above: '一次性告知单', text: s.name },
      { kind: 'ends', left: place, right: `${sayDay(visit.today, true)}　第 ${p.version} 版` },
      { kind: 'facts', facts: glanceOf(p).map(({ label, value }) => [label, value]) },
      { kind: 'heading', text: '谁可以办' },
      { kind: 'list', marks: 'dots', items: s.who },
      ...s.notes.map((text): PdfBlock => ({ kind: 'text', text })),
      { kind: 'heading', text: '要带什么' },
      ...bring(s),
      { kind: 'heading', text: '怎么办' },
      {
        kind: 'list',
        marks: 'numbers',
        columns: 2,
        items: s.steps.map(
          (step): Rich => [
            { text: step.name, strong: true },
            {
              text: `${step.kind === 'notice' && s.notice ? `　${sayDays(s.notice)}` : ''}　${serviceLevels[step.level]}：${sayStep(step)}`,
            },
          ],
        ),
      },
      { kind: 'text', text: `公示：${sayNotice(s)}。没有办成的，书面告诉您原因、依据和怎么申诉。` },
      {
        kind: 'qr',
        text: href,
        beside: ['扫码看网页，有变化以网页为准。', href, sayLaws(s.source)].filter(Boolean),
      },
    ],
  }
}

function bring(service: Service): PdfBlock[] {
  const { needed, optional, open } = papersFor(service, {})
  const list = (materials: readonly Material[]): PdfBlock => ({
    kind: 'list',
    marks: 'boxes',
    columns: 2,
    items: materials.map(paper),
  })
  return [
    needed.length === 0 ? { kind: 'text', text: '什么都不用带，人来就行。' } : list(needed),
    ...(open.length === 0
      ? []
      : [{ kind: 'text', text: [{ text: '有下面情况的，还要带', strong: true }] } as const, list(open)]),
    ...(optional.length === 0
      ? []
      : [{ kind: 'text', text: [{ text: '有就带，没有不要紧', strong: true }] } as const, list(optional)]),
  ]
}

function paper(m: Material): Rich {
  const more = sayMaterial(m)
  return [
    { text: m.name, strong: true },
    ...(m.situation === undefined ? [] : [{ text: `（${m.situation}）` }]),
    { text: `：${m.looks}` },
    ...(more.length === 0 ? [] : [{ text: `${more.join('；')}。`, quiet: true }]),
  ]
}
