/** National divisions as they come from the statistics office, of an invented county. */
import type { DivisionTables } from '../src/kernel/pack/county/divisions.ts'

/** An invented county in the shape of the national tables, with every kind of row that they hold. */
export const inventedDivisions: DivisionTables = {
  areas: 'code,name,cityCode,provinceCode\n990101,"晴河县",9901,99\n990102,"别的县",9901,99\n',
  streets:
    'code,name,areaCode,provinceCode,cityCode\n990101001,"晨光街道",990101,99,9901\n990101100,"清溪镇",990101,99,9901\n990101200,"南坪乡",990101,99,9901\n990101400,"河口农场",990101,99,9901\n990102100,"别镇",990102,99,9901\n',
  villages: [
    'code,name,streetCode,provinceCode,cityCode,areaCode',
    ...[
      '990101001001,"晨光社区居委会"',
      '990101001002,"东南角居委会"',
      '990101100201,"柳湾村村民委员会"',
      '990101100202,"祁庄村委会"',
      '990101100203,"某省某市晴河县清溪镇东隅村委会"',
      '990101100204,"刘武村民委员会"',
      '990101200201,"柳湾村委会"',
      '990101400498,"河口农场虚拟社区"',
      '990101400598,"河口农场生活区"',
      '990101400501,"一分场"',
      '990102100201,"别村村委会"',
    ].map((row) => `${row},x,99,9901,990101`),
  ].join('\n'),
}
