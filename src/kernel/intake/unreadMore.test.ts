/**
 * More of what is hidden in office files and PDFs: in the package itself, in values that a sheet does not show, in a
 * page's own data.
 */
import { PDFDocument, PDFName, PDFString, StandardFonts, degrees, rgb, type PDFPage } from '@cantoo/pdf-lib'
import ExcelJS from 'exceljs'
import * as fontkit from '@cantoo/fontkit'
import { strToU8 } from 'fflate'
import { readFileSync } from 'node:fs'
import subsetFont from 'subset-font'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fontFile } from '../../platform/pdf/fonts.ts'
import { embedded, glyphOf, mute } from '../../../test/muteFont.ts'
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

type Literal = Record<string, unknown>

/** Digits in a font whose table says letters of them. `glyphs`: its codes are its glyphs. */
function lying(doc: PDFDocument, page: PDFPage, font: Literal, glyphs = false): void {
  const wide = glyphs ? 4 : 2
  const code = (digit: number) => (glyphs ? glyphOf(digit) : 0x30 + digit).toString(16).padStart(wide, '0')
  const map = Array.from({ length: 10 }, (_, n) => `<${code(n)}> <${(0x61 + n).toString(16).padStart(4, '0')}>`)
  const space = `<${'0'.repeat(wide)}> <${'F'.repeat(wide)}>`
  const table = `1 begincodespacerange ${space} endcodespacerange 10 beginbfchar ${map.join(' ')} endbfchar`
  const other = doc.context.register(doc.context.stream(`begincmap ${table} endcmap`))
  const whole = doc.context.obj({ Type: 'Font', ...font, ToUnicode: other } as never)
  page.node.setFontDictionary(PDFName.of('FX'), doc.context.register(whole))
  const shown = [...mobile].map((digit) => code(Number(digit))).join('')
  page.node.addContentStream(doc.context.register(doc.context.stream(`BT /FX 12 Tf 50 500 Td <${shown}> Tj ET`)))
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
  type Font = Awaited<ReturnType<PDFDocument['embedFont']>>
  const write = (doc: PDFDocument, page: PDFPage, font: Font, content: string) => {
    page.node.setFontDictionary(PDFName.of('F0'), font.ref)
    add(doc, page, content)
  }
  const pieces = (page: PDFPage, font: Font, order: readonly number[]) => {
    for (const i of order) page.drawText(mobile[i]!, { x: 50 + i * font.widthOfTextAtSize('0', 12), y: 500, size: 12 })
  }
  const resource = (doc: PDFDocument, font: Font, more: object) =>
    doc.context.register(
      doc.context.stream(`BT /F0 12 Tf 50 500 Td (${id}) Tj ET`, {
        Resources: { Font: { F0: font.ref } },
        BBox: [0, 0, 600, 800],
        ...more,
      } as never),
    )
  const selected: [string, (doc: PDFDocument, page: PDFPage, font: Font) => void][] = [
    ['white on white', (_, page) => page.drawText(id, { y: 500, size: 12, color: rgb(1, 1, 1) })],
    ['too small to see', (_, page) => page.drawText(id, { y: 500, size: 0.1 })],
    ['of no size', (_, page) => page.drawText(id, { y: 500, size: 0 })],
    ['left of the page', (_, page) => page.drawText(id, { x: -700, y: 500, size: 12 })],
    ['above the page', (_, page) => page.drawText(id, { y: 5000, size: 12 })],
    ['below the page', (_, page) => page.drawText(id, { y: -60, size: 12 })],
    [
      'cut off at the edge',
      (_, page) => {
        page.drawText(id, { x: 50, y: 780, size: 12 })
        page.setCropBox(0, 0, 600, 700)
      },
    ],
    ['in invisible letters', (doc, page, f) => write(doc, page, f, `q BT 3 Tr /F0 12 Tf 50 500 Td (${id}) Tj ET Q`)],
    ['as a path to clip by', (doc, page, f) => write(doc, page, f, `q BT 7 Tr /F0 12 Tf 50 500 Td (${id}) Tj ET Q`)],
    ['clipped away', (doc, page, f) => write(doc, page, f, `q 0 0 1 1 re W n BT /F0 9 Tf (${id}) Tj ET Q`)],
    ['of no width', (doc, page, f) => write(doc, page, f, `BT /F0 12 Tf 0 Tz 50 500 Td (${id}) Tj ET`)],
    ['see-through', (_, page) => page.drawText(id, { y: 500, size: 12, opacity: 0 })],
    [
      'behind a box',
      (_, page) => {
        page.drawText(id, { x: 50, y: 500, size: 12 })
        page.drawRectangle({ x: 40, y: 490, width: 300, height: 40 })
      },
    ],
    ['upwards', (_, page) => page.drawText(id, { x: 50, y: 100, size: 12, rotate: degrees(90) })],
    ['letter by letter', (_, page, f) => pieces(page, f, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])],
    ['drawn from its end', (_, page, f) => pieces(page, f, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])],
    ['drawn in no order', (_, page, f) => pieces(page, f, [3, 9, 0, 6, 10, 1, 7, 4, 2, 8, 5])],
    [
      'in turns with another line',
      (_, page, f) => {
        for (let i = 0; i < mobile.length; i++) {
          pieces(page, f, [i])
          page.drawText('abcdefghijk'[i]!, { x: 50 + 9 * i, y: 300, size: 12 })
        }
      },
    ],
    [
      'in a layer that is off',
      (doc, page, f) => {
        const layer = doc.context.register(doc.context.obj({ Type: 'OCG', Name: PDFString.of('x') }))
        doc.catalog.set(PDFName.of('OCProperties'), doc.context.obj({ OCGs: [layer], D: { OFF: [layer] } }))
        page.node.Resources()!.set(PDFName.of('Properties'), doc.context.obj({ OC1: layer }))
        write(doc, page, f, `/OC /OC1 BDC BT /F0 12 Tf 50 500 Td (${id}) Tj ET EMC`)
      },
    ],
    [
      'in a form that is cut to a point',
      (doc, page, f) => {
        const form = resource(doc, f, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 1, 1] })
        page.node.Resources()!.set(PDFName.of('XObject'), doc.context.obj({ X1: form }))
        add(doc, page, '/X1 Do')
      },
    ],
    [
      'in a tiling',
      (doc, page, f) => {
        const tile = { Type: 'Pattern', PatternType: 1, PaintType: 1, TilingType: 1, XStep: 600, YStep: 800 }
        page.node.Resources()!.set(PDFName.of('Pattern'), doc.context.obj({ P1: resource(doc, f, tile) }))
        add(doc, page, '/Pattern cs /P1 scn 0 0 600 800 re f')
      },
    ],
    [
      'in a mask',
      (doc, page, f) => {
        const group = { Type: 'XObject', Subtype: 'Form', Group: { S: 'Transparency', CS: 'DeviceGray' } }
        const mask = { S: 'Luminosity', G: resource(doc, f, group) }
        page.node.Resources()!.set(PDFName.of('ExtGState'), doc.context.obj({ G1: { SMask: mask } }))
        add(doc, page, '/G1 gs 0 0 600 800 re f')
      },
    ],
    [
      'called other letters than it shows',
      (doc, page) => {
        const map = '1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <30> <39> <0061> endbfrange'
        const other = doc.context.register(doc.context.stream(`begincmap ${map} endcmap`))
        const font = { Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica', ToUnicode: other }
        page.node.setFontDictionary(PDFName.of('FX'), doc.context.register(doc.context.obj(font)))
        add(doc, page, `BT /FX 12 Tf 50 500 Td (${mobile}) Tj ET`)
      },
    ],
    [
      'called other letters by a font that is described and not there',
      (doc, page) => {
        const described = { Type: 'FontDescriptor', FontName: 'Arial', Flags: 32 }
        lying(doc, page, { Subtype: 'TrueType', BaseFont: 'Arial', FontDescriptor: described })
      },
    ],
    [
      'called other letters by an embedded font with an encoding',
      (doc, page) => {
        const font = { Subtype: 'TrueType', BaseFont: 'X', Encoding: 'WinAnsiEncoding', FontDescriptor: embedded(doc) }
        lying(doc, page, font)
      },
    ],
    [
      'called other letters by an embedded font of glyphs',
      (doc, page) => {
        const below = {
          Type: 'Font',
          Subtype: 'CIDFontType2',
          BaseFont: 'X',
          CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
          FontDescriptor: embedded(doc),
          CIDToGIDMap: 'Identity',
        }
        const font = { Subtype: 'Type0', BaseFont: 'X', Encoding: 'Identity-H', DescendantFonts: [below] }
        lying(doc, page, font, true)
      },
    ],
    ['in a font that tells nothing of its letters', (doc, page) => mute(doc, page, mobile)],
    [
      'in a font that tells of other letters only',
      (doc, page) => mute(doc, page, mobile, 'begincmap 1 beginbfchar <FFF0> <0041> endbfchar endcmap'),
    ],
    [
      'in a font that says the letters have no meaning',
      (doc, page) => mute(doc, page, mobile, 'begincmap 1 beginbfrange <0000> <00FF> <E000> endbfrange endcmap'),
    ],
    [
      'in a simple font under names that name nothing',
      (doc, page) => {
        const names = Array.from({ length: 10 }, (_, n) => `g${glyphOf(n)}`)
        const encoding = { Type: 'Encoding', Differences: [0x30, ...names] }
        const font = { Type: 'Font', Subtype: 'TrueType', BaseFont: 'X', Encoding: encoding }
        const whole = doc.context.obj({ ...font, FontDescriptor: embedded(doc, true) } as never)
        page.node.setFontDictionary(PDFName.of('FX'), doc.context.register(whole))
        add(doc, page, `BT /FX 12 Tf 50 500 Td (${mobile.replace(/\d/g, (d) => 'abcdefghij'[Number(d)]!)}) Tj ET`)
      },
    ],
    [
      'in a font whose letters are drawings',
      (doc, page, f) => {
        const letter = doc.context.register(
          doc.context.stream(`1000 0 d0 BT /F0 900 Tf (${id}) Tj ET`, { Resources: { Font: { F0: f.ref } } } as never),
        )
        const font = doc.context.obj({
          Type: 'Font',
          Subtype: 'Type3',
          FontBBox: [0, 0, 1000, 1000],
          FontMatrix: [0.001, 0, 0, 0.001, 0, 0],
          FirstChar: 97,
          LastChar: 97,
          Widths: [9000],
          Encoding: { Type: 'Encoding', Differences: [97, 'a'] },
          CharProcs: { a: letter },
          Resources: { Font: { F0: f.ref } },
        })
        page.node.setFontDictionary(PDFName.of('FX'), doc.context.register(font))
        add(doc, page, 'BT /FX 12 Tf 50 500 Td (a) Tj ET')
      },
    ],
  ]
  test.each(selected)('%s: read, or shown to a person', async (_, draw) => {
    const doc = await PDFDocument.create()
    const page = doc.addPage([600, 800])
    const font = await doc.embedFont(StandardFonts.Helvetica)
    page.setFont(font)
    page.drawText('Gong gao of the village', { x: 50, y: 650, size: 12 })
    draw(doc, page, font)
    const file = await cleanPdf(await doc.save())
    const { findings, unreadablePages } = await guardBytes(file.bytes, {})
    expect(findings.some((f) => f.severity === 'refuse') || unreadablePages > 0).toBe(true)
  })
  test('a page whose letters tell what they are asks nobody; nor does a bullet that tells nothing', async () => {
    const doc = await PDFDocument.create()
    doc.registerFontkit(fontkit as never)
    const page = doc.addPage([600, 800])
    const han = await subsetFont(readFileSync(fontFile), '老街村公告○', { targetFormat: 'truetype' })
    for (const [i, subset] of [true, false].entries())
      page.drawText('老街村公告○老街村', {
        x: 50,
        y: 700 - 40 * i,
        size: 12,
        font: await doc.embedFont(han, { subset }),
      })
    for (let i = 0; i < 4; i++) mute(doc, page, '7', undefined, 50, 400 - 40 * i)
    const { text, unreadablePages } = await textOfBytes((await cleanPdf(await doc.save())).bytes)
    expect(text).toContain('老街村公告○老街村')
    expect(unreadablePages).toBe(0)
  })
  test('a page of many small pieces is read in time that grows with them alone', async () => {
    const doc = await PDFDocument.create()
    const page = doc.addPage([600, 800])
    const font = await doc.embedFont(StandardFonts.Helvetica)
    write(
      doc,
      page,
      font,
      Array.from(
        { length: 20_000 },
        (_, i) => `BT /F0 1 Tf ${(i * 7) % 599} ${(i * 13) % 797} Td (${i % 10}) Tj ET`,
      ).join('\n'),
    )
    expect((await textOfBytes((await cleanPdf(await doc.save())).bytes)).text.length).toBeGreaterThan(20_000)
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
