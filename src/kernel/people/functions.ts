/** What a post may do: a closed union; a county's posts are rows that map to one of these (DECISIONS). */
export const postFunctions = [
  'drafter',
  'reviewer',
  'signer',
  'director',
  'agent',
  'responder',
  'grid_leader',
  'township_clerk',
  'township_leader',
  'township_discipline',
  'station_clerk',
  'liaison',
  'bureau_clerk',
  'bureau_leader',
  'inspector',
  'county_admin',
  'command_room',
  'discipline_officer',
] as const
export type PostFunction = (typeof postFunctions)[number]
