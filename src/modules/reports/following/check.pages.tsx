/** Is this receipt genuine? Checked in the visitor's own browser. */
import type { Shown } from '../site.ts'

export function checkPage(vkey: string): Shown {
  return {
    title: '核对回执',
    fleeting: true,
    scripts: ['check'],
    crumbs: [{ href: '/reports', text: '用回执查结果' }],
    body: (
      <div class="text">
        <h1>核对回执</h1>
        <p>
          回执是签了名的。编号、时间、内容哪怕改一个字，签名就对不上；收到的每一件还记在<a href="/log">公开存证</a>
          里，县里也删不掉。
        </p>
        <div data-check-receipt={vkey} hidden>
          <div class="field">
            <label for="receipt">把收件证明里的那一行字贴在这里，或选文件</label>
            <textarea id="receipt" rows={5} />
          </div>
          <div class="field">
            <label for="file">收件证明文件（.receipt）</label>
            <input type="file" id="file" accept=".receipt,text/plain" />
          </div>
          <p class="do">
            <button class="press" type="button">
              核对
            </button>
          </p>
          <p role="status" />
        </div>
        <h2>自己核对</h2>
        <p>懂电脑的人可以不靠本站，用开源程序核对：</p>
        <pre>npm run verify -- 回执.receipt --key "{vkey}"</pre>
        <p>
          公钥请以县里另行公布的为准。加上 <code>--log 网址</code>，连公开存证一起核对。
        </p>
      </div>
    ),
  }
}
