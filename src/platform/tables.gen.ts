// Made from the migrated database by `npm run tables`; do not edit.

export interface Accounts {
  user_id: string
  person_id: string
  must_change_password: boolean
  demo: boolean
  made_by: string | null
  made_at: Date
  disabled_at: Date | null
}

export interface AccusationKeys {
  id: string
  region_id: string
  public_key: Buffer
  set_by: string
  set_at: Date
  ended_at: Date | null
}

export interface AccusationLooks {
  id: string
  accusation_id: string
  what: string
  person_id: string
  person_name: string
  why: string
  at: Date
}

export interface AccusationSteps {
  accusation_id: string
  seq: number
  state: string
  by_person: string
  by_name: string
  at: Date
}

export interface Accusations {
  id: string
  code: string
  sealed: Buffer
  key_id: string
  received_at: Date
  identity: Buffer | null
  secret_hash: string
  idempotency_key: string
}

export interface Answers {
  id: string
  question_id: string
  text: string
  conclusion: string
  by_name: string
  by_post: string
  by_place: string
  at: Date
  leaf_id: string
  demo: boolean
}

export interface ApiKeys {
  id: string
  name: string
  key_hash: string
  key_start: string
  region_id: string
  contact: string
  made_by: string
  made_at: Date
  ended_at: Date | null
}

export interface ApplicationFaces {
  id: string
  application_id: string
  face: unknown
  salt: Buffer
  at: Date
}

export interface ApplicationFollows {
  id: string
  application_id: string
  answer: string
  answered_by: string
  answered_at: Date | null
  made_at: Date
}

export interface ApplicationLooks {
  id: string
  application_id: string
  what: string
  person_id: string
  person_name: string
  post_name: string
  why: string
  at: Date
}

export interface ApplicationPapers {
  id: string
  form_key: string
  application_id: string | null
  field: string
  name: string
  type: string
  bytes: number
  sha256: string
  taken_at: Date
  reused_from: string | null
  delete_on: string | null
}

export interface ApplicationRecords {
  id: string
  application_id: string
  kind: string
  held_on: string
  record: Buffer
  by_id: string
  by_name: string
  by_post: string
  at: Date
}

export interface ApplicationShares {
  request_id: string
  case_id: string
  reason: string
  person_id: string
  person_name: string
  post_name: string
  at: Date
}

export interface Applications {
  id: string
  code: string
  secret_hash: string
  form_key: string
  service_code: string
  service_version: number
  region_id: string
  path: string
  state: string
  channel: string
  answers: Buffer
  content_hash: string | null
  id_index: string | null
  phone_index: string | null
  resident_id: string | null
  household_id: string | null
  identity: number
  filed_by: string | null
  consent: unknown
  saved_at: Date
  sent_at: Date | null
  closed_at: Date | null
  salt: Buffer | null
  commitment: string | null
  leaf_id: string | null
  notice_id: string | null
  result_notice_id: string | null
  result_code: string | null
  result: Buffer | null
  stars: number | null
  rating_text: Buffer | null
  rated_at: Date | null
}

export interface Appointments {
  id: string
  person_id: string
  post_kind_id: string
  region_id: string
  from_on: string
  to_on: string | null
  office_phone: string
  made_by: string | null
  made_at: Date
  term_until: string | null
}

export interface Archives {
  id: string
  region_id: string
  kind: string
  period: string
  supplement: number
  sha256: string
  bytes: number
  notices: number
  made_at: Date
}

export interface AuditTrail {
  id: string
  at: Date
  person_id: string | null
  post: string | null
  region_id: string | null
  action: string
  subject: string | null
  detail: unknown
  ip: string | null
  whom: string[]
}

export interface AuthAccounts {
  id: string
  account_id: string
  provider_id: string
  user_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: Date | null
  refresh_token_expires_at: Date | null
  scope: string | null
  password: string | null
  created_at: Date
  updated_at: Date
}

export interface AuthSessions {
  id: string
  expires_at: Date
  token: string
  created_at: Date
  updated_at: Date
  ip_address: string | null
  user_agent: string | null
  user_id: string
}

export interface AuthTwoFactors {
  id: string
  secret: string
  backup_codes: string
  verified: boolean | null
  failed_verification_count: number | null
  locked_until: Date | null
  user_id: string
}

export interface AuthUsers {
  id: string
  name: string
  email: string
  email_verified: boolean
  image: string | null
  username: string | null
  display_username: string | null
  two_factor_enabled: boolean | null
  created_at: Date
  updated_at: Date
}

export interface AuthVerifications {
  id: string
  identifier: string
  value: string
  expires_at: Date
  created_at: Date | null
  updated_at: Date | null
}

export interface CalendarDays {
  date: string
  kind: string
  name: string
  source: string
  set_by: string | null
  set_at: Date
}

export interface CardLifts {
  card_id: string
  reason: string
  decided_by: string
  person_name: string
  post_name: string
  decided_at: Date
}

export interface Cards {
  id: string
  subject_kind: string
  subject_id: string
  clock: string
  colour: string
  region_id: string
  path: string
  nominal_at: Date
  recorded_at: Date
}

export interface CaseBars {
  case_id: string
  person_id: string
  reason: string
}

export interface CaseEvents {
  case_id: string
  seq: number
  at: Date
  action: string
  from_step: string | null
  to_step: string | null
  person_id: string | null
  person_name: string
  appointment_id: string | null
  post_name: string
  place_name: string
  deputy_for: string
  comment: string
  content_hash: string | null
  detail: unknown
  clock: unknown
  holder_id: string | null
  until: Date | null
}

export interface CaseRequests {
  id: string
  case_id: string
  seq: number
  kind: string
  lead: boolean
  region_id: string | null
  path: string | null
  functions: string[]
  guest_name: string
  guest_key: string | null
  guest_until: Date | null
  ask: string
  asked_at: Date
  clock: unknown
  warn_at: Date | null
  due_at: Date | null
  alarm_at: Date | null
  answered_at: Date | null
  answered_by: string | null
  answer_name: string
  answer_post: string
  opinion: string | null
  answer: string
  withdrawn_at: Date | null
  needed: number | null
}

export interface Cases {
  id: string
  procedure: string
  subject_kind: string
  subject_id: string
  region_id: string
  path: string
  step: string
  step_since: Date
  warn_at: Date | null
  due_at: Date | null
  opened_at: Date
  closed_at: Date | null
  events: number
  content_hash: string | null
  code: string
  title: string
  holder_id: string | null
  holder_path: string | null
  assignee_id: string | null
  limits: unknown
  provisional: boolean
  paused_at: Date | null
  alarm_at: Date | null
  escalated: number
  guarded: boolean
  merged_into: string | null
  split_from: string | null
  hands: string[] | null
  route: unknown
  missed_at: Date | null
}

export interface CatalogueCategories {
  code: string
  name: string
  position: number
}

export interface CatalogueItems {
  code: string
  version: number
  name: string
  category_code: string
  position: number
  definition: unknown
  template_code: string | null
  template_version: number | null
  in_force_from: string
  in_force_to: string | null
  made_at: Date
  made_by: string | null
}

export interface ConfirmationFailures {
  user_id: string
  count: number
  last_at: Date
}

export interface CorrectionDemands {
  id: string
  notice_id: string
  text: string
  by_name: string
  by_post: string
  by_place: string
  at: Date
  met_at: Date | null
  due_on: string | null
}

export interface Deputations {
  id: string
  appointment_id: string
  deputy_id: string
  from_on: string
  to_on: string
  reason: string
  made_by: string
  made_at: Date
  revoked_at: Date | null
}

export interface Drafts {
  notice_id: string
  revision: number
  content: unknown
  content_hash: string
  reason: string
  confirmed: unknown
  publish_at: Date | null
  saved_at: Date
  saved_by: string | null
}

export interface Files {
  id: string
  sha256: string
  name: string
  kind: string
  bytes: number
  public_sha256: string | null
  public_bytes: number | null
  public_type: string | null
  findings: unknown
  region_id: string
  uploaded_by: string
  uploaded_at: Date
  sealed: boolean
}

export interface FormTemplates {
  code: string
  version: number
  name: string
  definition: unknown
  made_at: Date
  made_by: string | null
}

export interface GroupMembers {
  id: string
  region_id: string
  group_name: string
  person_id: string
  role: string
  from_on: string
  to_on: string | null
}

export interface HandOvers {
  id: string
  from_appointment_id: string
  to_appointment_id: string
  on_date: string
  open_work: unknown
  note: string
  signed_by: string
  signed_at: Date
}

export interface HistoricalFiles {
  record_id: string
  position: number
  file_id: string
}

export interface HistoricalRecords {
  id: string
  region_id: string
  path: string
  title: string
  original_on: string
  kind: string
  note: string
  import_id: string | null
  entered_by: string
  entered_at: Date
}

export interface HouseholdSlips {
  id: string
  household_id: string
  code_hash: string
  ends_on: string
  made_by: string
  made_at: Date
  ended_at: Date | null
}

export interface Households {
  id: string
  region_id: string
  code: string
  group_name: string
  address: Buffer | null
  import_id: string | null
  made_at: Date
}

export interface ImportFiles {
  import_id: string
  name: string
  file_id: string
}

export interface ImportRows {
  import_id: string
  seq: number
  line: number
  what: string
  row_id: string
  label: string
  made: boolean
  before: unknown
  after: unknown
  kept_because: string | null
}

export interface Imports {
  id: string
  kind: string
  file_name: string
  sha256: string
  region_id: string
  plan: unknown
  counts: unknown
  made_by: string
  made_at: Date
  job_id: string | null
  done_at: Date | null
  undone_at: Date | null
  undone_by: string | null
}

export interface ItemComments {
  id: string
  notice_id: string
  text: string
  by_name: string
  by_place: string
  at: Date
}

export interface ItemGrace {
  region_id: string
  item_code: string
  starts_on: string
  grace_until: string
  set_by: string | null
  set_at: Date
}

export interface JobProgress {
  id: string
  kind: string
  owner_id: string | null
  started_at: Date
  done: number
  total: number
  say: string
  finished_at: Date | null
  failed: string | null
  result: unknown
}

export interface KeyPrints {
  name: string
  print: string
  noted_at: Date
}

export interface Kinships {
  person_id: string
  relative_id: string
  relation: string
  registered_at: Date
}

export interface LeadingGroups {
  id: string
  region_id: string
  name: string
  office: string
  office_phone: string
  ended_on: string | null
  made_by: string | null
  made_at: Date
}

export interface LedgerBundles {
  bundle_index: number
  width: number
  bytes: Buffer
}

export interface LedgerCheckpoints {
  size: number
  root: Buffer
  note: string
  sealed_at: Date
}

export interface LedgerCosignatures {
  size: number
  name: string
  key_hash: string
  line: string
  cosigned_at: Date
  added_at: Date
}

export interface LedgerLeaves {
  id: string
  staged_at: Date
  kind: string
  subject_id: string
  entry: Buffer
  leaf_hash: Buffer
  position: number | null
}

export interface LedgerTiles {
  level: number
  tile_index: number
  width: number
  bytes: Buffer
}

export interface LiftedObligations {
  id: string
  region_id: string
  item_code: string
  item_version: number
  period: string
  stage: string
  due_on: string
  reason: string
  lifted_by: string | null
  lifted_at: Date
}

export interface MediationMeetings {
  id: string
  mediation_id: string
  met_on: string
  spot: string
  notes: string
  noted_by: string
  noted_at: Date
}

export interface Mediations {
  id: string
  code: string
  report_id: string | null
  region_id: string
  path: string
  title: string
  parties: Buffer
  mediator: string
  agreement: string
  outcome: string | null
  signed_scan: string | null
  follow_up_on: string | null
  followed_up: string
  opened_by: string
  opened_at: Date
  closed_at: Date | null
}

export interface MessageReads {
  message_id: string
  person_id: string
  read_at: Date
}

export interface MessageTexts {
  template: string
  words: string
  carrier_code: string
  in_use: boolean
  changed_by: string
  changed_at: Date
}

export interface Messages {
  id: string
  region_id: string
  function: string
  kind: string
  say: string
  link: string
  sent_by: string | null
  sent_at: Date
  case_id: string | null
  person_id: string | null
  event: string | null
}

export interface NoticeDeliveries {
  id: string
  event: string
  recipient: string
  channel: string
  template: string
  address: Buffer | null
  shown_address: string
  params: Buffer | null
  state: string
  not_before: Date
  tries: number
  made_at: Date
  sent_at: Date | null
  driver: string
  receipt: string
  error: string
  facts: Buffer | null
  otherwise: Buffer | null
  onward_at: Date | null
}

export interface Notices {
  id: string
  code: string
  region_id: string
  path: string
  item_code: string
  item_version: number
  period: string
  stage: string
  title: string
  audience: string
  created_at: Date
  created_by: string | null
}

export interface ObligationUrges {
  id: string
  obligation_id: string
  on_day: string
  region_id: string
  place_name: string
  person_id: string
  person_name: string
  post_name: string
  text: string
  at: Date
}

export interface Obligations {
  id: string
  region_id: string
  path: string
  item_code: string
  item_version: number
  period: string
  stage: string
  due_on: string
  due_month: string
  provisional: boolean
  event_on: string | null
  event_title: string
  notice_id: string | null
  published_at: Date | null
  published_on: string | null
  nothing: boolean
  made_at: Date
  round: number
}

export interface OfficeAddresses {
  id: string
  region_id: string
  function: string
  email: string
  recipient: string
  added_by: string
  added_at: Date
}

export interface OnboardingTicks {
  id: string
  region_id: string
  part: string
  ready: boolean
  note: string
  file_id: string | null
  by_id: string
  by_name: string
  by_post: string
  at: Date
}

export interface PackImports {
  id: string
  at: Date
  files: unknown
  reverted: string[]
}

export interface PageVersions {
  scope: string
  version: number
}

export interface PaperPostings {
  id: string
  notice_id: string
  place: string
  from_on: string
  to_on: string
  by_name: string
  recorded_at: Date
  short_reason: string
}

export interface PaperUploads {
  sha256: string
  taken_by: string
  taken_at: Date
}

export interface Persons {
  id: string
  code: string | null
  name: string
  pinyin: string
  initials: string
  created_at: Date
}

export interface PlaceMonths {
  region_id: string
  path: string
  month: string
  due: number
  published: number
  late: number
}

export interface PostKinds {
  id: string
  code: string
  name: string
  function: string
  level: string
  seats: number
  chair: boolean
  committee: string
  position: number
  duty: string
  ended_on: string | null
  optional: boolean
}

export interface PowerFrames {
  version: number
  definition: unknown
  made_at: Date
  made_by: string | null
}

export interface PowerRunHands {
  step_id: string
  person_id: string
  name: string
  post: string
  place: string
  kind: string
  words: string
  at: Date
}

export interface PowerRunNotices {
  run_id: string
  step_id: string
  item_code: string
  obligation_id: string
  by_itself: boolean
}

export interface PowerRunPapers {
  id: string
  run_id: string
  step_id: string | null
  paper: string
  file_id: string
  open: boolean
  person_id: string
  at: Date
}

export interface PowerRunQuestions {
  report_id: string
  run_id: string
  step: string
}

export interface PowerRunSteps {
  id: string
  run_id: string
  position: number
  step: string
  name: string
  outcome: string
  happened_on: string
  words: string
  facts: unknown
  people: number
  salt: string
  content_hash: string
  at: Date
}

export interface PowerRunWays {
  run_id: string
  seq: number
  amount: string | null
  band: string | null
  steps: string[]
  reason: string
  by_person: string
  by_name: string
  by_post: string
  at: Date
}

export interface PowerRuns {
  id: string
  code: string
  region_id: string
  path: string
  power_code: string
  power_version: number
  power_name: string
  title: string
  about: string
  person: boolean
  started_at: Date
  started_by: string
  started_name: string
  started_post: string
  idempotency_key: string | null
}

export interface Powers {
  code: string
  version: number
  name: string
  position: number
  definition: unknown
  state: string
  valid_from: string
  made_at: Date
  made_by: string | null
}

export interface PublicAccusationKeys {
  id: string
  place: string
  public_key: Buffer
  set_at: Date
  path: string
}

export interface PublicApplicationResults {
  result_code: string
  service_code: string
  service: string
  place: string
  slug: string
  state: string
  closed_on: string | null
  commitment: string | null
  id: string
  sent_on: string | null
  face: unknown
  face_salt: Buffer | null
}

export interface PublicCalendarDays {
  date: string
  kind: string
  name: string
  source: string
}

export interface PublicCards {
  id: string
  subject_kind: string
  subject_id: string
  clock: string
  colour: string
  region_id: string
  path: string
  nominal_at: Date
  lifted_reason: string | null
  lifted_post: string | null
  lifted_at: Date | null
}

export interface PublicCategories {
  code: string
  name: string
  position: number
}

export interface PublicCorrectionDemands {
  notice_id: string
  text: string
  by_post: string
  by_place: string
  at: Date
  met_at: Date | null
  due_on: string | null
}

export interface PublicFiles {
  publication_id: string | null
  position: number | null
  sha256: string | null
  name: string | null
  type: string | null
  bytes: number | null
}

export interface PublicGroupMembers {
  region_id: string
  group_name: string
  person: string
  role: string
  from_on: string
  to_on: string | null
}

export interface PublicHistoricalFiles {
  record_id: string
  position: number
  sha256: string
  name: string
  type: string | null
  bytes: number | null
}

export interface PublicHistoricalRecords {
  id: string
  region_id: string
  path: string
  title: string
  original_on: string
  kind: string
  note: string
  entered_at: Date
}

export interface PublicItems {
  code: string
  version: number
  name: string
  category_code: string
  position: number
  definition: unknown
  template_code: string | null
  template_version: number | null
  in_force_from: string
  in_force_to: string | null
}

export interface PublicLateReports {
  region_id: string
  path: string
  kind: string
  received_at: Date
  due_at: Date | null
  procedure: string
  step: string
  holder: string | null
  code: string | null
  title: string | null
  missed_at: Date | null
  paused: boolean | null
}

export interface PublicLeadingGroups {
  region_id: string
  name: string
  office: string
  office_phone: string
  ended_on: string | null
}

export interface PublicLedgerBundles {
  bundle_index: number
  width: number
  bytes: Buffer
}

export interface PublicLedgerCheckpoints {
  size: number
  root: Buffer
  note: string
  sealed_at: Date
}

export interface PublicLedgerCosignatures {
  size: number
  name: string
  key_hash: string
  line: string
  cosigned_at: Date
}

export interface PublicLedgerLeaves {
  id: string
  kind: string
  subject_id: string
  entry: Buffer
  leaf_hash: Buffer
  position: number | null
}

export interface PublicLedgerTiles {
  level: number
  tile_index: number
  width: number
  bytes: Buffer
}

export interface PublicNoticeClocks {
  notice_id: string
  procedure: string
  seq: number
  at: Date
  action: string
  from_step: string | null
  to_step: string | null
  clock: unknown
  comment: string | null
}

export interface PublicNotices {
  id: string
  notice_id: string
  version: number
  code: string
  region_id: string
  path: string
  item_code: string
  item_version: number
  category_code: string
  period: string
  stage: string
  audience: string
  title: string | null
  content: unknown
  salt: Buffer | null
  tokens: string | null
  commitment: string
  leaf_id: string
  hands: unknown
  reason: string | null
  nothing: boolean
  names_people: boolean
  due_on: string | null
  published_at: Date
  published_on: string
  display_from: string
  display_until: string | null
  leaves_on: string | null
  retain_until: string | null
  superseded_at: Date | null
  demo: boolean
  withdrawn: string | null
  withdrawn_reason: string | null
  withdrawn_by: string | null
  withdrawn_post: string | null
  withdrawn_place: string | null
  withdrawn_at: Date | null
  content_commitment: string | null
  record_salt: Buffer | null
}

export interface PublicObligations {
  id: string
  region_id: string
  path: string
  item_code: string
  item_version: number
  period: string
  stage: string
  due_on: string
  due_month: string
  provisional: boolean
  event_on: string | null
  event_title: string
  notice_id: string | null
  published_at: Date | null
  published_on: string | null
  nothing: boolean
}

export interface PublicPaperPostings {
  notice_id: string
  place: string
  from_on: string
  to_on: string
  by_name: string
  short_reason: string
}

export interface PublicPlaceMonths {
  region_id: string
  path: string
  month: string
  due: number
  published: number
  late: number
}

export interface PublicPostKinds {
  code: string
  name: string
  level: string
  seats: number
  position: number
  duty: string
  optional: boolean
  ended_on: string | null
}

export interface PublicPosts {
  id: string
  region_id: string
  path: string
  post_code: string
  post: string
  duty: string
  position: number
  chair: boolean
  committee: string
  function: string
  person: string
  office_phone: string
  from_on: string
  to_on: string | null
  deputy: string | null
  deputy_from: string | null
  deputy_to: string | null
  term_until: string | null
}

export interface PublicPowerFrames {
  version: number
  definition: unknown
}

export interface PublicPowerRunClocks {
  run_id: string
  seq: number
  at: Date
  action: string
  from_step: string | null
  to_step: string | null
  clock: unknown
  comment: string | null
}

export interface PublicPowerRunNotices {
  run_id: string
  step_id: string
  item_code: string
  by_itself: boolean
  obligation_id: string
  due_on: string
  period: string
  stage: string
  published_on: string | null
  notice_id: string | null
  notice_step: string | null
  notice_code: string | null
}

export interface PublicPowerRunPapers {
  id: string
  run_id: string
  step_id: string | null
  paper: string
  open: boolean | null
  name: string | null
  type: string | null
  sha256: string | null
  original_sha256: string
}

export interface PublicPowerRunPauses {
  run_id: string
  seq: number
  action: string
  reason: string | null
  at: Date
  until: Date | null
}

export interface PublicPowerRunQuestions {
  report_id: string
  run_id: string
  step: string
}

export interface PublicPowerRunSteps {
  id: string
  run_id: string
  position: number
  step: string
  name: string
  outcome: string
  happened_on: string
  words: string | null
  facts: unknown
  salt: string | null
  content_hash: string
  at: Date
  hands: unknown
}

export interface PublicPowerRunWays {
  run_id: string
  seq: number
  amount: string | null
  band: string | null
  reason: string
  by_name: string
  by_post: string
  at: Date
}

export interface PublicPowerRuns {
  id: string
  code: string
  region_id: string
  path: string
  power_code: string
  power_version: number
  power_name: string
  title: string | null
  about: string | null
  person: boolean
  started_at: Date
  started_name: string
  started_post: string
  amount: string | null
  band: string | null
  steps: string[]
  step: string
  step_since: Date
  due_at: Date | null
  warn_at: Date | null
  paused_at: Date | null
  closed_at: Date | null
  provisional: boolean
  missed_at: Date | null
}

export interface PublicPowers {
  code: string
  version: number
  name: string
  position: number
  definition: unknown
  state: string
  valid_from: string
}

export interface PublicQuestions {
  id: string
  code: string
  kind: string
  notice_id: string | null
  obligation_id: string | null
  region_id: string
  path: string
  asked_at: Date
  due_on: string
  text: string | null
  name: string | null
  answer: string | null
  conclusion: string | null
  answered_by: string | null
  answered_post: string | null
  answered_place: string | null
  answered_at: Date | null
  handler_id: string
}

export interface PublicRegionChanges {
  region_id: string
  kind: string
  on_date: string
  before: string
  after: string
  note: string
  other_slug: string | null
  other_name: string | null
  other_level: string | null
}

export interface PublicRegions {
  id: string
  parent_id: string | null
  level: string
  kind: string
  name: string
  full_name: string
  slug: string
  stat_code: string | null
  path: string
  households: number | null
  population: number | null
  lng: number | null
  lat: number | null
  phone: string
  duty: string
  goes_live_on: string
  grace_until: string
  valid_from: string
  valid_to: string | null
  pinyin: string
  initials: string
}

export interface PublicReportCorrections {
  notice_id: string
  text: string
  by_post: string
  by_place: string
  asked_at: Date
  due_at: Date | null
  met_at: Date | null
  met_how: string | null
  report_code: string | null
}

export interface PublicReportEvents {
  report_id: string
  seq: number
  at: Date
  action: string
  from_step: string | null
  to_step: string | null
  post_name: string
  place_name: string
  clock: unknown
  holder_id: string | null
  until: Date | null
  comment: string | null
  by_name: string | null
}

export interface PublicReportFiles {
  id: string
  report_id: string
  position: number
  kind: string
  shown_sha256: string | null
  shown_type: string | null
  transcript: string
  poster_sha256: string | null
}

export interface PublicReportMonths {
  region_id: string
  month: string
  kind: string
  path: string
  received: number
  answered: number
  in_time: number
  satisfied: number
  basic: number
  unsatisfied: number
}

export interface PublicReportOrders {
  report_id: string
  by_post: string
  by_place: string
  holder: string | null
  ask: string
  asked_at: Date
  due_at: Date | null
  answered_at: Date | null
}

export interface PublicReportReplies {
  report_id: string
  seq: number
  text: string
  form: string
  by_post: string
  by_place: string
  at: Date
  leaf_id: string | null
}

export interface PublicReportReplyFiles {
  id: string
  report_id: string
  seq: number
  position: number
  kind: string
  name: string
  type: string
  bytes: number
  sha256: string
}

export interface PublicReportSearch {
  code: string
  path: string
  received_at: Date
  kind: string
  title: string
  text: string
  tokens: string
  place: string
}

export interface PublicReports {
  id: string
  code: string
  region_id: string
  path: string
  kind: string
  category: string
  received_at: Date
  supporters: number
  rating: string | null
  notice_id: string | null
  finding: string | null
  title: string
  text: string
  name: string
  file_ids: string[]
  procedure: string
  step: string
  step_since: Date
  warn_at: Date | null
  due_at: Date | null
  closed_at: Date | null
  paused_at: Date | null
  holder: string | null
  holder_level: string | null
  holder_id: string | null
  merged: boolean | null
  merged_code: string | null
  missed_at: Date | null
}

export interface PublicRules {
  code: string
  name: string
  value: unknown
  unit: string
  citation: string
  article: string
  jurisdiction: string
  kind: string
  effective_from: string
  effective_to: string | null
  note: string
  starts: string
  ends: string
  floor: string | null
  ceiling: string | null
  source: string
  checked: boolean
  law: boolean | null
  set_at: Date
}

export interface PublicSealUses {
  code: string
  region_id: string
  path: string
  seal: string
  paper: string
  reason: string
  copies: number
  asker_kind: string
  asker: string | null
  stamped_on: string
  keeper_name: string
  keeper_post: string
  approver_name: string
  approver_post: string
  sheet_sha256: string
  at: Date
  leaf: number | null
}

export interface PublicSearch {
  id: string
  path: string
  published_at: Date
  tokens: string
  title: string
  item_code: string
  period: string
}

export interface PublicSearchWords {
  said: string
  means: string[]
  phone: string
  advice: string
}

export interface PublicServiceFrames {
  version: number
  definition: unknown
}

export interface PublicServiceHalls {
  region_id: string
  version: number
  definition: unknown
}

export interface PublicServiceOutcomes {
  service_code: string
  place: string
  path: string
  state: string
  ended_at: Date | null
  sent_on: string | null
  closed_on: string | null
  stars: number | null
  opened_at: Date
  closed_at: Date | null
  at_once: boolean | null
}

export interface PublicServices {
  code: string
  version: number
  name: string
  position: number
  definition: unknown
  state: string
  valid_from: string
  listed: unknown
}

export interface PublicSettings {
  code: string
  value: unknown
}

export interface PublicTemplates {
  code: string
  version: number
  name: string
  definition: unknown
}

export interface PublicationFiles {
  publication_id: string
  position: number
  sha256: string
  name: string
  type: string
  bytes: number
}

export interface Publications {
  id: string
  notice_id: string
  version: number
  code: string
  region_id: string
  path: string
  item_code: string
  category_code: string
  period: string
  stage: string
  title: string
  audience: string
  content: unknown
  public_content: unknown
  salt: Buffer
  commitment: string
  leaf_id: string
  hands: unknown
  reason: string
  nothing: boolean
  names_people: boolean
  due_on: string | null
  published_at: Date
  published_on: string
  display_from: string
  display_until: string | null
  leaves_on: string | null
  retain_until: string | null
  superseded_at: Date | null
  tokens: string | null
  demo: boolean
  content_commitment: string | null
  record_salt: Buffer | null
}

export interface QuestionBars {
  question_id: string
  person_id: string
  reason: string
}

export interface QuestionReviews {
  question_id: string
  shown: boolean
  reason: string
  by_name: string
  by_post: string
  at: Date
}

export interface Questions {
  id: string
  code: string
  kind: string
  notice_id: string | null
  obligation_id: string | null
  region_id: string
  path: string
  handler_id: string
  text: string
  name: string
  show_name: boolean
  contact: string
  idempotency_key: string | null
  asked_at: Date
  due_on: string
  demo: boolean
}

export interface RateLimits {
  key: string
  points: number
  expire: number | null
}

export interface RegionChanges {
  id: string
  region_id: string
  kind: string
  on_date: string
  before: string
  after: string
  other_region_id: string | null
  note: string
  made_by: string | null
  made_at: Date
}

export interface Regions {
  id: string
  parent_id: string | null
  code: string
  level: string
  kind: string
  name: string
  full_name: string
  slug: string
  stat_code: string | null
  path: string
  households: number | null
  population: number | null
  lng: number | null
  lat: number | null
  phone: string
  duty: string
  chain: string
  practice: boolean
  goes_live_on: string
  grace_until: string
  valid_from: string
  valid_to: string | null
  pinyin: string
  initials: string
}

export interface ReportAdditions {
  id: string
  report_id: string
  text: string
  at: Date
}

export interface ReportCallbacks {
  id: string
  report_id: string
  chosen_at: Date
  called_at: Date | null
  by_person: string | null
  by_name: string
  reached: boolean | null
  rating: string | null
  differs: boolean | null
  note: string
}

export interface ReportCopies {
  case_id: string
  region_id: string
  route_id: string
  at: Date
}

export interface ReportCorrections {
  id: string
  report_id: string
  notice_id: string
  holder_id: string
  text: string
  by_name: string
  by_post: string
  by_place: string
  asked_at: Date
  met_at: Date | null
  met_how: string | null
}

export interface ReportFaces {
  report_id: string
  seq: number
  shown: boolean
  title: string
  text: string
  name: string
  file_ids: string[]
  reason: string
  by_name: string
  by_post: string
  at: Date
  tokens: string | null
}

export interface ReportFiles {
  id: string
  report_id: string
  position: number
  kind: string
  name: string
  type: string
  bytes: number
  sha256: string
  shown_sha256: string | null
  shown_type: string | null
  transcript: string
  transcript_by: string | null
  added_at: Date
  poster_sha256: string | null
  unreadable_at: Date | null
  copies_sealed: boolean
}

export interface ReportLooks {
  id: string
  report_id: string
  person_id: string
  person_name: string
  post_name: string
  why: string
  at: Date
}

export interface ReportMonths {
  region_id: string
  month: string
  kind: string
  path: string
  received: number
  answered: number
  in_time: number
  satisfied: number
  basic: number
  unsatisfied: number
}

export interface ReportPieces {
  begun_id: string
  at_byte: number
  bytes: Buffer
}

export interface ReportPiecesBegun {
  id: string
  form_key: string
  name: string
  bytes: number
  begun_at: Date
  slot: string
  taker: string
}

export interface ReportRatings {
  id: string
  report_id: string
  rating: string
  reason: string
  by_party: string
  at: Date
  supporter_id: string | null
}

export interface ReportReplies {
  id: string
  report_id: string
  seq: number
  text: string
  form: string
  file_ids: string[]
  by_name: string
  by_post: string
  by_place: string
  at: Date
  leaf_id: string | null
}

export interface ReportReplyFiles {
  id: string
  report_id: string
  reply_id: string | null
  person_id: string
  position: number
  kind: string
  name: string
  type: string
  bytes: number
  sha256: string
  original_sha256: string
  taken_at: Date
}

export interface ReportRoutes {
  id: string
  name: string
  categories: string[]
  units: string[]
  copies: boolean
  made_by: string
  made_at: Date
  ended_at: Date | null
  area_id: string | null
  kinds: string[]
  words: string[]
  version: number
  tried_at: Date | null
  tried_days: number | null
  tried_took: number | null
  on_at: Date | null
  on_by: string | null
}

export interface ReportShares {
  request_id: string
  case_id: string
  reason: string
  person_id: string
  person_name: string
  post_name: string
  at: Date
}

export interface ReportSupporters {
  id: string
  report_id: string
  secret_hash: string
  contact: Buffer | null
  visitor: string
  at: Date
}

export interface ReportUploads {
  id: string
  form_key: string
  kind: string
  name: string
  type: string
  bytes: number
  sha256: string
  shown_sha256: string | null
  shown_type: string | null
  sent_at: Date
  report_id: string | null
}

export interface Reports {
  id: string
  code: string
  secret_hash: string
  region_id: string
  path: string
  kind: string
  channel: string
  text: string
  spot: string
  group_id: string | null
  lng: number | null
  lat: number | null
  contact: Buffer | null
  show: string
  notice_id: string | null
  notice_row: string
  about: Buffer | null
  category: string
  judgement: string
  finding: string | null
  supporters: number
  rating: string | null
  idempotency_key: string | null
  consent_file_id: string | null
  filed_by: string | null
  received_at: Date
  salt: Buffer
  commitment: string
  leaf_id: string
  first_answered_at: Date | null
  answered_level: string | null
  answered_by: string | null
  late: boolean
  closed_on: string | null
  row_ref: string
  contact_index: string | null
}

export interface ResidentBefores {
  import_id: string
  resident_id: string
  id_number: Buffer | null
  id_index: string | null
  phone: Buffer | null
  phone_index: string | null
  level: number
}

export interface ResidentChanges {
  id: string
  resident_id: string
  kind: string
  before: unknown
  after: unknown
  import_id: string | null
  by_name: string
  reason: string
  at: Date
}

export interface ResidentCodes {
  id: string
  phone_index: string
  code_hash: string
  tries: number
  made_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface ResidentImports {
  id: string
  file_name: string
  sha256: string
  region_id: string
  purpose: string
  authority: string
  plan: unknown
  counts: unknown
  made_by: string
  made_at: Date
  job_id: string | null
  done_at: Date | null
  undone_at: Date | null
  undone_by: string | null
}

export interface ResidentLooks {
  id: string
  resident_id: string
  kind: string
  agent_id: string
  agent_name: string
  consent: string
  notice_code: string
  at: Date
}

export interface ResidentNeighbours {
  name: string
  initials: string
  group_name: string
}

export interface ResidentOwnGroup {
  group_name: string
}

export interface ResidentReports {
  resident_id: string
  report_id: string
  party: string
  added_at: Date
}

export interface ResidentSessions {
  token_hash: string
  resident_id: string
  made_at: Date
  expires_at: Date
  agent_id: string | null
  agent_name: string
  id: string
  device: string
}

export interface Residents {
  id: string
  household_id: string
  region_id: string
  path: string
  path_end: string
  name: string
  initials: string
  relation: string
  sex: string
  born_on: string | null
  party: boolean
  id_number: Buffer | null
  id_index: string | null
  phone: Buffer | null
  phone_index: string | null
  level: number
  state: string
  state_on: string | null
  merged_into: string | null
  import_id: string | null
  changed_at: Date
}

export interface RoleNames {
  role: string
  name: string
}

export interface RoundFaults {
  round: string
  subject_id: string
  code: string
  times: number
  first_at: Date
  last_at: Date
  retry_at: Date
  told_at: Date | null
}

export interface RowChecks {
  notice_id: string
  step: string
  content_hash: string
  row: number
  differs: string
  checked_by: string
  checked_at: Date
}

export interface Rules {
  id: string
  code: string
  name: string
  value: unknown
  unit: string
  floor: string | null
  ceiling: string | null
  citation: string
  article: string
  jurisdiction: string
  kind: string
  effective_from: string
  effective_to: string | null
  note: string
  set_by: string | null
  set_at: Date
  starts: string
  ends: string
  source: string
  checked: boolean
}

export interface SavedViews {
  id: string
  person_id: string
  name: string
  query: unknown
  saved_at: Date
}

export interface SchemaMigrations {
  name: string
  sha256: string
  applied_at: Date
}

export interface SealStamps {
  seal_use_id: string
  stamped_on: string
  keeper_name: string
  keeper_post: string
  approver_name: string
  approver_post: string
  file_id: string
  at: Date
}

export interface SealUses {
  id: string
  code: string
  region_id: string
  path: string
  seal: string
  paper: string
  reason: string
  copies: number
  asker_kind: string
  asker_name: string
  asked_at: Date
  asked_by: string
  asked_by_name: string
  asked_by_post: string
  idempotency_key: string | null
}

export interface SearchWords {
  said: string
  means: string[]
  phone: string
  advice: string
  set_at: Date
}

export interface SelfCheckSignatures {
  check_id: string
  clean: boolean
  found: unknown
  content_hash: string
  person_id: string
  by_name: string
  by_post: string
  by_place: string
  kind: string
  strokes: unknown
  scan_sha256: string | null
  signed_at: Date
  binding: string
}

export interface SelfCheckUrges {
  id: string
  check_id: string
  on_day: string
  region_id: string
  place_name: string
  person_id: string
  person_name: string
  post_name: string
  text: string
  at: Date
}

export interface SelfChecks {
  id: string
  region_id: string
  path: string
  month: string
  due_on: string
  clean: boolean
  found: unknown
  saved_at: Date | null
  saved_by: string | null
  signed_at: Date | null
}

export interface ServiceFrames {
  version: number
  definition: unknown
  made_at: Date
  made_by: string | null
}

export interface ServiceHalls {
  region_id: string
  version: number
  definition: unknown
  made_at: Date
  made_by: string
}

export interface Services {
  code: string
  version: number
  name: string
  position: number
  definition: unknown
  state: string
  valid_from: string
  made_at: Date
  made_by: string | null
  listed: unknown
}

export interface Settings {
  code: string
  value: unknown
  set_at: Date
  set_by: string | null
}

export interface SignInFailures {
  username: string
  count: number
  last_at: Date
  locked_until: Date | null
}

export interface Signatures {
  id: string
  case_id: string
  seq: number
  person_id: string
  content_hash: string
  kind: string
  strokes: unknown
  scan_sha256: string | null
  signed_at: Date
  binding: string
}

export interface SiteViews {
  code: string
  day: string
  views: number
}

export interface SourcePapers {
  id: string
  notice_id: string
  file_id: string
  name: string
  added_by: string
  added_at: Date
  removed_at: Date | null
}

export interface StandardAnswers {
  id: string
  region_id: string
  title: string
  text: string
  made_by: string
  made_at: Date
  ended_at: Date | null
}

export interface UsedCodes {
  user_id: string
  code_hash: string
  used_at: Date
}

export interface WechatAccounts {
  id: string
  app_id: string
  original_id: string
  secret: Buffer
  token: Buffer
  old_token: Buffer | null
  aes_key: Buffer | null
  old_aes_key: Buffer | null
  api_base: string
  open_base: string
  verified: boolean
  in_use: boolean
  menu: unknown
  menu_sent_at: Date | null
  changed_by: string
  changed_at: Date
}

export interface WechatBindings {
  id: string
  openid_index: string
  resident_id: string
  bound_at: Date
  ended_at: Date | null
}

export interface WechatConsents {
  follower_id: string
  template_id: string
  left_over: number | null
  said_at: Date
}

export interface WechatDrafts {
  id: string
  follower_id: string
  lat: number | null
  lng: number | null
  begun_at: Date
}

export interface WechatFollowers {
  id: string
  openid_index: string
  openid: Buffer
  region_id: string | null
  followed_at: Date | null
  left_at: Date | null
  spoke_at: Date | null
}

export interface WechatMedia {
  id: string
  draft_id: string
  media_id: Buffer
  kind: string
  state: string
  error: string
  tries: number
  not_before: Date
}

export interface WechatNews {
  day: string
  region_id: string | null
  after_id: string
  done_at: Date | null
}

export interface WechatPosters {
  region_id: string
  app_id: string
  url: string
  made_at: Date
}

export interface WechatSeen {
  key: string
  sent_with: string
  reply: Buffer | null
  seen_at: Date
}

export interface WechatTemplates {
  kind: string
  template_id: string
  lasting: boolean
  fields: unknown
  changed_by: string
  changed_at: Date
}

export interface WechatTokens {
  kind: string
  value: Buffer | null
  good_until: Date
  forced_at: Date | null
  forced_today: number
}

export interface Withdrawals {
  notice_id: string
  kind: string
  reason: string
  by_name: string
  by_post: string
  by_place: string
  at: Date
  leaf_id: string
  lifted_at: Date | null
}

/** Tables and views by name. */
export interface Tables {
  accounts: Accounts
  accusation_keys: AccusationKeys
  accusation_looks: AccusationLooks
  accusation_steps: AccusationSteps
  accusations: Accusations
  answers: Answers
  api_keys: ApiKeys
  application_faces: ApplicationFaces
  application_follows: ApplicationFollows
  application_looks: ApplicationLooks
  application_papers: ApplicationPapers
  application_records: ApplicationRecords
  application_shares: ApplicationShares
  applications: Applications
  appointments: Appointments
  archives: Archives
  audit_trail: AuditTrail
  auth_accounts: AuthAccounts
  auth_sessions: AuthSessions
  auth_two_factors: AuthTwoFactors
  auth_users: AuthUsers
  auth_verifications: AuthVerifications
  calendar_days: CalendarDays
  card_lifts: CardLifts
  cards: Cards
  case_bars: CaseBars
  case_events: CaseEvents
  case_requests: CaseRequests
  cases: Cases
  catalogue_categories: CatalogueCategories
  catalogue_items: CatalogueItems
  confirmation_failures: ConfirmationFailures
  correction_demands: CorrectionDemands
  deputations: Deputations
  drafts: Drafts
  files: Files
  form_templates: FormTemplates
  group_members: GroupMembers
  hand_overs: HandOvers
  historical_files: HistoricalFiles
  historical_records: HistoricalRecords
  household_slips: HouseholdSlips
  households: Households
  import_files: ImportFiles
  import_rows: ImportRows
  imports: Imports
  item_comments: ItemComments
  item_grace: ItemGrace
  job_progress: JobProgress
  key_prints: KeyPrints
  kinships: Kinships
  leading_groups: LeadingGroups
  ledger_bundles: LedgerBundles
  ledger_checkpoints: LedgerCheckpoints
  ledger_cosignatures: LedgerCosignatures
  ledger_leaves: LedgerLeaves
  ledger_tiles: LedgerTiles
  lifted_obligations: LiftedObligations
  mediation_meetings: MediationMeetings
  mediations: Mediations
  message_reads: MessageReads
  message_texts: MessageTexts
  messages: Messages
  notice_deliveries: NoticeDeliveries
  notices: Notices
  obligation_urges: ObligationUrges
  obligations: Obligations
  office_addresses: OfficeAddresses
  onboarding_ticks: OnboardingTicks
  pack_imports: PackImports
  page_versions: PageVersions
  paper_postings: PaperPostings
  paper_uploads: PaperUploads
  persons: Persons
  place_months: PlaceMonths
  post_kinds: PostKinds
  power_frames: PowerFrames
  power_run_hands: PowerRunHands
  power_run_notices: PowerRunNotices
  power_run_papers: PowerRunPapers
  power_run_questions: PowerRunQuestions
  power_run_steps: PowerRunSteps
  power_run_ways: PowerRunWays
  power_runs: PowerRuns
  powers: Powers
  public_accusation_keys: PublicAccusationKeys
  public_application_results: PublicApplicationResults
  public_calendar_days: PublicCalendarDays
  public_cards: PublicCards
  public_categories: PublicCategories
  public_correction_demands: PublicCorrectionDemands
  public_files: PublicFiles
  public_group_members: PublicGroupMembers
  public_historical_files: PublicHistoricalFiles
  public_historical_records: PublicHistoricalRecords
  public_items: PublicItems
  public_late_reports: PublicLateReports
  public_leading_groups: PublicLeadingGroups
  public_ledger_bundles: PublicLedgerBundles
  public_ledger_checkpoints: PublicLedgerCheckpoints
  public_ledger_cosignatures: PublicLedgerCosignatures
  public_ledger_leaves: PublicLedgerLeaves
  public_ledger_tiles: PublicLedgerTiles
  public_notice_clocks: PublicNoticeClocks
  public_notices: PublicNotices
  public_obligations: PublicObligations
  public_paper_postings: PublicPaperPostings
  public_place_months: PublicPlaceMonths
  public_post_kinds: PublicPostKinds
  public_posts: PublicPosts
  public_power_frames: PublicPowerFrames
  public_power_run_clocks: PublicPowerRunClocks
  public_power_run_notices: PublicPowerRunNotices
  public_power_run_papers: PublicPowerRunPapers
  public_power_run_pauses: PublicPowerRunPauses
  public_power_run_questions: PublicPowerRunQuestions
  public_power_run_steps: PublicPowerRunSteps
  public_power_run_ways: PublicPowerRunWays
  public_power_runs: PublicPowerRuns
  public_powers: PublicPowers
  public_questions: PublicQuestions
  public_region_changes: PublicRegionChanges
  public_regions: PublicRegions
  public_report_corrections: PublicReportCorrections
  public_report_events: PublicReportEvents
  public_report_files: PublicReportFiles
  public_report_months: PublicReportMonths
  public_report_orders: PublicReportOrders
  public_report_replies: PublicReportReplies
  public_report_reply_files: PublicReportReplyFiles
  public_report_search: PublicReportSearch
  public_reports: PublicReports
  public_rules: PublicRules
  public_seal_uses: PublicSealUses
  public_search: PublicSearch
  public_search_words: PublicSearchWords
  public_service_frames: PublicServiceFrames
  public_service_halls: PublicServiceHalls
  public_service_outcomes: PublicServiceOutcomes
  public_services: PublicServices
  public_settings: PublicSettings
  public_templates: PublicTemplates
  publication_files: PublicationFiles
  publications: Publications
  question_bars: QuestionBars
  question_reviews: QuestionReviews
  questions: Questions
  rate_limits: RateLimits
  region_changes: RegionChanges
  regions: Regions
  report_additions: ReportAdditions
  report_callbacks: ReportCallbacks
  report_copies: ReportCopies
  report_corrections: ReportCorrections
  report_faces: ReportFaces
  report_files: ReportFiles
  report_looks: ReportLooks
  report_months: ReportMonths
  report_pieces: ReportPieces
  report_pieces_begun: ReportPiecesBegun
  report_ratings: ReportRatings
  report_replies: ReportReplies
  report_reply_files: ReportReplyFiles
  report_routes: ReportRoutes
  report_shares: ReportShares
  report_supporters: ReportSupporters
  report_uploads: ReportUploads
  reports: Reports
  resident_befores: ResidentBefores
  resident_changes: ResidentChanges
  resident_codes: ResidentCodes
  resident_imports: ResidentImports
  resident_looks: ResidentLooks
  resident_neighbours: ResidentNeighbours
  resident_own_group: ResidentOwnGroup
  resident_reports: ResidentReports
  resident_sessions: ResidentSessions
  residents: Residents
  role_names: RoleNames
  round_faults: RoundFaults
  row_checks: RowChecks
  rules: Rules
  saved_views: SavedViews
  schema_migrations: SchemaMigrations
  seal_stamps: SealStamps
  seal_uses: SealUses
  search_words: SearchWords
  self_check_signatures: SelfCheckSignatures
  self_check_urges: SelfCheckUrges
  self_checks: SelfChecks
  service_frames: ServiceFrames
  service_halls: ServiceHalls
  services: Services
  settings: Settings
  sign_in_failures: SignInFailures
  signatures: Signatures
  site_views: SiteViews
  source_papers: SourcePapers
  standard_answers: StandardAnswers
  used_codes: UsedCodes
  wechat_accounts: WechatAccounts
  wechat_bindings: WechatBindings
  wechat_consents: WechatConsents
  wechat_drafts: WechatDrafts
  wechat_followers: WechatFollowers
  wechat_media: WechatMedia
  wechat_news: WechatNews
  wechat_posters: WechatPosters
  wechat_seen: WechatSeen
  wechat_templates: WechatTemplates
  wechat_tokens: WechatTokens
  withdrawals: Withdrawals
}
