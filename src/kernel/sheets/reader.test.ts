/**
 * Every kind of sheet that people send, byte by byte: what a clerk sees is what is read, through each door; what cannot
 * be read is told.
 */
import * as XLSX from '@e965/xlsx'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { columnSchema } from '../forms/forms.schema.ts'
import { textOfCell } from './cells.ts'
import { neverComputed } from './book.ts'
import { readBook } from './grid.ts'
import { mostCellCharacters, sheetLimits } from './limits.ts'
import { firstTable, textTables } from './textTables.ts'
import { sayUnsure } from './unsure.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaging = 'http://schemas.openxmlformats.org/package/2006'
const sheetMl = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

type Parts = Record<string, string | Uint8Array>
const zip = (parts: Parts): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([n, p]) => [n, typeof p === 'string' ? strToU8(p) : p])))
const types = (book: string, ...sheets: string[]): string =>
  `<Types xmlns="${packaging}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/${book}" ContentType="${sheetMl}.sheet.main+xml"/>` +
  `${sheets.map((s) => `<Override PartName="/${s}" ContentType="${sheetMl}.worksheet+xml"/>`).join('')}</Types>`
const relations = (...all: [id: string, kind: string, target: string][]): string =>
  `<Relationships xmlns="${packaging}/relationships">${all.map(([id, kind, to]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${to}"/>`).join('')}</Relationships>`
const workbook = (sheets: string, before = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${main}" xmlns:r="${office}">${before}<sheets>${sheets}</sheets></workbook>`
const worksheet = (rows: string, after = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${after}</worksheet>`
const strings = (items: string): string => `<sst xmlns="${main}">${items}</sst>`
const styles = (formats: readonly (string | number)[]): string =>
  `<styleSheet xmlns="${main}"><numFmts>${formats.map((f, i) => (typeof f === 'string' ? `<numFmt numFmtId="${164 + i}" formatCode="${f.replaceAll('"', '&quot;')}"/>` : '')).join('')}</numFmts>` +
  `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((f, i) => `<xf numFmtId="${typeof f === 'string' ? 164 + i : f}"/>`).join('')}</cellXfs></styleSheet>`
const inline = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

/** A workbook as Excel lays it out; `changed` puts other parts in their place. */
const excel = (rows: string, changed: Parts = {}, after = ''): Parts => ({
  '[Content_Types].xml': types('xl/workbook.xml', 'xl/worksheets/sheet1.xml'),
  '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': workbook('<sheet name="名册" sheetId="1" r:id="rId1"/>'),
  'xl/_rels/workbook.xml.rels': relations(
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId2', 'sharedStrings', 'sharedStrings.xml'],
    ['rId3', 'styles', 'styles.xml'],
  ),
  'xl/worksheets/sheet1.xml': worksheet(rows, after),
  ...changed,
})
const plainRow = `<row r="1">${inline('A1', '甲')}<c r="B1"><v>7</v></c></row>`
const plain = [['甲', '7']]
const utf16 = (text: string, mark: 'le' | 'be'): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return new Uint8Array(mark === 'le' ? bytes : bytes.swap16())
}
const sheetJs = (bookType: XLSX.BookType, rows: unknown[][]): Uint8Array =>
  new Uint8Array(
    XLSX.write(XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), '名册'), {
      type: 'array',
      bookType,
    }),
  )
/** "ZZ" as the two bytes of 甲, and the record that says which bytes these are (CodePage, 2.4.52). */
const gbk = (bytes: Uint8Array): Uint8Array => {
  const file = Buffer.from(bytes)
  file.set([0xbc, 0xd7], file.indexOf('ZZ'))
  const record = file.indexOf(Buffer.from([0x42, 0, 2, 0]))
  if (record > 0) file.writeUInt16LE(936, record + 4)
  return new Uint8Array(file)
}
const container = (stream: string): Uint8Array => {
  const file = XLSX.CFB.utils.cfb_new()
  XLSX.CFB.utils.cfb_add(file, stream, Buffer.from('sealed'))
  return new Uint8Array(XLSX.CFB.write(file, { type: 'buffer' }) as Buffer)
}

/** A workbook as LibreOffice lays it out. */
const ods = (tables: string, styles = '', beside = ''): Uint8Array =>
  zip({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': '<manifest:manifest xmlns:manifest="urn:manifest"/>',
    'content.xml':
      '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x" xmlns:style="urn:s" xmlns:fo="urn:f">' +
      `<office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${beside}${tables}</office:spreadsheet></office:body></office:document-content>`,
  })
const table = (rows: string, attributes = '', columns = ''): string =>
  `<table:table table:name="名册" ${attributes}>${columns}${rows}</table:table>`
const line = (cells: string, attributes = ''): string => `<table:table-row ${attributes}>${cells}</table:table-row>`
const say = (text: string, attributes = ''): string =>
  `<table:table-cell office:value-type="string" ${attributes}><text:p>${text}</text:p></table:table-cell>`
const figure = (value: number, seen: string, type = 'float'): string =>
  `<table:table-cell office:value-type="${type}" office:value="${value}"><text:p>${seen}</text:p></table:table-cell>`
const day = (value: string, seen: string): string =>
  `<table:table-cell office:value-type="date" office:date-value="${value}"><text:p>${seen}</text:p></table:table-cell>`

const read: [kind: string, bytes: Uint8Array, rows: string[][]][] = [
  ['Excel', zip(excel(plainRow)), plain],
  [
    'parts in other folders under other names, absolute addresses',
    zip({
      '[Content_Types].xml': types('book/main.xml', 'pages/one.xml'),
      '_rels/.rels': relations(['x', 'officeDocument', '/book/main.xml']),
      'book/main.xml': workbook('<sheet name="名册" sheetId="1" r:id="s"/>'),
      'book/_rels/main.xml.rels': relations(['s', 'worksheet', '/pages/one.xml']),
      'pages/one.xml': worksheet(plainRow),
    }),
    plain,
  ],
  [
    'relations that climb, percent signs, another case',
    zip(
      excel(plainRow, {
        'xl/_rels/workbook.xml.rels': relations(['rId1', 'worksheet', '../XL/./Worksheets/sheet%31.xml']),
      }),
    ),
    plain,
  ],
  [
    "Windows' backslashes in the container and in relations",
    zip(
      Object.fromEntries(
        Object.entries(
          excel(plainRow, { 'xl/_rels/workbook.xml.rels': relations(['rId1', 'worksheet', 'worksheets\\sheet1.xml']) }),
        ).map(([name, part]) => [name.replaceAll('/', '\\'), part]),
      ),
    ),
    plain,
  ],
  [
    'other prefixes',
    zip(
      excel('', {
        'xl/workbook.xml': `<x:workbook xmlns:x="${main}" xmlns:rel="${office}"><x:sheets><x:sheet name="名册" sheetId="1" rel:id="rId1"/></x:sheets></x:workbook>`,
        'xl/_rels/workbook.xml.rels': `<p:Relationships xmlns:p="${packaging}/relationships"><p:Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></p:Relationships>`,
        'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c r="B1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      }),
    ),
    plain,
  ],
  [
    'the strict edition',
    zip(
      Object.fromEntries(
        Object.entries(excel(plainRow)).map(([name, part]) => [
          name,
          String(part)
            .replaceAll(main, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
            .replaceAll(office, 'http://purl.oclc.org/ooxml/officeDocument/relationships'),
        ]),
      ),
    ),
    plain,
  ],
  [
    'parts in UTF-16',
    zip(excel('', { 'xl/worksheets/sheet1.xml': utf16(worksheet(plainRow).replace('UTF-8', 'UTF-16'), 'le') })),
    plain,
  ],
  [
    'entities, sections of characters, characters that XML cannot hold',
    zip(
      excel(
        `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>_x005F_x000D_</v></c>${inline('C1', '<![CDATA[<甲>]]>')}${inline('D1', '_xD83D__xDE00__x0000__xD800_')}</row>`,
        { 'xl/sharedStrings.xml': strings('<si><t>甲&amp;&#20057;&#x4e19;_x000D_\n丁</t></si>') },
      ),
    ),
    [['甲&乙丙\n丁', '_x000D_', '<甲>', '😀\ufffd']],
  ],
  [
    'rich text, without what is only read aloud',
    zip(
      excel(
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><r><t>王</t></r><r><t>五</t></r><rPh sb="0" eb="1"><t>wáng</t></rPh></is></c></row>',
        {
          'xl/sharedStrings.xml': strings(
            '<si><t>别的</t></si><si><r><t>路灯</t></r><r><rPr><b/></rPr><t xml:space="preserve"> LED</t></r><rPh sb="0" eb="2"><t>lùdēng</t></rPh><phoneticPr fontId="1"/></si>',
          ),
        },
      ),
    ),
    [['路灯 LED', '王五']],
  ],
  [
    'what is commented out is not there; other quotes',
    zip(excel(`<!-- <row r="1"><c r="A1"><v>9</v></c></row> --><row r='2'><c r='B2'><v>7</v></c></row>`)),
    [[], ['', '7']],
  ],
  [
    'rows and cells that do not say where they are',
    zip(excel('<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>')),
    [['1', '2'], ['3']],
  ],
  [
    'merged downwards: in every row; across: where it begins',
    zip(
      excel(
        `<row r="1">${inline('A1', '柳湾村名册')}</row><row r="2">${inline('A2', '柳湾')}${inline('B2', '甲')}</row><row r="3">${inline('B3', '乙')}</row><row r="4">${inline('B4', '丙')}</row>`,
        {},
        '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A3"/></mergeCells>',
      ),
    ),
    [['柳湾村名册'], ['柳湾', '甲'], ['柳湾', '乙'], ['', '丙']],
  ],
  [
    'numbers as they are shown: zeros, days, hours, per thousand; broken ones not as ID numbers',
    zip(
      excel(
        `<row r="1">${[12, 3177654321, 46268, 46268, 1, 59, 60, 0.5, 110105194912310020, 0.1].map((v, i) => `<c r="${'ABCDEFGHIJ'[i]}1" s="${[1, 2, 3, 4, 3, 3, 3, 5, 1, 0][i]}"><v>${v}</v></c>`).join('')}</row>`,
        { 'xl/styles.xml': styles(['0000', '0000"-"0000000', 14, 31, 'h:mm']) },
      ),
    ),
    [
      [
        '0012',
        '0317-7654321',
        '2026-09-03',
        '2026-09-03',
        '1900-01-01',
        '1900-02-28',
        '1900-02-29',
        '12:00',
        '1.1010519491231002e+17',
        '0.1',
      ],
    ],
  ],
  [
    'days counted from 1904',
    zip(
      excel('<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>44806</v></c></row>', {
        'xl/workbook.xml': workbook('<sheet name="名册" sheetId="1" r:id="rId1"/>', '<workbookPr date1904="1"/>'),
        'xl/styles.xml': styles(['yyyy\\-mm\\-dd']),
      }),
    ),
    [['1904-01-01', '2026-09-03']],
  ],
  [
    'yes and no, errors, days in words',
    zip(
      excel(
        '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="d"><v>2026-09-03T00:00:00</v></c></row>',
      ),
    ),
    [['是', '#N/A', '2026-09-03']],
  ],
  ['.xls', sheetJs('biff8', [['甲', '0012']]), [['甲', '0012']]],
  ['.xls of Excel 5, in GBK', gbk(sheetJs('biff5', [['ZZ', '0012']])), [['甲', '0012']]],
  ['.ods', sheetJs('ods', [['甲', '0012']]), [['甲', '0012']]],
  [
    '.ods as LibreOffice shows it: zeros, days, times, remarks left out, empty ends passed over',
    ods(
      table(
        line(
          `${say('甲<text:s text:c="2"/>乙')}${figure(12, '0012')}${day('2026-10-08', '10月8日')}${figure(0.1, '0.1')}`,
        ) +
          line(
            `<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>一</text:p><text:p>二<text:span>三</text:span></text:p></table:table-cell>${day('2026-10-08T14:30:00', '10-8')}<table:table-cell table:number-columns-repeated="1000"/>`,
          ) +
          line('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048570"'),
      ),
    ),
    [
      ['甲  乙', '0012', '2026-10-08', '0.1'],
      ['一\n二三', '2026-10-08'],
    ],
  ],
  [
    '.ods with repeated lines and cells, merged downwards; tables of change tracking are not the workbook’s',
    ods(
      table(
        line(say('甲', 'table:number-columns-repeated="2"'), 'table:number-rows-repeated="2"') +
          line(`${say('柳湾', 'table:number-rows-spanned="2"')}${say('甲')}`) +
          line(`<table:covered-table-cell/>${say('乙')}`),
      ),
      '',
      `<table:tracked-changes><table:deletion><table:table table:name="删去">${line(say('鬼'))}</table:table></table:deletion></table:tracked-changes>`,
    ),
    [
      ['甲', '甲'],
      ['甲', '甲'],
      ['柳湾', '甲'],
      ['柳湾', '乙'],
    ],
  ],
  [
    'a title with a comma over tabs',
    strToU8('柳湾村,名册\n甲\t乙\n丙\t丁'),
    [['柳湾村,名册'], ['甲', '乙'], ['丙', '丁']],
  ],
  ['CSV in UTF-8 with a mark', strToU8('\ufeff甲,"乙,""丙""\n丁"\r\n'), [['甲', '乙,"丙"\n丁']]],
  ['CSV in UTF-16, little end first, tabs', utf16('甲\t0012\r\n乙\t\r\n', 'le'), [['甲', '0012'], ['乙']]],
  [
    'CSV in UTF-16 without a mark, little end first',
    utf16('村,名\r\n甲,0012\r\n', 'le').slice(2),
    [
      ['村', '名'],
      ['甲', '0012'],
    ],
  ],
  ['CSV in UTF-16 without a mark, big end first', utf16('甲\t0012\r\n', 'be').slice(2), [['甲', '0012']]],
  ['CSV in UTF-16, big end first, tabs', utf16('甲\t0012\r\n', 'be'), [['甲', '0012']]],
  ['CSV in GB18030', new Uint8Array([0xbc, 0xd7, 0x2c, 0x81, 0x39, 0xee, 0x39, 0x0d, 0x0a]), [['甲', '㐀']]],
  [
    'CSV with line ends of old Macs',
    strToU8('村,名\r甲,乙\r'),
    [
      ['村', '名'],
      ['甲', '乙'],
    ],
  ],
  ['a title over semicolons', strToU8('名册\n甲;"乙,丙"\n\n丁;戊'), [['名册'], ['甲', '乙,丙'], [], ['丁', '戊']]],
  ['zeros kept by a formula', strToU8('="0012","=""0013""",\'=1+1'), [['0012', '0013', '=1+1']]],
]

const refused: [kind: string, bytes: Uint8Array, says: RegExp][] = [
  ['behind a password', container('/EncryptedPackage'), /加了密码[\s\S]*去掉密码/],
  [
    '.ods behind a password',
    zip({
      mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
      'META-INF/manifest.xml': '<manifest><encryption-data/></manifest>',
      'content.xml': 'x',
    }),
    /加了密码/,
  ],
  ['a Word file', container('/WordDocument'), /Word[\s\S]*另存为 .xlsx/],
  ['half a file', zip(excel(plainRow)).slice(0, 900), /已损坏/],
  ['half an .xls', sheetJs('biff8', [['甲']]).slice(0, 1_600), /损坏[\s\S]*另存为 .xlsx/],
  ['broken XML', zip(excel('<row r="1"><c r="A1"><v>1</c></row>')), /已损坏/],
  [
    'entities of its own',
    zip(excel('', { 'xl/worksheets/sheet1.xml': `<!DOCTYPE x [<!ENTITY a "甲">]>${worksheet(plainRow).slice(38)}` })),
    /已损坏/,
  ],
  ['a line that comes twice', zip(excel(`${plainRow}${plainRow}`)), /已损坏/],
  ['a text that is not there', zip(excel('<row r="1"><c r="A1" t="s"><v>3</v></c></row>')), /已损坏/],
  [
    'a sheet that is not there',
    zip(excel(plainRow, { 'xl/_rels/workbook.xml.rels': relations(['rId7', 'worksheet', 'worksheets/sheet1.xml']) })),
    /已损坏/,
  ],
  ['macros', zip(excel(plainRow, { 'xl/vbaProject.bin': 'x' })), /宏/],
  ['Excel 4', new Uint8Array([9, 4, 6, 0, 0, 0, 16, 0, 0, 0]), /旧文件[\s\S]*另存为 .xlsx/],
  ['binary', sheetJs('xlsb', [['甲']]), /xlsb[\s\S]*另存为 .xlsx/],
  ['a web page', strToU8('<html><table><tr><td>甲</td></tr></table></html>'), /网页[\s\S]*另存为 .xlsx/],
  ["Excel's XML of 2003", sheetJs('xlml', [['甲']]), /XML[\s\S]*另存为 .xlsx/],
  ['a quote without its end', strToU8('甲,乙\n丙,"丁\n戊,己\n'), /第 2 行[\s\S]*双引号/],
  ['bytes of no encoding', new Uint8Array([0x41, 0x2c, 0xff, 0xff, 0x0a]), /第 1 行/],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /不是表格文件/],
]

describe('one reader', () => {
  test.each(read)('%s', (_, bytes, rows) => {
    const padded = (table: readonly (readonly string[])[]) => table.map((row) => [...row])
    expect(padded(textTables(bytes)[0]!.rows)).toEqual(rows)
    expect([...firstTable(bytes).rows].map(({ line, cells }) => ({ line, cells }))).toEqual(
      rows.flatMap((cells, i) => (cells.length > 0 ? [{ line: i + 1, cells }] : [])),
    )
  })

  test.each(refused)('refuses, with what to do: %s', (_, bytes, says) => {
    for (const door of [readBook, textTables, (b: Uint8Array) => [...firstTable(b).rows]])
      expect(() => door(bytes)).toThrow(says)
  })

  test('struck through and red: by style, by a part of the words, by the colour of the theme, in .ods too', () => {
    const fonts =
      '<fonts><font/><font><strike/></font><font><color theme="5"/></font><font><color indexed="10"/></font><font><strike val="0"/></font></fonts>'
    const xfs = `<cellXfs>${[0, 1, 2, 3, 4].map((f) => `<xf fontId="${f}" numFmtId="0"/>`).join('')}</cellXfs>`
    const theme = ['000000', 'FFFFFF', '1F497D', 'EEECE1', '4F81BD', 'C0504D'].map(
      (v) => `<x><srgbClr val="${v}"/></x>`,
    )
    const book = readBook(
      zip(
        excel(
          `<row r="1">${[0, 1, 2, 3, 4].map((s) => `<c r="${'ABCDE'[s]}1" s="${s}"><v>7</v></c>`).join('')}<c r="F1" t="s"><v>0</v></c></row>`,
          {
            'xl/_rels/workbook.xml.rels': relations(
              ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
              ['rId2', 'sharedStrings', 'sharedStrings.xml'],
              ['rId3', 'styles', 'styles.xml'],
              ['rId4', 'theme', 'theme.xml'],
            ),
            'xl/styles.xml': `<styleSheet xmlns="${main}">${fonts}<cellStyleXfs><xf fontId="1"/></cellStyleXfs>${xfs}<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>`,
            'xl/theme.xml': `<theme><clrScheme>${theme.join('')}</clrScheme></theme>`,
            'xl/sharedStrings.xml': strings('<si><r><t>甲</t></r><r><rPr><strike/></rPr><t>乙</t></r></si>'),
          },
        ),
      ),
    )
    const looks = (cells: readonly unknown[] | undefined) =>
      (cells as { struck?: true; red?: true }[]).map((c) => `${c.struck ? '划' : ''}${c.red ? '红' : ''}`)
    expect(looks(book.grids[0]!.cells[0])).toEqual(['', '划', '红', '红', '', '划'])
    const open = readBook(
      ods(
        table(
          line(
            `<table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>${say('甲', 'table:style-name="ce2"')}${say('甲<text:span text:style-name="T1">乙</text:span>')}`,
          ),
          '',
          '<table:table-column table:default-cell-style-name="ce1"/>',
        ),
        '<style:style style:name="ce1" style:family="table-cell"><style:text-properties fo:color="#ff0000"/></style:style>' +
          '<style:style style:name="ce2"><style:text-properties style:text-line-through-style="solid"/></style:style>' +
          '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>',
      ),
    )
    expect(looks(open.grids[0]!.cells[0])).toEqual(['红', '划', '划'])
    const list = textTables(
      zip(
        excel(
          `<row r="1"><c r="A1" s="1"><v>7</v></c></row><row r="2"><c r="A2" s="1"><v>7</v></c><c r="B2"><v>7</v></c></row>`,
          {
            'xl/styles.xml': `<styleSheet xmlns="${main}">${fonts}${xfs}</styleSheet>`,
          },
        ),
      ),
    )[0]!
    expect([sayUnsure(list.unsure[1], { no: 0 })?.say, sayUnsure(list.unsure[2], { no: 0 })?.say]).toEqual([
      expect.stringContaining('整行划掉了'),
      expect.stringContaining('划掉了'),
    ])
    expect(sayUnsure(list.unsure[2], { no: 1 })).toBeUndefined()
  })

  test('the first visible sheet counts, and those before it are named', () => {
    const bytes = zip(
      excel(`<row r="1">${inline('A1', '底稿')}</row>`, {
        'xl/workbook.xml': workbook(
          '<sheet name="底稿" sheetId="1" state="hidden" r:id="rId1"/><sheet name="图" sheetId="3" r:id="rId5"/><sheet name="名册" sheetId="2" r:id="rId4"/>',
        ),
        'xl/_rels/workbook.xml.rels': relations(
          ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
          ['rId4', 'worksheet', 'worksheets/sheet9.xml'],
          ['rId5', 'chartsheet', 'chartsheets/sheet1.xml'],
        ),
        'xl/worksheets/sheet9.xml': worksheet(plainRow),
      }),
    )
    const { rows, ...table } = firstTable(bytes)
    expect([table, [...rows]]).toEqual([
      { name: '名册', passedOver: ['底稿'], hiddenColumns: [] },
      [{ line: 1, cells: ['甲', '7'] }],
    ])
    expect(textTables(bytes).map((t) => t.name)).toEqual(['名册'])
    expect(readBook(bytes).hidden.map((g) => g.cells[0]?.[0]?.text)).toEqual(['底稿'])
  })

  test('.ods: hidden sheets, lines and columns are told, a formula that nobody computed too; so of .xls', () => {
    const book = readBook(
      ods(
        `<table:table table:name="底稿" table:style-name="ta2">${line(say('底稿'))}</table:table>` +
          table(
            line(`${say('甲')}${say('密')}<table:table-cell table:formula="of:=1+1"/>`) +
              line(say('乙'), 'table:visibility="collapse"') +
              line(say('丙'), 'table:visibility="filter"'),
            '',
            '<table:table-column/><table:table-column table:visibility="collapse"/>',
          ),
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>',
      ),
    )
    expect([book.grids.map((g) => g.name), book.hidden.map((g) => g.name)]).toEqual([['名册'], ['底稿']])
    expect(book.grids[0]).toMatchObject({ hiddenRows: [1, 2], hiddenColumns: new Set([1]) })
    expect(book.grids[0]!.cells[0]![2]).toMatchObject({ kind: 'error', text: neverComputed, formula: true })
    const sheet = XLSX.utils.aoa_to_sheet([['甲', '密'], ['乙']])
    sheet['!cols'] = [{}, { hidden: true }]
    const old = XLSX.write(XLSX.utils.book_new(sheet, '名册'), { type: 'array', bookType: 'biff8', cellStyles: true })
    expect(readBook(new Uint8Array(old)).grids[0]!.hiddenColumns).toEqual(new Set([1]))
  })

  test('a cell too long is refused with line and column, whatever the file', () => {
    const long = '长'.repeat(mostCellCharacters + 1)
    const files: Uint8Array[] = [
      zip(excel(`${plainRow}<row r="3">${inline('C3', long)}</row>`)),
      zip(
        excel(`<row r="3"><c r="C3" t="s"><v>0</v></c></row>`, {
          'xl/sharedStrings.xml': strings(`<si><t>${long}</t></si>`),
        }),
      ),
      strToU8(`甲\n乙\n丙,丁,${long}\n`),
      sheetJs('ods', [['甲'], ['乙'], ['丙', '丁', long]]),
    ]
    for (const bytes of files)
      for (const door of [readBook, textTables, (b: Uint8Array) => [...firstTable(b).rows]])
        expect(() => door(bytes)).toThrow(/第 3 行第 C 列有 32768 个字，一格最多 32767 个字/)
  })

  test('rows that are hidden are told, cells merged into one are filled, the limits hold', () => {
    const [grid] = readBook(
      zip(
        excel(
          `<row r="1">${inline('A1', '甲')}</row><row r="2" hidden="1"><c r="C2"><v>1</v></c></row>`,
          {},
          '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        ),
      ),
    ).grids
    expect(grid?.hiddenRows).toEqual([1])
    expect(grid?.cells.map((row) => row.map((cell) => `${cell?.text}${cell?.merged ? '*' : ''}`))).toEqual([
      ['甲', '甲*'],
      ['甲*', '甲*', '1'],
    ])
    const far = `<row r="${sheetLimits.rows + 1}"><c r="A${sheetLimits.rows + 1}"><v>1</v></c></row>`
    expect(() => readBook(zip(excel(far)))).toThrow('超过 20000 行')
    expect(() => readBook(zip(excel('<row r="1"><c r="BI1"><v>1</v></c></row>')))).toThrow('最多 60 列')
    expect(readBook(zip(excel('<row r="1048576"><c r="XFD1048576" s="1"/></row>'))).grids[0]?.cells).toEqual([])
  })

  test('digits that Excel has lost are a fault in every column that is no figure', () => {
    const [cell] = readBook(zip(excel('<row r="1"><c r="A1"><v>110105194912310020</v></c></row>'))).grids[0]!.cells[0]!
    for (const type of ['idcard', 'bankcard', 'phone', 'text'] as const) {
      const column = columnSchema.parse({ key: 'k', label: '号', type, visibility: 'internal' })
      expect(textOfCell(cell, column, false).fault).toContain('已经丢失')
    }
  })
})
