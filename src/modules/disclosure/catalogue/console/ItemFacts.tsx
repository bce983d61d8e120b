/** What an item says about itself, in words. */
import type { ReactNode } from 'react'
import { sayDay } from '../../../../console/parts/time.ts'
import { levelNames } from '../../../../console/parts/places.ts'
import { isSelfMade } from '../../derived/derived.schema.ts'
import { audienceNames, chainNames, frequencyNames } from '../names.ts'
import type { Item } from './useCatalogue.ts'

export function ItemFacts({ item }: { item: Item }) {
  const d = item.definition
  const facts: [string, ReactNode][] = [
    ['类别', item.category],
    ['多久公开一次', frequencyNames[d.frequency]],
    ['期限', d.deadline.basis],
    ['谁要公开', d.levels.map((l) => levelNames[l] ?? l).join('、')],
    [
      '经谁的手',
      `${chainNames[d.chain]}${d.reviewBy === 'majority' ? '（审查要过半数同意）' : ''}${d.signBy === 'director' ? '（由村委会主任签字）' : ''}`,
    ],
    ['给谁看', audienceNames[d.audience]],
    ['公布期限', d.minDisplayDays ? `至少 ${d.minDisplayDays} 天` : '至少 15 天'],
    ['公示期', d.noticeWindowDays ? `${d.noticeWindowDays} 天` : ''],
    ['指导责任单位', item.deptName],
    ['发布主体', d.publisher],
    ['保存', d.retention.years ? `${d.retention.years} 年（${d.retention.basis}）` : `永久（${d.retention.basis}）`],
    ['阶段', d.stages.map((s) => s.name).join('、')],
    ['自动生成', isSelfMade(d) ? '由平台自动生成，不用填' : ''],
    ['说明', d.note ?? ''],
    ['来源', d.source],
    ['生效', `${sayDay(item.inForceFrom, true)}起，第 ${item.version} 版`],
  ]
  return (
    <section className="sheet">
      <dl className="facts">
        {facts
          .filter(([, v]) => v)
          .map(([k, v]) => (
            <div key={k}>
              <dt>{k}</dt>
              <dd>{v}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
