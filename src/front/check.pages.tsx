/**
 * Checking what is on paper: notices and receipts, in the visitor's own browser, also saved as one file that needs no
 * network.
 */
import { columnNames, type Shown, type Visit } from '../modules/disclosure/index.pages.ts'
import { Fold } from '../web/less.tsx'

export async function checkPage(visit: Visit, vkey: string): Promise<Shown> {
  return {
    title: '核对纸上的公开和回执',
    description: '打印的公开和回执上有二维码，手机自己就能核对真假。',
    scripts: ['check'],
    crumbs: [{ href: '/', text: visit.frame.county }],
    body: (
      <div class="text">
        <h1>核对纸上的公开和回执</h1>
        <p>
          打印出来的公开和回执上都有二维码。拍下来，您的手机自己核对，不用相信本站的话。公开的内容、谁经办、哪天公开，改一个字就对不上。
        </p>
        <Reader vkey={vkey} names={await columnNames(visit)} />
        <h2>没有网也能核对</h2>
        <p>把核对工具存到手机或电脑里，是一个文件，里面带着今天的公钥。以后没有网，打开它就能核对。</p>
        <p class="do">
          <a class="press second" href="/check/reader.html" download={`核对工具-${visit.frame.county}.html`}>
            存一份核对工具
          </a>
        </p>
        <Fold title="懂电脑的人自己核对">
          <p>可以不靠本站，用开源程序核对：</p>
          <pre tabIndex={0}>
            npm run verify -- 公告.tlog-proof --key "{vkey}"{'\n'}npm run verify -- 回执.receipt --key "{vkey}"
          </pre>
          <p>
            核对回执时加上 <code>--log 网址</code>，连<a href="/log">公开存证</a>一起核对。
          </p>
        </Fold>
      </div>
    ),
  }
}

/**
 * What the script works on; on the page and in the saved file. `names`: what the columns of an item's table are
 * called.
 */
export function Reader({ vkey, names }: { vkey: string; names: Record<string, Record<string, string>> }) {
  return (
    <div data-reader data-names={JSON.stringify(names)} hidden>
      <div class="field">
        <label for="file">拍二维码，或选照片、收件证明、存证证明文件</label>
        <p class="help">一张纸上有几个码的，可以一起拍，也可以一个一个拍。照片不会传出去。</p>
        <input type="file" id="file" accept="image/*,.receipt,.tlog-proof,text/plain" multiple />
      </div>
      <div class="field">
        <label for="scanned">或者把扫出来的文字贴在这里</label>
        <textarea id="scanned" rows={4} />
      </div>
      <p class="do">
        <button class="press" type="button" data-check>
          核对
        </button>
        <button class="press second" type="button" data-again hidden>
          换一张纸
        </button>
      </p>
      <p role="status" />
      <div data-found />
      <details>
        <summary>公钥：核对签名靠它</summary>
        <div class="field">
          <label for="key">公钥（一行）</label>
          <p class="help">请以公告栏、报纸等处另行公布的为准，不一样的，把那里公布的贴在这里。</p>
          <textarea id="key" rows={3} data-theirs={vkey}>
            {vkey}
          </textarea>
        </div>
        <p data-kept />
      </details>
    </div>
  )
}
