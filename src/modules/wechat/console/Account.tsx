/** The county's official account: what stands at WeChat, what stands here, and whether they find each other. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { Button } from '../../../console/parts/Button.tsx'
import { FormDialog, type Field } from '../../../console/parts/FormDialog.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../console/parts/tell.tsx'
import { api } from '../client.ts'
import { MenuEditor } from './MenuEditor.tsx'
import { NewsTemplates } from './NewsTemplates.tsx'
import { Posters } from './Posters.tsx'

type Account = {
  appId: string
  originalId: string
  plain: boolean
  old: boolean
  apiBase: string
  openBase: string
  verified: boolean
  inUse: boolean
}

export default function AccountScreen() {
  const query = useQuery({ queryKey: ['wechat-account'], queryFn: () => ask(api.wechat.account.$get()) })
  const [editing, setEditing] = useState(false)
  return (
    <div className="page">
      <h1>微信公众号</h1>
      <p>村民关注后，发几个字就能查公开内容；发照片、录音、位置，写成一件反映，由本人看过再提交。</p>
      <Shown query={query} what="公众号">
        {({ account, callback }) => (
          <>
            {account ? (
              <Facts account={account} callback={callback} />
            ) : (
              <Note>还没有填公众号。先在微信公众平台注册并认证，再把“开发接口管理”里的几项填到这里。</Note>
            )}
            <div className="do">
              <Button type="primary" onClick={() => setEditing(true)}>
                {account ? '改' : '填公众号'}
              </Button>
              {account && <Button onClick={() => void tryIt()}>连一下试试</Button>}
              {account?.old && (
                <Button onClick={() => void dropOld(account).then(() => query.refetch())}>旧的不再用</Button>
              )}
            </div>
            {account?.inUse && <MenuEditor />}
            {account?.inUse && account.verified && <NewsTemplates />}
            {account?.inUse && <Posters />}
            {editing && (
              <FormDialog
                title="公众号"
                button="存下"
                fields={fieldsOf(account)}
                onClose={() => setEditing(false)}
                onDone={async (v) => {
                  await ask(api.wechat.account.$put({ json: inputOf(v) }))
                  tell('存好了。')
                  await query.refetch()
                }}
              />
            )}
          </>
        )}
      </Shown>
    </div>
  )
}

function Facts({ account, callback }: { account: Account; callback: string | undefined }) {
  return (
    <dl className="facts">
      <dt>状态</dt>
      <dd>{account.inUse ? '在用' : '停着，微信发来的都不收'}</dd>
      <dt>填到微信那边的网址</dt>
      <dd>{callback ?? '还没有设网站网址（BASE_URL），微信找不到这里'}</dd>
      <dt>AppID</dt>
      <dd>{account.appId}</dd>
      <dt>原始 ID</dt>
      <dd>{account.originalId}</dd>
      <dt>消息</dt>
      <dd>{account.plain ? '明文' : '加密'}</dd>
      <dt>认证</dt>
      <dd>{account.verified ? '认证的服务号' : '没有认证，不能用微信登录，不能发通知'}</dd>
      {account.old && (
        <>
          <dt>换令牌或密钥</dt>
          <dd>新旧两个都认。微信那边换好，收到过消息以后，按“旧的不再用”。</dd>
        </>
      )}
    </dl>
  )
}

function fieldsOf(account: Account | undefined): Field[] {
  const kept = account ? { optional: true, hint: '不改就空着' } : {}
  return [
    { key: 'appId', label: 'AppID', hint: '开发者 ID，wx 开头', start: account?.appId ?? '', max: 18 },
    {
      key: 'originalId',
      label: '原始 ID',
      hint: '公众号设置里的，gh_ 开头',
      start: account?.originalId ?? '',
      max: 30,
    },
    { key: 'secret', label: 'AppSecret', type: 'password', max: 32, ...kept },
    { key: 'token', label: '令牌（Token）', type: 'password', max: 32, ...kept },
    {
      key: 'plain',
      label: '消息加解密方式',
      type: 'select',
      options: [
        ['aes', '安全模式（加密）'],
        ['plain', '明文模式'],
      ],
      start: account?.plain ? 'plain' : 'aes',
    },
    {
      key: 'aesKey',
      label: '消息加解密密钥',
      type: 'password',
      max: 43,
      optional: true,
      hint: account ? '不改就空着' : '43 位；明文模式不用填',
    },
    { key: 'verified', label: '认证过的服务号', type: 'check', start: account?.verified ? '1' : '' },
    { key: 'inUse', label: '启用', type: 'check', start: account && !account.inUse ? '' : '1' },
    {
      key: 'apiBase',
      label: '微信接口的网址',
      hint: '经过代理才改',
      start: account?.apiBase ?? 'https://api.weixin.qq.com',
      max: 200,
    },
    {
      key: 'openBase',
      label: '微信授权的网址',
      hint: '经过代理才改',
      start: account?.openBase ?? 'https://open.weixin.qq.com',
      max: 200,
    },
  ]
}

function inputOf(v: Record<string, string>) {
  const secret = (key: string) => v[key]?.trim() || undefined
  return {
    appId: v['appId']!,
    originalId: v['originalId']!,
    secret: secret('secret'),
    token: secret('token'),
    aesKey: secret('aesKey'),
    plain: v['plain'] === 'plain',
    dropOld: false,
    apiBase: v['apiBase']!,
    openBase: v['openBase']!,
    verified: v['verified'] === '1',
    inUse: v['inUse'] === '1',
  }
}

const tryIt = () =>
  ask(api.wechat.account.try.$post()).then(() => tell('连上了，AppID 和 AppSecret 是对的。'), tellWrong)

async function dropOld({ appId, originalId, plain, apiBase, openBase, verified, inUse }: Account) {
  if (!window.confirm('旧的令牌和密钥不再认，微信那边确实换好了？')) return
  const same = { appId, originalId, plain, apiBase, openBase, verified, inUse }
  await ask(api.wechat.account.$put({ json: { ...same, dropOld: true } })).then(() => tell('旧的不再认了。'), tellWrong)
}
