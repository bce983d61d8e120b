/**
 * Nothing leaves the office unread: a number hidden in whatever place of an office file or PDF is either found or not
 * in the file any more. The places are examples of a kind; a part that nobody thought of is gone, an element that
 * nobody thought of is read.
 */
import { PDFArray, PDFDocument, PDFName, PDFString, StandardFonts, type PDFObject } from '@cantoo/pdf-lib'
import ExcelJS from 'exceljs'
import { inflateSync } from 'node:zlib'
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readZip, writeZip } from '../files/zip.ts'
import { cleanOffice } from '../files/cleanOffice.ts'
import { cleanPdf } from '../files/cleanPdf.ts'
import { prepareFile } from './prepare.ts'
import { guardBytes } from './textOf.ts'

const secret = '11010519491231002X'
const ns =
  'xmlns:w="w" xmlns:a="a" xmlns:r="r" xmlns:wp="wp" xmlns:wps="wps" xmlns:dgm="dgm" xmlns:c="c" xmlns:xdr="xdr" xmlns:x14="x14" xmlns:xm="xm" xmlns:mc="mc" xmlns:m="m"'

type Hidden = [where: string, part: string, inner: string]

const word: Hidden[] = [
  ['body', 'word/document.xml', `<w:p><w:r><w:t>${secret}</w:t></w:r></w:p>`],
  [
    'three runs with other styles',
    'word/document.xml',
    `<w:p>${[6, 8, 4].map((n, i) => `<w:r><w:rPr><w:b/><w:sz w:val="2"/></w:rPr><w:t>${secret.slice([0, 6, 14][i]!, [0, 6, 14][i]! + n)}</w:t></w:r>`).join('')}</w:p>`,
  ],
  [
    'text box',
    'word/document.xml',
    `<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>${secret}</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent></w:r></w:p>`,
  ],
  ['alternative text', 'word/document.xml', `<w:p><w:r><wp:docPr id="1" name="图" descr="${secret}"/></w:r></w:p>`],
  ['title of a picture', 'word/document.xml', `<w:p><w:r><wp:docPr id="1" name="图" title="${secret}"/></w:r></w:p>`],
  ['field code', 'word/document.xml', `<w:p><w:r><w:instrText> QUOTE "${secret}" </w:instrText></w:r></w:p>`],
  ['simple field', 'word/document.xml', `<w:p><w:fldSimple w:instr="QUOTE ${secret}"/></w:p>`],
  [
    'drop-down list',
    'word/document.xml',
    `<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="甲" w:value="${secret}"/></w:dropDownList></w:sdtPr></w:sdt>`,
  ],
  ['name of a control', 'word/document.xml', `<w:sdt><w:sdtPr><w:alias w:val="${secret}"/></w:sdtPr></w:sdt>`],
  ['bookmark', 'word/document.xml', `<w:p><w:bookmarkStart w:id="0" w:name="n${secret}"/></w:p>`],
  ['formula', 'word/document.xml', `<m:oMath><m:r><m:t>${secret}</m:t></m:r></m:oMath>`],
  ['deleted text', 'word/document.xml', `<w:p><w:del><w:r><w:delText>${secret}</w:delText></w:r></w:del></w:p>`],
  ['header', 'word/header1.xml', `<w:p><w:r><w:t>${secret}</w:t></w:r></w:p>`],
  ['first page’s footer', 'word/footer3.xml', `<w:p><w:r><w:t>${secret}</w:t></w:r></w:p>`],
  ['footnote', 'word/footnotes.xml', `<w:footnote><w:p><w:r><w:t>${secret}</w:t></w:r></w:p></w:footnote>`],
  ['endnote', 'word/endnotes.xml', `<w:endnote><w:p><w:r><w:t>${secret}</w:t></w:r></w:p></w:endnote>`],
  ['document variable', 'word/settings.xml', `<w:docVars><w:docVar w:name="id" w:val="${secret}"/></w:docVars>`],
  ['numbering', 'word/numbering.xml', `<w:lvl><w:lvlText w:val="${secret}"/></w:lvl>`],
  ['style name', 'word/styles.xml', `<w:style><w:name w:val="${secret}"/></w:style>`],
  ['chart', 'word/charts/chart1.xml', `<c:ser><c:tx><c:v>${secret}</c:v></c:tx></c:ser>`],
  ['chart extension', 'word/charts/chartEx1.xml', `<c:v>${secret}</c:v>`],
  ['SmartArt', 'word/diagrams/data1.xml', `<dgm:pt><dgm:t><a:p><a:r><a:t>${secret}</a:t></a:r></a:p></dgm:t></dgm:pt>`],
  ['custom XML', 'customXml/item1.xml', `<x>${secret}</x>`],
  ['glossary', 'word/glossary/document.xml', `<w:p><w:r><w:t>${secret}</w:t></w:r></w:p>`],
  ['comments', 'word/comments.xml', `<w:comment><w:p><w:r><w:t>${secret}</w:t></w:r></w:p></w:comment>`],
  ['comments of a new kind', 'word/commentsExtensible.xml', `<x>${secret}</x>`],
  ['custom properties', 'docProps/custom.xml', `<property name="x">${secret}</property>`],
  ['company', 'docProps/app.xml', `<Company>${secret}</Company>`],
  ['keywords', 'docProps/core.xml', `<keywords>${secret}</keywords>`],
  ['recipients', 'word/recipientData.xml', `<x>${secret}</x>`],
  ['a part nobody knows', 'word/whatever7.xml', `<x>${secret}</x>`],
  ['a drawing as SVG', 'word/media/image1.svg', `<text>${secret}</text>`],
]

const excel: Hidden[] = [
  ['orphan shared string', 'xl/sharedStrings.xml', `<si><t>${secret}</t></si>`],
  ['pivot cache', 'xl/pivotCache/pivotCacheRecords1.xml', `<r><s v="${secret}"/></r>`],
  ['pivot cache’s fields', 'xl/pivotCache/pivotCacheDefinition1.xml', `<sharedItems><s v="${secret}"/></sharedItems>`],
  ['pivot table', 'xl/pivotTables/pivotTable1.xml', `<x name="${secret}"/>`],
  ['text box', 'xl/drawings/drawing1.xml', `<xdr:txBody><a:p><a:r><a:t>${secret}</a:t></a:r></a:p></xdr:txBody>`],
  ['alternative text', 'xl/drawings/drawing1.xml', `<xdr:cNvPr id="2" name="图" descr="${secret}"/>`],
  ['chart', 'xl/charts/chart1.xml', `<c:pt><c:v>${secret}</c:v></c:pt>`],
  ['SmartArt’s drawing', 'xl/diagrams/drawing1.xml', `<a:p><a:r><a:t>${secret}</a:t></a:r></a:p>`],
  ['table’s column', 'xl/tables/table1.xml', `<tableColumn id="1" name="${secret}"/>`],
  ['query', 'xl/queryTables/queryTable1.xml', `<x>${secret}</x>`],
  ['connection', 'xl/connections.xml', `<connection command="${secret}"/>`],
  ['slicer', 'xl/slicerCaches/slicerCache1.xml', `<x>${secret}</x>`],
  ['timeline', 'xl/timelines/timeline1.xml', `<x>${secret}</x>`],
  ['custom XML', 'customXml/item1.xml', `<x>${secret}</x>`],
  ['threaded comments', 'xl/threadedComments/threadedComment1.xml', `<x>${secret}</x>`],
  ['old comments', 'xl/comments1.xml', `<x>${secret}</x>`],
  ['shared revisions', 'xl/revisions/revisionLog1.xml', `<x>${secret}</x>`],
  ['outside link’s cache', 'xl/externalLinks/externalLink1.xml', `<x>${secret}</x>`],
  ['rich data', 'xl/richData/rdrichvalue.xml', `<x>${secret}</x>`],
  ['number format', 'xl/styles.xml', `<numFmts><numFmt numFmtId="200" formatCode="&quot;${secret}&quot;"/></numFmts>`],
  ['a part nobody knows', 'xl/whatever.xml', `<x>${secret}</x>`],
]

/** Inside the sheet's own part, before its end. */
const inSheet: [where: string, xml: string][] = [
  [
    'drop-down list',
    `<dataValidations><dataValidation type="list" sqref="A1"><formula1>"甲,${secret}"</formula1></dataValidation></dataValidations>`,
  ],
  [
    'hint of a cell',
    `<dataValidations><dataValidation sqref="A1" promptTitle="看" prompt="${secret}"/></dataValidations>`,
  ],
  ['head of the print', `<headerFooter><oddHeader>&amp;C${secret}</oddHeader></headerFooter>`],
  ['foot of even pages', `<headerFooter><evenFooter>${secret}</evenFooter></headerFooter>`],
  ['tool tip of a link', `<hyperlinks><hyperlink ref="A1" location="b" tooltip="${secret}"/></hyperlinks>`],
  [
    'conditional format',
    `<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>A1="${secret}"</formula></cfRule></conditionalFormatting>`,
  ],
  [
    'extension’s list',
    `<extLst><ext><x14:dataValidation><x14:formula1><xm:f>"${secret}"</xm:f></x14:formula1></x14:dataValidation></ext></extLst>`,
  ],
  ['scenario', `<scenarios><scenario name="s" comment="${secret}"><inputCells r="A1" val="1"/></scenario></scenarios>`],
  [
    'a row that is hidden',
    `<sheetData><row r="9" hidden="1"><c r="A9" t="inlineStr"><is><t>${secret}</t></is></c></row></sheetData>`,
  ],
  ['a formula', `<sheetData><row r="9"><c r="A9"><f>IF(FALSE,"${secret}","")</f><v></v></c></row></sheetData>`],
]

async function foundOrGone(bytes: Uint8Array): Promise<'found' | 'gone' | 'published unread'> {
  const file = cleanOffice(bytes)
  if ((await guardBytes(file.bytes, {})).findings.some((f) => f.kind === 'id')) return 'found'
  const left = [...readZip(file.bytes)].map(([part, data]) => part + new TextDecoder().decode(data)).join('')
  return left.replace(/<[^>]+>/g, '').includes(secret) || left.includes(secret) ? 'published unread' : 'gone'
}

function docxWith(part: string, inner: string): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': '<Relationships/>',
    'word/document.xml': `<w:document ${ns}><w:body><w:p><w:r><w:t>公告</w:t></w:r></w:p></w:body></w:document>`,
  }
  parts[part] = `<w:document ${ns}>${inner}</w:document>`
  return writeZip(new Map(Object.entries(parts).map(([n, xml]) => [n, strToU8(xml)])))
}

async function bookParts(): Promise<Map<string, Uint8Array>> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('表').addRow(['姓名', '金额'])
  return readZip(new Uint8Array(await book.xlsx.writeBuffer()))
}

/** An OFD of one page; `page`: inside its content. */
const ofdWith = (page: string, more: Record<string, string> = {}): Uint8Array =>
  writeZip(
    new Map(
      Object.entries({
        'OFD.xml': '<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocInfo/></ofd:DocBody></ofd:OFD>',
        'Doc_0/Document.xml': '<ofd:Document xmlns:ofd="o"/>',
        'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page xmlns:ofd="o"><ofd:Content><ofd:Layer>${page}</ofd:Layer></ofd:Content></ofd:Page>`,
        ...more,
      }).map(([n, xml]) => [n, strToU8(xml)]),
    ),
  )
const drawn = (text: string, x = 10, y = 10, width = text.length * 3) =>
  `<ofd:TextObject ID="5" Boundary="${x} ${y} ${width} 5" Font="3" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 9 3.5">${text}</ofd:TextCode></ofd:TextObject>`

describe('OFD', () => {
  const hidden: [string, Uint8Array][] = [
    ['in one piece', ofdWith(drawn(`身份证 ${secret}`))],
    ['each letter on its own', ofdWith([...secret].map((c, i) => drawn(c, 10 + i * 3)).join(''))],
    ['in pieces that are not in order', ofdWith(drawn(secret.slice(9), 37) + drawn(secret.slice(0, 9), 10))],
    [
      'two codes of one object',
      ofdWith(drawn(secret).replace('194912', '194912</ofd:TextCode><ofd:TextCode X="30" Y="4">')),
    ],
    ['author', ofdWith('', { 'OFD.xml': `<ofd:OFD xmlns:ofd="o"><ofd:Author>${secret}</ofd:Author></ofd:OFD>` })],
    ['own data', ofdWith('', { 'Doc_0/x.xml': `<a><CustomData Name="n">${secret}</CustomData></a>` })],
    ['note', ofdWith('', { 'Doc_0/Annots/Page_0/Annotation.xml': `<a><Annot Creator="${secret}"/></a>` })],
    ['bookmark', ofdWith('', { 'Doc_0/Document.xml': `<a><Bookmark Name="n${secret}"/></a>` })],
    [
      'a template’s page',
      ofdWith('', { 'Doc_0/Tpls/Tpl_0/Content.xml': `<ofd:Page xmlns:ofd="o">${drawn(secret)}</ofd:Page>` }),
    ],
  ]
  test.each(hidden)('%s', async (_, bytes) => {
    const file = await prepareFile(bytes, '公告.ofd')
    expect(file.findings.map((f) => f.kind)).toContain('id')
    expect(JSON.stringify([file.findings, file.notes])).not.toContain(secret)
  })
  test('other files inside are refused', async () => {
    for (const part of ['Doc_0/Attachs/名单.xlsx', 'Doc_0/Res/a.js', 'x'])
      await expect(prepareFile(ofdWith(drawn('公告'), { [part]: 'x' }), '公告.ofd')).rejects.toThrow('带着别的文件')
  })
  test('sums, lines of a table and paths frighten nobody', async () => {
    const path =
      '<ofd:PathObject ID="9" Boundary="1.5 13.8 150 13" CTM="1 0 0 1 138 138"><ofd:AbbreviatedData>M 0 0 L 138.5 0 138 13 S 1380 0013 8000</ofd:AbbreviatedData></ofd:PathObject>'
    const table = [1500, 1200, 300, 13800].map((n, i) => drawn(String(n), 10 + i * 40)).join('')
    const { findings } = await prepareFile(ofdWith(path + table + drawn('合计 13,800.00 元', 10, 30)), '公告.ofd')
    expect(findings).toEqual([])
  })
})

describe('whatever a reader can reach is read or gone', () => {
  test.each(word)('Word: %s', async (_, part, inner) => {
    expect(await foundOrGone(docxWith(part, inner))).not.toBe('published unread')
  })
  test.each(excel)('Excel: %s', async (_, part, inner) => {
    const parts = await bookParts()
    const old = new TextDecoder().decode(parts.get(part) ?? strToU8(`<root ${ns}></root>`))
    parts.set(part, strToU8(old.replace(/<\/(?:\w+:)?\w+>\s*$/, (end) => inner + end)))
    expect(await foundOrGone(writeZip(parts))).not.toBe('published unread')
  })
  test.each(inSheet)('Excel sheet: %s', async (_, xml) => {
    const parts = await bookParts()
    const sheet = new TextDecoder().decode(parts.get('xl/worksheets/sheet1.xml'))
    const rows = /<sheetData>(.*)<\/sheetData>/.exec(xml)?.[1]
    parts.set(
      'xl/worksheets/sheet1.xml',
      strToU8(
        rows === undefined
          ? sheet.replace('</worksheet>', `${xml}</worksheet>`)
          : sheet.replace('</sheetData>', `${rows}</sheetData>`),
      ),
    )
    expect(await foundOrGone(writeZip(parts))).toBe('found')
  })
  test('a document type in any part is refused with words', async () => {
    const bomb = docxWith('word/header1.xml', '')
    const parts = readZip(bomb)
    parts.set('word/header1.xml', strToU8('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))
    await expect(prepareFile(writeZip(parts), 'a.docx')).rejects.toThrow(/另存/)
  })
})

describe('PDF', () => {
  /** All streams of the file, opened. */
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
  const hex = Buffer.from(secret).toString('hex').toUpperCase()
  const places: [string, (doc: PDFDocument) => Promise<void> | void][] = [
    [
      'a note on the page',
      (doc) => mark(doc, { Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 9, 9], Contents: PDFString.of(secret) }),
    ],
    [
      'free text',
      (doc) => mark(doc, { Type: 'Annot', Subtype: 'FreeText', Rect: [0, 0, 9, 9], Contents: PDFString.of(secret) }),
    ],
    [
      'what a link says',
      (doc) =>
        mark(doc, {
          Type: 'Annot',
          Subtype: 'Link',
          Rect: [0, 0, 9, 9],
          Contents: PDFString.of(secret),
          A: { S: 'URI', URI: PDFString.of('https://example.cn/') },
        }),
    ],
    [
      'where a link leads',
      (doc) =>
        mark(doc, {
          Type: 'Annot',
          Subtype: 'Link',
          Rect: [0, 0, 9, 9],
          A: { S: 'URI', URI: PDFString.of(`https://example.cn/${secret}`) },
        }),
    ],
    [
      'a link that telephones',
      (doc) =>
        mark(doc, {
          Type: 'Annot',
          Subtype: 'Link',
          Rect: [0, 0, 9, 9],
          A: { S: 'URI', URI: PDFString.of(`tel:${secret}`) },
        }),
    ],
    [
      'a form field',
      async (doc) => {
        const field = doc.getForm().createTextField('id')
        field.setText(secret)
        field.addToPage(doc.getPage(0), {
          x: 10,
          y: 10,
          width: 300,
          height: 20,
          font: await doc.embedFont(StandardFonts.Helvetica),
        })
      },
    ],
    [
      'choices of a list',
      (doc) => {
        const field = doc.getForm().createDropdown('who')
        field.addOptions(['A', secret])
        field.addToPage(doc.getPage(0), { x: 10, y: 40, width: 200, height: 20 })
      },
    ],
    [
      'bookmarks',
      (doc) => {
        doc.catalog.set(
          PDFName.of('Outlines'),
          doc.context.obj({ Type: 'Outlines', First: { Title: PDFString.of(secret) } }),
        )
      },
    ],
    [
      'alternative text',
      (doc) => {
        doc
          .getPage(0)
          .node.set(PDFName.of('X'), doc.context.obj({ Alt: PDFString.of(secret), ActualText: PDFString.of(secret) }))
      },
    ],
  ]
  type Literal = { [name: string]: Literal | PDFObject | string | number[] }
  function mark(doc: PDFDocument, dict: Literal) {
    const page = doc.getPage(0).node
    const marks = page.Annots() ?? PDFArray.withContext(doc.context)
    marks.push(doc.context.register(doc.context.obj(dict as never)!))
    page.set(PDFName.of('Annots'), marks)
  }
  const made = async (fill: (doc: PDFDocument) => Promise<void> | void) => {
    const doc = await PDFDocument.create()
    doc.addPage().drawText('Gong gao of the village', { font: await doc.embedFont(StandardFonts.Helvetica) })
    await fill(doc)
    return doc.save({ useObjectStreams: false })
  }
  test.each(places)('%s', async (_, fill) => {
    const file = await cleanPdf(await made(fill))
    if ((await guardBytes(file.bytes, {})).findings.some((f) => f.kind === 'id')) return
    const left = opened(file.bytes)
    expect(left.includes(secret) || left.includes(hex)).toBe(false)
  })
  test('a link that runs a script is gone; one to a web page stays', async () => {
    const file = await prepareFile(
      await made((doc) => {
        mark(doc, {
          Type: 'Annot',
          Subtype: 'Link',
          Rect: [0, 0, 9, 9],
          A: { S: 'URI', URI: PDFString.of('javascript:app.alert(1)') },
        })
        mark(doc, {
          Type: 'Annot',
          Subtype: 'Link',
          Rect: [9, 9, 19, 19],
          A: { S: 'URI', URI: PDFString.of('https://www.gov.cn/') },
        })
      }),
      '公告.pdf',
    )
    expect(opened(file.bytes)).not.toContain('javascript')
    expect(opened(file.bytes)).toContain('https://www.gov.cn/')
  })
})
