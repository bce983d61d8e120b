/** The fields of a report. */
import { Choices, Field, Select } from '../../../web/field.tsx'
import { reportKinds, shows } from '../reports.schema.ts'
import type { Upload } from './uploads.ts'
import { Danger, idOrCard, numbersBoxOf } from '../../../kernel/danger/danger.parts.tsx'
import { accuseHref } from '../addresses.ts'
import type { Typed } from './form.read.ts'
import type { AboutNotice, Choice, SendingPlace } from './place.queries.ts'
import type { Visit } from '../site.ts'

type Props = { typed: Typed; wrong: (field: string) => string | undefined }

/** Numbers that office work seldom needs and that are worth much to thieves: asked about before they are kept. */
export function OwnNumbers({ found }: { found: string | undefined }) {
  return (
    <div class="note" role="alert" {...numbersBoxOf()} hidden={found === undefined}>
      <p>
        <strong>您写到了{found ?? idOrCard}</strong>
      </p>
      <p>办这件事一般用不着，请删去。确实要写的，就按“仍要提交”，只有办理的人看得到。</p>
    </div>
  )
}

export function PlaceFields({
  visit,
  choices,
  value,
  error,
}: {
  visit: Visit
  choices: readonly Choice[]
  value: string
  error?: string | undefined
}) {
  const townships = [...new Set(choices.map((c) => c.township))]
  const root = visit.frame.root
  return (
    <Select
      name="place"
      label="反映给哪里"
      value={value}
      error={error}
      empty="请选择村（社区）"
      help={`村里的事选村；不是哪个村的事，选${visit.frame.whole}。`}
      groups={[
        ...(root ? [{ label: '', options: [{ value: root.slug, text: `${root.name}（不是哪个村的事）` }] }] : []),
        ...townships.map((t) => ({
          label: t,
          options: choices.filter((c) => c.township === t).map((c) => ({ value: c.slug, text: c.name })),
        })),
      ]}
    />
  )
}

/** A complaint that hangs on a notice, and on a row of it. */
export function AboutList({ notice, typed, row }: { notice: AboutNotice; typed: Typed; row: string | undefined }) {
  return (
    <div class="note">
      <p>
        对这项公开有意见：
        <a href={`/d/${notice.code}`}>
          {notice.place}《{notice.title}》
        </a>
      </p>
      <input type="hidden" name="notice" value={notice.code} />
      <input type="hidden" name="ref" value={row === undefined ? '' : typed.ref} />
      {row === undefined ? (
        <Field
          name="row"
          label="是哪一行、哪一项（可以不填）"
          value={typed.row}
          maxLength={200}
          help="例如第几行，什么内容。"
        />
      ) : (
        <p>
          <b>{row}</b>　<a href={`/d/${notice.code}`}>不是这一行，回去重选</a>
        </p>
      )}
    </div>
  )
}

const helps: Partial<Record<keyof typeof reportKinds, string>> = {
  list: '送给乡镇核查，不由村里自己处理',
  person: '送给乡镇或县里，被投诉的人看不到',
}

export function KindFields({
  typed,
  wrong,
  hotline,
  danger,
  rules,
  accuses,
  rows,
}: Props & { accuses: boolean; hotline: string; danger: boolean; rules: Visit['frame']['rules']; rows: number }) {
  return (
    <>
      <Choices
        name="kind"
        legend="您想说的是"
        value={typed.kind}
        error={wrong('kind-suggestion')}
        choices={Object.entries(reportKinds).map(([value, text]) => ({
          value,
          text,
          help: helps[value as keyof typeof reportKinds],
        }))}
      />
      <div data-person>
        <p class="note">
          反映党员、干部违纪违法，请打 <a href={`tel:${hotline}`}>{hotline}</a>，或到县纪委监委反映
          {accuses && (
            <>
              ，也可以写<a href={accuseHref}>加密举报</a>
            </>
          )}
          ；这张表不受理，也不转交。态度不好、办事拖拉、服务不到位，可以在这里投诉。
        </p>
        <Field
          name="about"
          label="投诉谁，或者哪个单位（投诉时填）"
          value={typed.about}
          error={wrong('about')}
          maxLength={100}
          help="写姓名和职务，我们好让他回避。只有办理的人看得到。"
        />
      </div>
      <Field
        name="text"
        label="说说是什么事"
        rows={rows}
        value={typed.text}
        error={wrong('text')}
        help="什么事、在哪里、多久了。不想写字，可以只录音、拍照。请不要写身份证号和银行卡号。"
      />
      <Danger rules={rules} shown={danger} called={danger && typed.urgent === 'seen'} goOn="继续反映" />
    </>
  )
}

const kindWords = { picture: '照片', voice: '录音', video: '视频', paper: '文件' } as const

export function FileFields({
  wrong,
  uploads,
  most,
  mb,
  minutes,
}: Props & { uploads: readonly Upload[]; most: string; mb: string; minutes: string }) {
  return (
    <div class={wrong('files') ? 'field bad' : 'field'} data-files>
      <label for="files" class="unseen">
        照片、录音、视频（可以不传）
      </label>
      <p class="help" id="files-help">
        最多 {most} 个，每个不超过 {mb} MB，录音最长 {minutes} 分钟。
      </p>
      {wrong('files') && (
        <p class="wrong" id="files-error">
          {wrong('files')}
        </p>
      )}
      {uploads.length > 0 && (
        <>
          <p>已经收到，不用再选：</p>
          <ul class="plain">
            {uploads.map((u) => (
              <li key={u.id}>
                <label class="choice">
                  <input type="checkbox" name="drop" value={u.id} />
                  <span>
                    去掉这个{kindWords[u.kind]}
                    <small>
                      {u.name}，{sizeOf(u.bytes)}
                    </small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
      <input
        type="file"
        id="files"
        name="files"
        multiple
        accept="image/*,audio/*,video/*"
        aria-describedby="files-help"
      />
      <ul class="plain" data-file-list />
      <div data-voice hidden>
        <p class="do">
          <button type="button" class="press second" data-record>
            录一段话
          </button>
        </p>
        <p role="status" data-record-status />
      </div>
    </div>
  )
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

export function WhereFields({ typed, wrong, place }: Props & { place: SendingPlace | undefined }) {
  const groups = place?.groups ?? []
  return (
    <>
      {groups.length > 0 && (
        <Select
          name="group"
          label="哪个村民小组（可以不选）"
          value={typed.group}
          empty="不清楚"
          groups={[{ label: '', options: groups.map((g) => ({ value: g.slug, text: g.name })) }]}
        />
      )}
      <Field
        name="spot"
        label="在什么地方（可以不填）"
        value={typed.spot}
        error={wrong('spot')}
        maxLength={100}
        help="例如：三组路口，小学门前的桥头。"
      />
      {typed.lat !== '' && <p class="quiet">位置已经带上了，请再用几个字写明地点。</p>}
      <div data-locate hidden>
        <p class="do">
          <button type="button" class="press second">
            用手机定位
          </button>
        </p>
        <p role="status" />
      </div>
    </>
  )
}

export function ContactFields({ typed, wrong }: Props) {
  return (
    <>
      <Field
        name="name"
        label="您的姓名（可以不填）"
        value={typed.name}
        error={wrong('name')}
        autocomplete="name"
        help="只有正在办的人能看，每看一次都有记录。"
      />
      <Field
        name="phone"
        label="您的电话（可以不填）"
        value={typed.phone}
        error={wrong('phone')}
        autocomplete="tel"
        inputmode="tel"
        help="办的人要问清楚时找您。永远不公开。"
      />
    </>
  )
}

export function ShowFields({ typed, wrong }: Props) {
  return (
    <Choices
      name="show"
      legend="谁能看到"
      value={typed.show}
      error={wrong('show-handlers')}
      choices={Object.entries(shows).map(([value, text]) => ({ value, text }))}
    />
  )
}
