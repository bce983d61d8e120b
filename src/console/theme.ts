/** Our colours in antd's words: paper, ink, field green; red and yellow stay with the cards and with errors. */
import type { ThemeConfig } from 'antd'

export const theme: ThemeConfig = {
  /** Without the hash antd writes no `:where()`, which browsers before Chrome 88 do not know. */
  hashed: false,
  token: {
    colorPrimary: '#0a543d',
    colorLink: '#0a543d',
    colorLinkHover: '#07392a',
    colorSuccess: '#0a543d',
    colorError: '#860e0a',
    colorWarning: '#5f3e00',
    colorInfo: '#0a543d',
    colorText: '#20261f',
    colorTextSecondary: '#434b41',
    colorTextTertiary: '#434b41',
    colorTextDescription: '#434b41',
    colorTextPlaceholder: '#5f6963',
    colorTextDisabled: '#5f6963',
    colorBgLayout: '#faf6ea',
    colorBgContainer: '#fffefa',
    colorBorder: '#767d72',
    colorBorderSecondary: '#e5ddc8',
    borderRadius: 8,
    borderRadiusLG: 10,
    fontSize: 16,
    controlHeightLG: 46,
    motion: false,
    fontFamily: 'system-ui,"PingFang SC","HarmonyOS Sans SC",MiSans,"Noto Sans CJK SC","Microsoft YaHei",sans-serif',
  },
  components: {
    Button: { fontWeight: 600, primaryShadow: 'none', defaultShadow: 'none' },
    Table: { headerBg: '#f4eedd', headerColor: '#434b41', rowHoverBg: '#e3efe2' },
  },
}
