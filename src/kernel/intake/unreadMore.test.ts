/**
 * More of what is hidden in office files and PDFs: in the package itself, in values that a sheet does not show, in a
 * page's own data.
 */
import { PDFDocument, PDFName, PDFString, StandardFonts, type PDFPage } from '@cantoo/pdf-lib'
import ExcelJS from 'exceljs'
import { strToU8 } from 'fflate'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { photo } from '../../../test/photo.ts'
import { cleanOffice } from '../files/cleanOffice.ts'
import { cleanPdf } from '../files/cleanPdf.ts'
import { FileRefused } from '../files/refused.ts'
import { readZip, writeZip } from '../files/zip.ts'
import { guardBytes, textOfBytes } from './textOf.ts'

const id = '11010519491231002X'
const mobile = '13800138000'
type Parts = Map<string, string>

async function book(change: (parts: Parts) => void): Promise<Uint8Array> {
  const made = new ExcelJS.Workbook()
  made.addWorksheet('表').addRow(['姓名', '金额'])
  const parts: Parts = new Map(
    [...readZip(new Uint8Array(await made.xlsx.writeBuffer()))].map(([n, b]) => [n, new TextDecoder().decode(b)]),
  )
  change(parts)
  return writeZip(new Map([...parts].map(([n, xml]) => [n, strToU8(xml)])))
}
const edit = (parts: Parts, name: string, from: string | RegExp, to: string) => {
  const before = parts.get(name) ?? ''
  const after = before.replace(from, to)
  if (after === before) throw new Error(`${name} has no ${from}`)
  parts.set(name, after)
}
const sheet = 'xl/worksheets/sheet1.xml'
const row = (parts: Parts, xml: string) => edit(parts, sheet, '</sheetData>', `<row r="9">${xml}</row></sheetData>`)
const word = (change: (parts: Parts) => void): Uint8Array => {
  const parts: Parts = new Map([
    ['[Content_Types].xml', '<Types><Default Extension="xml" ContentType="application/xml"/></Types>'],
    ['_rels/.rels', '<Relationships/>'],
    ['word/_rels/document.xml.rels', '<Relationships></Relationships>'],
    [
      'word/document.xml',
      '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>公告</w:t></w:r></w:p></w:body></w:document>',
    ],
  ])
  change(parts)
  return writeZip(new Map([...parts].map(([n, xml]) => [n, strToU8(xml)])))
}

/** As `unread.test.ts`: found by the guard, or not in what is published, in no part and no part's name. */
async function stands(bytes: Uint8Array, secret: string): Promise<'found' | 'gone' | 'refused' | 'published unread'> {
  const file = cleanOffice(bytes)
  const read = await guardBytes(file.bytes, {}).catch((e: unknown) => e)
  if (read instanceof FileRefused) return 'refused'
  if ((read as { findings: unknown[] }).findings.length > 0) return 'found'
  const left = [...readZip(file.bytes)].map(([part, data]) => part + new TextDecoder().decode(data)).join('')
  return left.includes(secret) ? 'published unread' : 'gone'
}

describe('Excel', () => {
  const hidden: [string, string, (parts: Parts) => void][] = [
    [
      'a number that its format does not show',
      mobile,
      (p) => {
        edit(p, 'xl/styles.xml', /<cellXfs count="\d+">/, '<cellXfs count="9"><xf numFmtId="11"/>')
        row(p, `<c r="A9" s="0"><v>${mobile}</v></c>`)
      },
    ],
    ['a number as a power of ten', mobile, (p) => row(p, '<c r="A9"><v>1.3800138E10</v></c>')],
    [
      'a cell under a merged one',
      mobile,
      (p) => {
        row(p, `<c r="A9" t="inlineStr"><is><t>合计</t></is></c><c r="B9"><v>${mobile}</v></c>`)
        edit(p, sheet, '</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="A9:B9"/></mergeCells>')
      },
    ],
    ['the same cell twice', mobile, (p) => row(p, `<c r="A9"><v>${mobile}</v></c><c r="A9"><v>1</v></c>`)],
    ['a result of a formula', id, (p) => row(p, `<c r="A9" t="str"><f>B1</f><v>${id}</v></c>`)],
    [
      'a sheet that the book does not name',
      id,
      (p) =>
        p.set(
          'xl/worksheets/sheet9.xml',
          `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>${id}</v></c></row></sheetData></worksheet>`,
        ),
    ],
    [
      'a number on a sheet that the book does not name',
      mobile,
      (p) =>
        p.set(
          'xl/worksheets/sheet9.xml',
          `<worksheet><sheetData><row r="1"><c r="A1"><v>${mobile}</v></c></row></sheetData></worksheet>`,
        ),
    ],
    [
      'where a link leads',
      id,
      (p) =>
        p.set(
          'xl/worksheets/_rels/sheet1.xml.rels',
          `<Relationships><Relationship Id="rId1" Type="http://x/hyperlink" Target="https://example.cn/${id}" TargetMode="External"/></Relationships>`,
        ),
    ],
    ['a comment of XML', id, (p) => edit(p, sheet, '</worksheet>', `<!-- ${id} --></worksheet>`)],
    ['an instruction of XML', id, (p) => edit(p, sheet, '</worksheet>', `<?x ${id}?></worksheet>`)],
    ['CDATA', id, (p) => edit(p, sheet, '</worksheet>', `<extLst><ext><![CDATA[${id}]]></ext></extLst></worksheet>`)],
    ['the name of a part', id, (p) => p.set(`xl/worksheets/s${id}.xml`, '<worksheet/>')],
    ['the name of a picture', id, (p) => p.set(`xl/media/${id}.emf`, 'x')],
    [
      'a mark that is none',
      id,
      (p) => edit(p, sheet, '</worksheet>', `<extLst><ext x:id="${id}"/></extLst></worksheet>`),
    ],
    [
      'a namespace',
      id,
      (p) => edit(p, sheet, '</worksheet>', `<extLst><ext xmlns:z="urn:${id}"/></extLst></worksheet>`),
    ],
    ['the name of an element', id, (p) => edit(p, sheet, '</worksheet>', `<extLst><e${id}/></extLst></worksheet>`)],
    [
      'the list of content types',
      id,
      (p) => edit(p, '[Content_Types].xml', '</Types>', `<Default Extension="x" ContentType="a/${id}"/></Types>`),
    ],
    [
      'a text in the list of content types',
      id,
      (p) => edit(p, '[Content_Types].xml', '</Types>', `<x>${id}</x></Types>`),
    ],
    [
      'the relations of the package',
      id,
      (p) => edit(p, '_rels/.rels', '</Relationships>', `<x>${id}</x></Relationships>`),
    ],
    [
      'a defined name that is hidden',
      id,
      (p) =>
        edit(
          p,
          'xl/workbook.xml',
          '</workbook>',
          `<definedNames><definedName name="a" hidden="1">"${id}"</definedName></definedNames></workbook>`,
        ),
    ],
    [
      'custom views',
      id,
      (p) =>
        edit(
          p,
          'xl/workbook.xml',
          '</workbook>',
          `<customWorkbookViews><customWorkbookView name="${id}" guid="{0}"/></customWorkbookViews></workbook>`,
        ),
    ],
    ['settings of a printer', id, (p) => p.set('xl/printerSettings/printerSettings1.bin', id)],
    ['persons of comments', id, (p) => p.set('xl/persons/person.xml', `<p displayName="${id}"/>`)],
  ]
  test.each(hidden)('%s', async (_, secret, change) => {
    expect(await stands(await book(change), secret)).not.toBe('published unread')
  })
  test('sums, dates and thirds are no numbers of persons', async () => {
    const bytes = await book((p) =>
      row(
        p,
        '<c r="A9"><v>46000.123456789012</v></c><c r="B9"><v>0.30000000000000004</v></c><c r="C9"><v>1234567.891</v></c><c r="D9"><v>1260000000</v></c>',
      ),
    )
    expect((await guardBytes(cleanOffice(bytes).bytes, {})).findings).toEqual([])
  })
  test.each([
    [
      'a sheet very hidden, with another prefix',
      (p: Parts) =>
        edit(p, 'xl/workbook.xml', '</sheets>', `<x:sheet name='藏' sheetId='9' state='veryHidden'/></sheets>`),
      '隐藏的工作表',
    ],
    [
      'rows hidden by themselves',
      (p: Parts) => edit(p, sheet, /<sheetFormatPr[^>]*\/>/, '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'),
      '隐藏的行',
    ],
    [
      'rows without height',
      (p: Parts) => edit(p, sheet, '</sheetData>', `<row r='9' ht='0' customHeight='1'/></sheetData>`),
      '隐藏的行',
    ],
    [
      'columns without width',
      (p: Parts) =>
        edit(p, sheet, '<sheetData>', `<cols><col min="1" max="1" width="0" customWidth="1"/></cols><sheetData>`),
      '隐藏的列',
    ],
  ])('%s are told', async (_, change, say) => {
    expect(cleanOffice(await book(change)).notes.join()).toContain(say)
  })
})

describe('Word', () => {
  test.each([
    [
      'where a link leads',
      (p: Parts) =>
        edit(
          p,
          'word/_rels/document.xml.rels',
          '</Rel',
          `<Relationship Id="r1" Type="http://x/hyperlink" Target="https://e.cn/?id=${id}" TargetMode="External"/></Rel`,
        ),
    ],
    [
      'a chunk of another format',
      (p: Parts) => {
        p.set('word/afchunk1.mht', id)
        edit(p, 'word/document.xml', '</w:body>', '<w:altChunk r:id="r9"/></w:body>')
      },
    ],
    ['a comment of XML', (p: Parts) => edit(p, 'word/document.xml', '</w:body>', `<!--${id}--></w:body>`)],
    ['printer’s settings', (p: Parts) => p.set('word/printerSettings1.bin', id)],
  ] as [string, (p: Parts) => void][])('%s', async (_, change) => {
    expect(await stands(word(change), id)).not.toBe('published unread')
  })
  test.each([
    ['hidden with a value', '<w:p><w:r><w:rPr><w:vanish w:val="1"/></w:rPr><w:t>字</w:t></w:r></w:p>', '隐藏的文字'],
    ['hidden with an end', '<w:p><w:r><w:rPr><w:vanish></w:vanish></w:rPr><w:t>字</w:t></w:r></w:p>', '隐藏的文字'],
    ['moved', '<w:p><w:moveTo w:id="1"><w:r><w:t>字</w:t></w:r></w:moveTo></w:p>', '修订'],
  ])('%s is told', (_, xml, say) => {
    expect(
      cleanOffice(word((p) => edit(p, 'word/document.xml', '</w:body>', `${xml}</w:body>`))).notes.join(),
    ).toContain(say)
  })
  test('hidden by a style is told, shown again is not', () => {
    const styled = (val: string) =>
      cleanOffice(
        word((p) => {
          p.set(
            'word/styles.xml',
            `<w:styles xmlns:w="w"><w:style w:styleId="Cang"><w:rPr><w:vanish${val}/></w:rPr></w:style></w:styles>`,
          )
          edit(p, 'word/document.xml', '<w:r>', '<w:r><w:rPr><w:rStyle w:val="Cang"/></w:rPr>')
        }),
      ).notes.join()
    expect(styled('')).toContain('隐藏的文字')
    expect(styled(' w:val="0"')).not.toContain('隐藏的文字')
  })
})

describe('PDF', () => {
  const opened = (bytes: Uint8Array): string => {
    const raw = Buffer.from(bytes).toString('latin1')
    const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map((m) => {
      try {
        return inflateSync(Buffer.from(m[1]!, 'latin1')).toString('latin1')
      } catch {
        return m[1]!
      }
    })
    return [raw, ...streams].join('\n')
  }
  const add = (doc: PDFDocument, page: PDFPage, content: string) => {
    const stream = doc.context.register(doc.context.flateStream(content))
    page.node.addContentStream(stream)
  }
  const hex = [
    id,
    Buffer.from(id).toString('hex').toUpperCase(),
    Buffer.from(`\ufeff${id}`, 'utf16le').swap16().toString('latin1'),
  ]
  const places: [string, (doc: PDFDocument, page: PDFPage) => void][] = [
    [
      'what a reader copies instead of the text',
      (doc, page) => add(doc, page, `/Span <</ActualText (${id})>> BDC EMC`),
    ],
    [
      'a property list of its own',
      (doc, page) => {
        page.node.Resources()!.set(PDFName.of('Properties'), doc.context.obj({ MC0: { Title: PDFString.of(id) } }))
        add(doc, page, '/Artifact /MC0 BDC EMC')
      },
    ],
    [
      'the name of a layer',
      (doc, page) => {
        const layer = doc.context.register(doc.context.obj({ Type: 'OCG', Name: PDFString.of(id) }))
        page.node.Resources()!.set(PDFName.of('Properties'), doc.context.obj({ OC1: layer }))
        add(doc, page, '/OC /OC1 BDC EMC')
      },
    ],
    ['a comment of the page’s content', (doc, page) => add(doc, page, `q % ${id}\nQ`)],
    ['a key of the page', (doc, page) => page.node.set(PDFName.of('Who'), PDFString.of(id))],
    ['a value of the page that is a name', (doc, page) => page.node.set(PDFName.of('Who'), PDFName.of(`n${id}`))],
    [
      'a stream that the page hangs on',
      (doc, page) => page.node.set(PDFName.of('Blob'), doc.context.register(doc.context.flateStream(id))),
    ],
    [
      'a form that nobody draws',
      (doc, page) => {
        const form = doc.context.register(
          doc.context.flateStream(`q Q % ${id}`, {
            Type: 'XObject',
            Subtype: 'Form',
            BBox: [0, 0, 1, 1],
            Who: PDFString.of(id),
          }),
        )
        page.node.Resources()!.set(PDFName.of('XObject'), doc.context.obj({ F1: form }))
      },
    ],
    [
      'text in a form that nobody draws',
      (doc, page) => {
        const form = doc.context.register(
          doc.context.flateStream(`BT /F1 9 Tf (${id}) Tj ET`, {
            Type: 'XObject',
            Subtype: 'Form',
            BBox: [0, 0, 1, 1],
          }),
        )
        page.node.Resources()!.set(PDFName.of('XObject'), doc.context.obj({ F1: form }))
      },
    ],
    [
      'what is added to a link',
      (doc, page) => {
        const link = doc.context.obj({
          Type: 'Annot',
          Subtype: 'Link',
          Rect: [0, 0, 9, 9],
          NM: PDFString.of(id),
          Subj: PDFString.of(id),
          A: { S: 'URI', URI: PDFString.of('https://example.cn/'), Note: PDFString.of(id) },
        })
        page.node.set(PDFName.of('Annots'), doc.context.obj([doc.context.register(link)]))
      },
    ],
    [
      'the next step of a link',
      (doc, page) => {
        const link = doc.context.obj({
          Type: 'Annot',
          Subtype: 'Link',
          Rect: [0, 0, 9, 9],
          A: { S: 'URI', URI: PDFString.of('https://example.cn/'), Next: { S: 'URI', URI: PDFString.of(`tel:${id}`) } },
        })
        page.node.set(PDFName.of('Annots'), doc.context.obj([doc.context.register(link)]))
      },
    ],
    [
      'what happens when the page opens',
      (doc, page) => page.node.set(PDFName.of('AA'), doc.context.obj({ O: { S: 'GoTo', D: PDFString.of(id) } })),
    ],
    [
      'what happens when the file opens',
      (doc) => doc.catalog.set(PDFName.of('OpenAction'), doc.context.obj({ S: 'GoTo', D: PDFString.of(id) })),
    ],
    [
      'names of places',
      (doc) => doc.catalog.set(PDFName.of('Names'), doc.context.obj({ Dests: { Names: [PDFString.of(id), [0]] } })),
    ],
    [
      'labels of pages',
      (doc) => doc.catalog.set(PDFName.of('PageLabels'), doc.context.obj({ Nums: [0, { P: PDFString.of(id) }] })),
    ],
    ['after the end', () => undefined],
  ]
  test.each(places)('%s', async (what, fill) => {
    const doc = await PDFDocument.create()
    const page = doc.addPage()
    page.drawText('Gong gao of the village', { font: await doc.embedFont(StandardFonts.Helvetica) })
    fill(doc, page)
    const bytes = Buffer.from(await doc.save({ useObjectStreams: false }))
    const whole = what === 'after the end' ? Buffer.concat([bytes, Buffer.from(`\nPK\u0003\u0004${id}`)]) : bytes
    const file = await cleanPdf(new Uint8Array(whole))
    const read = await guardBytes(file.bytes, {})
    if (read.findings.some((f) => f.kind === 'id')) return
    const left = opened(file.bytes)
    for (const way of hex) expect(left.includes(way), `${what}: ${way}`).toBe(false)
  })
  test('what is drawn stays: text, a form within a form, a picture, a link', async () => {
    const inner = await PDFDocument.create()
    inner.addPage([200, 50]).drawText('inside a form', { x: 5, y: 5, size: 9 })
    const middle = await PDFDocument.create()
    middle.addPage([200, 60]).drawPage((await middle.embedPdf(await inner.save()))[0]!)
    const doc = await PDFDocument.create()
    const page = doc.addPage()
    page.drawText('on the page')
    page.drawPage((await doc.embedPdf(await middle.save()))[0]!)
    const picture = await doc.embedJpg(new Uint8Array(await (await photo()).arrayBuffer()))
    page.drawImage(picture, { x: 9, y: 9, width: 80, height: 60 })
    add(doc, page, '/Span <</Lang (zh)>> BDC 1 0 0 RG 0 0 m 9 9 l S EMC')
    const clean = await cleanPdf(await doc.save())
    const { text, unreadablePages } = await textOfBytes(clean.bytes)
    expect(text).toContain('on the page')
    expect(text).toContain('inside a form')
    expect(unreadablePages, 'the picture is still there to be looked at').toBe(1)
    expect(opened(clean.bytes)).toMatch(/1 0 0 RG\s+0 0 m\s+9 9 l\s+S/)
  })
})
