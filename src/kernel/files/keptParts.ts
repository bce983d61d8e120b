/**
 * The parts of a Word or Excel file that readers get; everything else stays behind. An allow-list, because what
 * programs put into these packages has no end: caches of pivot tables with every row behind them, custom XML, query
 * results, threaded comments.
 */
const pictures = '[^/]+\\.(?:jpe?g|png|gif|bmp|tiff?|webp|emf|wmf|svg)'
const kept = new RegExp(
  [
    '\\[Content_Types\\]\\.xml',
    '_rels/\\.rels',
    'docProps/(?:core|app)\\.xml',
    'xl/(?:workbook|sharedStrings|styles)\\.xml',
    'xl/(?:theme|worksheets|chartsheets|tables|drawings)/[^/]+\\.xml',
    'word/(?:document|styles|settings|webSettings|fontTable|numbering|header\\d*|footer\\d*|footnotes|endnotes)\\.xml',
    'word/theme/[^/]+\\.xml',
    `(?:xl|word)/media/${pictures}`,
    '(?:xl|word)/charts/chart\\d*\\.xml',
    '(?:xl|word)/diagrams/(?:data|layout|quickStyle|colors|drawing)\\d*\\.xml',
  ]
    .map((path) => `^${path}$`)
    .join('|'),
  'i',
)

/** Whether a part goes out; relations go with the part whose they are. */
export function isKept(name: string, has: (name: string) => boolean): boolean {
  const owner = /^(.*\/)?_rels\/([^/]+)\.rels$/.exec(name)
  if (owner && name !== '_rels/.rels')
    return has(`${owner[1] ?? ''}${owner[2]}`) && kept.test(`${owner[1] ?? ''}${owner[2]}`)
  return kept.test(name)
}

/** What people may miss when they open what was published; the rest (settings of printers, thumbnails) nobody does. */
export function missed(dropped: readonly string[]): string[] {
  const kinds: [RegExp, string][] = [
    [/\/pivot/i, '数据透视表'],
    [/comments/i, '批注'],
    [/customXml\//i, '自定义数据'],
    [/slicers?\/|timelines?\//i, '切片器'],
    [/queryTables\/|connections\.xml/i, '外部数据'],
    [/ctrlProps\//i, '表单控件'],
    [/glossary\//i, '自动图文集'],
  ]
  return kinds.filter(([of]) => dropped.some((name) => of.test(name))).map(([, say]) => say)
}
