/** The catalogue in force today. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import type { Template } from '../../../../kernel/forms/forms.schema.ts'
import type { Item as Definition } from '../catalogue.schema.ts'
import { isSelfMade } from '../../derived/derived.schema.ts'

export type Item = {
  code: string
  version: number
  name: string
  category: string
  categoryCode: string
  definition: Definition
  template: Template | null
  templateVersion: number | null
  inForceFrom: string
  deptName: string
  next: { code: string; version: number; in_force_from: string } | null
}

export const useCatalogue = () =>
  useQuery({
    queryKey: ['catalogue'],
    staleTime: 300_000,
    queryFn: async () => (await ask(api.catalogue.$get())) as unknown as { items: Item[] },
  })

/** Items that become due when something happens. */
export const onEvents = (items: readonly Item[]): Item[] =>
  items.filter((i) => !isSelfMade(i.definition) && ['onEvent', 'perStage', 'standing'].includes(i.definition.frequency))

export const frequencyNames: Record<Definition['frequency'], string> = {
  standing: '长期公开',
  monthly: '每月',
  quarterly: '每季度',
  halfYearly: '每半年',
  yearly: '每年',
  onEvent: '有事就公开',
  perStage: '按阶段',
}
export const audienceNames: Record<Definition['audience'], string> = {
  everyone: '所有人',
  countyResidents: '本县居民',
  villageResidents: '本村居民',
  partyMembers: '党员',
  handlers: '经办人',
}
export const chainNames: Record<Definition['chain'], string> = {
  jiedong: '村里编制，村务监督委员会审查，书记签字',
  yanshan: '村里上交，乡镇核对上传',
  huangchuan: '村、站、镇纪委三审',
  townshipReview: '村务监督委员会编制，乡镇审查',
  office: '机关起草，领导签发',
}
export const privacyNames: Record<Definition['privacyLevel'], string> = {
  public: '不涉及个人',
  namedPersons: '写到具体的人',
  aggregateOnly: '只公布人数和金额',
  anonymised: '隐去姓名',
  reviewed: '逐件看过再公开',
}
