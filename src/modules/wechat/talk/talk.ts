/** What the account says at once. Words are looked for; whatever else is sent begins a report. */
import type { Tx } from '../../../platform/db.ts'
import { emergencyNumbers, urgentIn } from '../../../kernel/danger/danger.ts'
import { villageAt } from '../../../kernel/regions/placeAt.ts'
import { placeHref } from '../../../kernel/regions/addresses.ts'
import type { Reply } from '../callback/envelope.ts'
import type { Said } from '../callback/said.ts'
import { addFile, addPlace, draftFor, openerOf } from '../drafts/drafts.ts'
import { takeConsents } from '../news/consents.ts'
import { readTemplates } from '../news/templates.ts'
import { choosesVillage, followerOf, follows, leaves, villageOf } from '../followers.ts'
import type { Site, Visit } from '../site.ts'
import { link, text } from './words.ts'

/** How many finds an answer holds. */
const mostFinds = 3
/** What a poster's code holds: "v_" and the village's slug. */
const villageScene = /^v_([a-z0-9][a-z0-9-]{0,60})$/

/** The answer to what `openid` said, with what it changes, in one transaction. Undefined where nobody waits for one. */
export async function answerTo(
  tx: Tx,
  site: Site,
  visit: Visit,
  openid: string,
  said: Said,
  now: Date,
): Promise<Reply | undefined> {
  const { secret } = site.office
  const follower = await followerOf(tx, secret, openid, now)
  switch (said.kind) {
    case 'words':
      return answerWords(site, visit, said.words, await villageOf(tx, follower.id))
    case 'file': {
      const draft = await draftFor(tx, follower.id, now)
      await addFile(tx, secret, draft, said, now)
      return goOn(visit, openerOf(secret, draft), received[said.what])
    }
    case 'place': {
      const draft = await draftFor(tx, follower.id, now)
      await addPlace(tx, draft, said)
      return goOn(visit, openerOf(secret, draft), '收到您发的位置。')
    }
    case 'follows':
      await follows(tx, follower.id, now)
      return welcome(tx, visit, follower.id, said.scene)
    case 'scans':
      return welcome(tx, visit, follower.id, said.scene)
    case 'leaves':
      await leaves(tx, follower.id, now)
      return undefined
    case 'presses':
      return help(visit)
    case 'consents':
      await takeConsents(tx, follower.id, said, now)
      return undefined
    case 'nothing':
      return undefined
  }
}

const received = { picture: '收到您的照片。', voice: '收到您的录音，会照原样留着。', video: '收到您的视频。' }

/** Nothing is told to anybody yet. */
const goOn = (visit: Visit, opener: string, first: string): Reply =>
  text([
    first,
    `要反映给村里，请${link(visit, `/wechat/d/${opener}`, '点这里写几句，再按“提交”')}。`,
    '没有提交，谁也看不到。一天内有效。',
  ])

async function welcome(tx: Tx, visit: Visit, followerId: string, scene: string | undefined): Promise<Reply> {
  const slug = villageScene.exec(scene ?? '')?.[1]
  const village = slug === undefined ? undefined : await villageAt(tx, slug)
  if (!village) return help(visit)
  await choosesVillage(tx, followerId, village.id)
  return text([
    `您好，这里是${visit.frame.county}阳光村务。`,
    link(visit, placeHref('village', village.slug), `看${village.name}公开了什么`),
    link(visit, `/v/${village.slug}/reports/new`, `向${village.name}反映`),
    ...((await readTemplates(tx)).length > 0 ? [link(visit, '/wechat/notices', '有新公开时通知我')] : []),
    '发文字可以查公开内容；发照片、录音、位置，可以写成一件反映。',
  ])
}

const help = (visit: Visit): Reply =>
  text([
    `您好，这里是${visit.frame.county}阳光村务。`,
    '发几个字就能查，例如“低保名单”“修路”。',
    '发照片、录音、位置，可以写成一件反映。',
    link(visit, '/', '进去看看'),
  ])

async function answerWords(site: Site, visit: Visit, words: string, village: string | undefined): Promise<Reply> {
  if (urgentIn(words, visit.frame.rules).length > 0) return inDanger(visit)
  if (words.length < 2) return help(visit)
  const asked = words.slice(0, 60)
  const finds = await site.finds(visit, asked, village, mostFinds)
  const more = new URLSearchParams({ q: asked, ...(village ? { place: village } : {}) })
  if (finds.length === 0)
    return text([
      `没有找到“${asked}”。换个说法试试，或者${link(visit, '/search', '自己去找')}。`,
      `要反映问题，请${link(visit, village ? `/v/${village}/reports/new` : '/reports/new', '点这里')}。`,
    ])
  return text([
    ...finds.map((f) => (f.href === undefined || f.href.startsWith('tel:') ? f.text : link(visit, f.href, f.text))),
    link(visit, `/search?${more}`, '看更多'),
  ])
}

/** Nobody reads this account day and night: whom to call comes before everything. */
function inDanger(visit: Visit): Reply {
  const { fire, medical, police } = emergencyNumbers(visit.frame.rules)
  return text([
    `有危险请马上打电话：着火 ${fire}，受伤 ${medical}，报警 ${police}。`,
    '这里不是值班电话，发在这里没有人马上看到。',
  ])
}
