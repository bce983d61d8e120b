/**
 * The chains of hands of a disclosure (CAUTIONS 14); the catalogue's row, or the village, chooses one.
 * draft → review → sign → released → published → filed → archived, with returns, taking back, corrections and
 * withdrawal.
 */
import { defineProcedure, type Step } from '../../kernel/cases/procedure.ts'
import { undone } from '../../kernel/cases/route.ts'

type Tail = 'released' | 'published' | 'filed' | 'archived' | 'withdrawn'

/** Back to the draft: the next hands have their limits anew, but for one that was missed and left undone. */
const corrected = { name: '更正', to: 'draft', needsComment: true, anew: true } as const
const recalled = { name: '收回', to: 'draft', needsComment: true, anew: true } as const
const returned = { name: '退回修改', to: 'draft', needsComment: true, anew: true } as const

/**
 * Handed in by mistake: back to the draft, while nobody has done anything with it. The clocks go on (docs/adr/0018).
 */
const takenBack = { name: '取回', to: 'draft', takesBack: true } as const
/** What stands stays as it is: the notice goes back to where the correction found it. */
const uncorrected = {
  name: '取消更正',
  to: undone,
  undoes: 'correct',
  needsComment: true,
  by: ['drafter', 'collective_drafter', 'reviewer', 'township_clerk'],
  standing: 'above',
} as const

/** The drafter has to correct it, by a day; the notice stays where it is. */
const demanded = { name: '要求更正', needsComment: true, tells: 'start' } as const

/**
 * The county takes what is public down at once, wherever the notice stands: a correction on its way, a filing that is
 * due, end with it. Whose power that is stands in `permissions.ts`, not among the hands of a step.
 */
const takenDown = { takedown: { name: '立即下架', to: 'withdrawn', needsComment: true, by: [] } } as const

/** After the last signature every chain goes on alike. `released` waits for a set time; the platform publishes. */
const tail = {
  released: {
    name: '待公开',
    by: [],
    standing: 'own',
    actions: {
      publish: { name: '公开', to: 'published' },
      recall: {
        ...recalled,
        by: ['signer', 'director', 'township_clerk', 'township_leader', 'bureau_leader', 'county_admin'],
      },
      ...takenDown,
    },
  },
  published: {
    name: '已公开，待镇备案',
    by: ['township_clerk', 'township_leader'],
    standing: 'above',
    within: 'step.fileDays',
    actions: {
      file: { name: '备案', to: 'filed' },
      demand: { ...demanded, to: 'published' },
      correct: { ...corrected, by: ['drafter', 'collective_drafter', 'reviewer', 'township_clerk'] },
      withdraw: {
        name: '撤回',
        to: 'withdrawn',
        needsComment: true,
        by: ['signer', 'township_leader', 'county_admin'],
      },
      ...takenDown,
    },
  },
  filed: {
    name: '已备案',
    by: ['township_clerk', 'township_leader'],
    standing: 'above',
    actions: {
      demand: { ...demanded, to: 'filed' },
      archive: { name: '归档', to: 'archived', by: [] },
      correct: { ...corrected, by: ['drafter', 'collective_drafter', 'reviewer', 'township_clerk'] },
      withdraw: {
        name: '撤回',
        to: 'withdrawn',
        needsComment: true,
        by: ['signer', 'township_leader', 'county_admin'],
      },
      ...takenDown,
    },
  },
  archived: {
    name: '已归档',
    by: ['township_clerk', 'township_leader'],
    standing: 'above',
    end: true,
    actions: {
      demand: { ...demanded, to: 'archived' },
      correct: { ...corrected, by: ['drafter', 'collective_drafter', 'reviewer', 'township_clerk'] },
      withdraw: {
        name: '撤回',
        to: 'withdrawn',
        needsComment: true,
        by: ['signer', 'township_leader', 'county_admin'],
      },
      ...takenDown,
    },
  },
  withdrawn: { name: '已撤回', by: [], standing: 'own', end: true, actions: {} },
} as const satisfies Record<Tail, Step<Tail | 'draft'>>

/** A notice is worked on at its own desk. */
const screen = { screen: '/notices', bySubject: true } as const

/** Jiedong: the village drafts, its committee reviews, its secretary signs. */
export const jiedong = defineProcedure({
  code: 'disclosure.jiedong',
  name: '村里编制、审查、签字',
  kind: '公开事项',
  start: 'draft',
  ...screen,
  steps: {
    draft: {
      name: '编制',
      by: ['drafter', 'collective_drafter'],
      standing: 'own',
      actions: { submit: { name: '送审', to: 'review' }, uncorrect: uncorrected, ...takenDown },
    },
    review: {
      name: '村务监督委员会审查',
      by: ['reviewer'],
      standing: 'own',
      within: 'step.reviewDays',
      apart: ['draft'],
      actions: {
        approve: { name: '同意', to: 'sign' },
        return: returned,
        takeBack: { ...takenBack, by: ['drafter', 'collective_drafter'] },
        ...takenDown,
      },
    },
    sign: {
      name: '书记签字把关',
      by: ['signer', 'director'],
      standing: 'own',
      within: 'step.signDays',
      apart: ['draft', 'review'],
      actions: { sign: { name: '签字', to: 'released', signs: true }, return: returned, ...takenDown },
    },
    ...tail,
  },
})

/** Yanshan: the village hands in its papers, the township clerk checks and uploads them by the 8th. */
export const yanshan = defineProcedure({
  code: 'disclosure.yanshan',
  name: '村里上交、镇里上传',
  kind: '公开事项',
  start: 'draft',
  ...screen,
  steps: {
    draft: {
      name: '上交材料',
      by: ['drafter', 'collective_drafter', 'township_clerk'],
      standing: 'above',
      actions: { submit: { name: '送审', to: 'upload' }, uncorrect: uncorrected, ...takenDown },
    },
    upload: {
      name: '镇里核对上传',
      by: ['township_clerk', 'township_leader'],
      standing: 'above',
      within: 'step.uploadDays',
      apart: ['draft'],
      actions: {
        sign: { name: '核对无误，上传', to: 'released', signs: true },
        return: returned,
        takeBack: { ...takenBack, by: ['drafter', 'collective_drafter', 'township_clerk'] },
        ...takenDown,
      },
    },
    ...tail,
  },
})

/** Huangchuan: three-fold review by village, station and township discipline, with the source papers attached. */
export const huangchuan = defineProcedure({
  code: 'disclosure.huangchuan',
  name: '村、站、镇纪委三审',
  kind: '公开事项',
  start: 'draft',
  ...screen,
  steps: {
    draft: {
      name: '编制',
      by: ['drafter', 'collective_drafter'],
      standing: 'own',
      actions: { submit: { name: '送审', to: 'review' }, uncorrect: uncorrected, ...takenDown },
    },
    review: {
      name: '村里审查（一审）',
      by: ['reviewer'],
      standing: 'own',
      within: 'step.reviewDays',
      apart: ['draft'],
      actions: {
        approve: { name: '同意', to: 'sign' },
        return: returned,
        takeBack: { ...takenBack, by: ['drafter', 'collective_drafter'] },
        ...takenDown,
      },
    },
    sign: {
      name: '书记签字把关',
      by: ['signer', 'director'],
      standing: 'own',
      within: 'step.signDays',
      apart: ['draft', 'review'],
      actions: { sign: { name: '签字', to: 'station', signs: true }, return: returned, ...takenDown },
    },
    station: {
      name: '镇站审核（二审）',
      by: ['station_clerk', 'township_clerk'],
      standing: 'above',
      within: 'step.stationDays',
      apart: ['draft', 'review', 'sign'],
      actions: { approve: { name: '同意', to: 'discipline' }, return: returned, ...takenDown },
    },
    discipline: {
      name: '镇纪委审核（三审）',
      by: ['township_discipline'],
      standing: 'above',
      within: 'step.disciplineDays',
      apart: ['draft', 'review', 'sign', 'station'],
      actions: { approve: { name: '同意公开', to: 'released' }, return: returned, ...takenDown },
    },
    ...tail,
  },
})

/** Chains that want source papers, with the steps at which every row is held against them. */
export const sourced: Readonly<Record<string, readonly string[]>> = { [huangchuan.code]: ['station', 'discipline'] }

/** The supervision committee's own items: reviewed by the township, for nobody reviews their own work. */
export const townshipReview = defineProcedure({
  code: 'disclosure.townshipReview',
  name: '村务监督委员会编制、镇里审查',
  kind: '公开事项',
  start: 'draft',
  ...screen,
  steps: {
    draft: {
      name: '编制',
      by: ['drafter', 'reviewer'],
      standing: 'own',
      actions: { submit: { name: '送审', to: 'review' }, uncorrect: uncorrected, ...takenDown },
    },
    review: {
      name: '镇里审查',
      by: ['township_clerk', 'township_leader'],
      standing: 'above',
      within: 'step.reviewDays',
      apart: ['draft'],
      actions: {
        approve: { name: '同意', to: 'sign' },
        return: returned,
        takeBack: { ...takenBack, by: ['drafter', 'reviewer'], standing: 'own' },
        ...takenDown,
      },
    },
    sign: {
      name: '书记签字把关',
      by: ['signer', 'director'],
      standing: 'own',
      within: 'step.signDays',
      apart: ['draft', 'review'],
      actions: { sign: { name: '签字', to: 'released', signs: true }, return: returned, ...takenDown },
    },
    ...tail,
  },
})

/** Townships and bureaux: the clerk drafts, the leader signs; nothing is filed with anybody. */
export const office = defineProcedure({
  code: 'disclosure.office',
  name: '机关起草、领导签发',
  kind: '公开事项',
  start: 'draft',
  ...screen,
  steps: {
    draft: {
      name: '起草',
      by: ['township_clerk', 'bureau_clerk'],
      standing: 'own',
      actions: {
        submit: { name: '送签', to: 'sign' },
        uncorrect: { ...uncorrected, by: ['township_clerk', 'bureau_clerk'], standing: 'own' },
        ...takenDown,
      },
    },
    sign: {
      name: '领导签发',
      by: ['township_leader', 'bureau_leader', 'county_admin'],
      standing: 'above',
      within: 'step.signDays',
      apart: ['draft'],
      actions: {
        sign: { name: '签发', to: 'released', signs: true },
        return: returned,
        takeBack: { ...takenBack, by: ['township_clerk', 'bureau_clerk'], standing: 'own' },
        ...takenDown,
      },
    },
    released: {
      name: '待公开',
      by: ['township_leader', 'bureau_leader'],
      standing: 'own',
      actions: {
        publish: { name: '公开', to: 'published', by: [] },
        recall: recalled,
        ...takenDown,
      },
    },
    published: {
      name: '已公开',
      by: ['township_clerk', 'bureau_clerk'],
      standing: 'own',
      actions: {
        archive: { name: '归档', to: 'archived', by: [] },
        correct: corrected,
        withdraw: {
          name: '撤回',
          to: 'withdrawn',
          needsComment: true,
          by: ['township_leader', 'bureau_leader', 'county_admin'],
        },
        ...takenDown,
      },
    },
    archived: {
      name: '已归档',
      by: ['township_clerk', 'bureau_clerk'],
      standing: 'own',
      end: true,
      actions: {
        correct: corrected,
        withdraw: {
          name: '撤回',
          to: 'withdrawn',
          needsComment: true,
          by: ['township_leader', 'bureau_leader', 'county_admin'],
        },
        ...takenDown,
      },
    },
    withdrawn: { name: '已撤回', by: [], standing: 'own', end: true, actions: {} },
  },
})

/**
 * Items that make themselves from the records: the platform publishes, nobody drafts or corrects; the township or the
 * county may withdraw.
 */
export const derived = defineProcedure({
  code: 'disclosure.derived',
  name: '由平台按办理记录自动生成',
  kind: '公开事项',
  start: 'released',
  ...screen,
  steps: {
    released: { name: '自动生成', by: [], standing: 'own', actions: { publish: { name: '公开', to: 'published' } } },
    published: {
      name: '已公开',
      by: ['township_leader', 'county_admin'],
      standing: 'above',
      actions: {
        archive: { name: '归档', to: 'archived', by: [] },
        withdraw: { name: '撤回', to: 'withdrawn', needsComment: true },
        ...takenDown,
      },
    },
    archived: {
      name: '已归档',
      by: ['township_leader', 'county_admin'],
      standing: 'above',
      end: true,
      actions: { withdraw: { name: '撤回', to: 'withdrawn', needsComment: true }, ...takenDown },
    },
    withdrawn: { name: '已撤回', by: [], standing: 'own', end: true, actions: {} },
  },
})

/** All ways of a notice. */
export const procedures = [jiedong, yanshan, huangchuan, townshipReview, office, derived] as const

/** The procedure of a chain, for a place of a level: a place's own chain replaces the item's ordinary one. */
export function procedureFor(itemChain: string, level: string, placeChain: string): string {
  if (level === 'township' || level === 'bureau' || level === 'county') return office.code
  const chain = itemChain === 'jiedong' && placeChain !== '' ? placeChain : itemChain
  return `disclosure.${chain}`
}
