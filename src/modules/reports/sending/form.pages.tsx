/** Telling the village something: one page, no account; words, voice, pictures or video alone are enough. */
import { accusationKeysQ } from '../accusations/accuse.queries.ts'
import { AboutRun } from '../../powers/index.pages.ts'
import { aboutRun, type RunAsked } from '../../powers/index.ts'
import { Beside, calledIn } from './beside.parts.tsx'
import type { Held } from '../../../kernel/people/holding.ts'
import { Fold, Second } from '../../../web/less.tsx'
import { ErrorSummary } from '../../../web/field.tsx'
import type { Upload } from './uploads.ts'
import { readRowRef } from './rowRef.ts'
import {
  AboutList,
  ContactFields,
  FileFields,
  KindFields,
  PlaceFields,
  ShowFields,
  OwnNumbers,
  WhereFields,
} from './form.parts.tsx'
import { NamedPerson } from './named.parts.tsx'
import type { Form } from './form.read.ts'
import { newHref } from '../addresses.ts'
import { urgentIn } from '../../../kernel/danger/danger.ts'
import { aboutNoticeQ, choicesQ, placeFor, type AboutNotice, type Choice, type SendingPlace } from './place.queries.ts'
import type { Similar } from './similar.ts'
import { wordsOfRow } from './rowWords.ts'
import type { Shown, Visit } from '../site.ts'

/**
 * What is asked before anything is taken in: words of danger, the like told already, one of the cadres named, numbers
 * that are one's own.
 */
export type Asks = { urgent: string[]; similar: Similar[]; named: boolean; numbers: string | undefined }
export const asksNothing: Asks = { urgent: [], similar: [], named: false, numbers: undefined }

/** What an answered question is called in the form: each is answered for itself, danger by its tick. */
export const askedOf = (asks: Asks, before: string): string =>
  [
    ...new Set([
      ...before.split(' '),
      asks.similar.length > 0 ? 'similar' : '',
      asks.named ? 'named' : '',
      asks.numbers === undefined ? '' : 'numbers',
    ]),
  ]
    .filter((q) => q !== '')
    .join(' ')
export type FormView = { form: Form; uploads: Upload[] } & Asks

/**
 * The form for a village (`slug`), or with a choice of the place. After a refusal it holds all that was typed and sent.
 */
export async function formPage(visit: Visit, slug: string | undefined, view: FormView): Promise<Shown> {
  const place = slug === undefined ? undefined : await placeFor(visit, slug)
  const choices = place ? [] : await choicesQ(visit.db, visit.today)
  const notice = view.form.typed.notice === '' ? undefined : (await aboutNoticeQ(visit.db, view.form.typed.notice))[0]
  const ref = notice && readRowRef(view.form.typed.ref)
  const row = notice && ref && (await wordsOfRow(visit.db, notice.code, ref))
  const run =
    view.form.typed.run === ''
      ? undefined
      : await aboutRun(visit.db, view.form.typed.run, view.form.typed.step, place?.path ?? '')
  const accuses = (await accusationKeysQ(visit.db)).length > 0
  const refused = view.form.errors.length > 0
  const called = visit.brief ? [] : await calledIn(visit, place)
  return {
    title: `反映问题${place ? ` · ${place.name}` : ''}`,
    noindex: true,
    fleeting: true,
    status: refused ? 422 : 200,
    scripts: ['report'],
    crumbs:
      place && place.level === 'village'
        ? [
            ...(place.parent_slug ? [{ href: `/t/${place.parent_slug}`, text: place.parent_name! }] : []),
            { href: `/v/${place.slug}`, text: place.name },
          ]
        : [{ href: '/', text: visit.frame.county }],
    body: (
      <Body
        visit={visit}
        place={place}
        choices={choices}
        notice={notice}
        row={row}
        run={run}
        accuses={accuses}
        called={called}
        {...view}
      />
    ),
  }
}

type BodyProps = {
  visit: Visit
  place: SendingPlace | undefined
  choices: Choice[]
  notice: AboutNotice | undefined
  row: string | undefined
  run: RunAsked | undefined
  /** A discipline office takes sealed accusations here. */
  accuses: boolean
  called: readonly Held[]
} & FormView

function Body({
  visit,
  place,
  choices,
  notice,
  row,
  run,
  accuses,
  called,
  form,
  uploads,
  urgent,
  similar,
  named,
  numbers,
}: BodyProps) {
  const { typed, errors } = form
  const wrong = (field: string) => errors.find((e) => e.field === field)?.say
  const asked = urgent.length > 0 || similar.length > 0 || named || numbers !== undefined
  const rule = (code: string) => String(visit.frame.rules.find(code)?.value ?? '')
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{place ? `向${place.name}反映` : '反映问题'}</h1>
      <div class="two">
        <div>
          <p>
            写几个字、录一段话、拍张照片都行。不用注册，可以不留姓名。
            <Second>收到后给您一张回执，凭回执查结果。</Second>
          </p>
          <form
            method="post"
            enctype="multipart/form-data"
            action={newHref(place?.slug)}
            data-report
            data-place={place?.slug ?? ''}
            data-file-mb={rule('report.fileMb')}
            data-voice-minutes={rule('report.voiceMinutes')}
            data-files-most={rule('report.filesMost')}
            novalidate
          >
            <input type="hidden" name="asked" value={askedOf({ urgent, similar, named, numbers }, typed.asked)} />
            <Similars similar={similar} />
            <NamedPerson shown={named} />
            <OwnNumbers found={numbers} />
            <input type="hidden" name="key" value={typed.key} />
            <input type="hidden" name="lng" value={typed.lng} />
            <input type="hidden" name="lat" value={typed.lat} />
            {!place && <PlaceFields visit={visit} choices={choices} value={typed.place} error={wrong('place')} />}
            <Fold first title="什么事" open>
              {notice && <AboutList notice={notice} typed={typed} row={row} />}
              {run && <AboutRun run={run} />}
              <KindFields
                typed={typed}
                wrong={wrong}
                hotline={rule('report.hotline.discipline')}
                danger={urgentIn(typed.text, visit.frame.rules).length > 0}
                rules={visit.frame.rules}
                accuses={accuses}
                rows={visit.brief ? 4 : 6}
              />
            </Fold>
            <Fold first title="照片和录音" note="可以不传" open>
              <FileFields
                typed={typed}
                wrong={wrong}
                uploads={uploads}
                most={rule('report.filesMost')}
                mb={rule('report.fileMb')}
                minutes={rule('report.voiceMinutes')}
              />
            </Fold>
            <Fold first title="在哪里" note="可以不填" open={!visit.brief || fillsIn(form, ['group', 'spot'])}>
              <WhereFields typed={typed} wrong={wrong} place={place} />
            </Fold>
            <Fold first title="您是谁" note="可以不填" open={!visit.brief || fillsIn(form, ['name', 'phone', 'show'])}>
              <ContactFields typed={typed} wrong={wrong} />
              <ShowFields typed={typed} wrong={wrong} />
            </Fold>
            <p role="status" data-status />
            <p class="do">
              <button class="press" type="submit">
                {asked ? '仍要提交' : '提交'}
              </button>
            </p>
          </form>
          <p class="quiet">
            已经反映过的，<a href="/reports">用回执查结果</a>。
            {place?.phone && (
              <>
                也可以打电话：<a href={`tel:${place.phone}`}>{place.phone}</a>。
              </>
            )}
          </p>
        </div>
        <Second>
          <div class="side desk">
            <Beside visit={visit} place={place} called={called} />
          </div>
        </Second>
      </div>
    </>
  )
}

/** Whether a part that large type folds must stand open: something is typed, chosen otherwise than at first, or wrong. */
const fillsIn = ({ typed, errors }: Form, fields: readonly ('group' | 'spot' | 'name' | 'phone' | 'show')[]): boolean =>
  errors.some((e) => fields.some((f) => e.field === f || e.field.startsWith(`${f}-`))) ||
  fields.some((f) => typed[f] !== '' && !(f === 'show' && typed.show === 'handlers'))

/** What others have told already: one may say "me too" instead, and get a receipt of one's own. */
function Similars({ similar }: { similar: readonly Similar[] }) {
  if (similar.length === 0) return null
  return (
    <div class="note">
      <p>
        <b>有人反映过类似的事，正在办。</b>是同一件，点进去按“我也遇到了”，一起跟着办；不是，就在下面按“仍要提交”。
      </p>
      <ul>
        {similar.map((s) => (
          <li key={s.code}>
            <a href={`/reports/${s.code}`} target="_blank" rel="noopener">
              {s.title}
            </a>
            （{s.supporters} 人）
          </li>
        ))}
      </ul>
    </div>
  )
}
