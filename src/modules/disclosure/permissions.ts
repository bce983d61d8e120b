/** Who may do what in this room outside a case's own steps. Steps of cases carry their functions in the procedure. */
import { everyPost, officeUp, type PermissionTable } from '../../kernel/people/can.ts'
import { postFunctions } from '../../kernel/people/functions.ts'

export const permissions = {
  'desk.see': { by: postFunctions, overCounty: true },
  'place.see': { by: everyPost, overCounty: true },
  'draft.write': ['drafter', 'collective_drafter', 'township_clerk', 'bureau_clerk'],
  'notice.withdraw': ['signer', 'township_leader', 'bureau_leader', 'county_admin'],
  'notice.takedown': ['county_admin'],
  'paper.record': ['drafter', 'township_clerk', 'liaison'],
  'question.review': ['drafter', 'signer', 'township_clerk', 'bureau_clerk', 'county_admin'],
  'question.answer': ['drafter', 'signer', 'director', 'township_clerk', 'bureau_clerk', 'county_admin'],
  'event.report': ['drafter', 'collective_drafter', 'director', 'signer', 'township_clerk', 'bureau_clerk'],
  'coverage.see': { by: everyPost, overCounty: true },
  urge: {
    by: ['township_clerk', 'township_leader', 'liaison', 'bureau_clerk', 'bureau_leader', 'county_admin'],
    overCounty: true,
  },
  'notice.remark': { by: ['bureau_clerk', 'bureau_leader'], overCounty: true },
  'correction.demand': ['township_clerk', 'township_leader', 'county_admin'],
  'card.lift': ['township_leader', 'county_admin'],
  'catalogue.see': { by: everyPost, overCounty: true },
  'catalogue.edit': { by: ['county_admin'], atTop: true },
  'archive.see': { by: everyPost, overCounty: true },
  'archive.run': ['drafter', 'township_clerk', 'county_admin'],
  'selfcheck.write': ['drafter', 'reviewer', 'signer', 'director', 'liaison'],
  'selfcheck.sign': ['signer', 'director', 'liaison'],
  'onboarding.tick': ['township_clerk', 'county_admin'],
  'onboarding.see': { by: officeUp, overCounty: true },
} as const satisfies PermissionTable

declare module '../../kernel/people/can.ts' {
  interface Permissions extends Record<keyof typeof permissions, unknown> {}
}
