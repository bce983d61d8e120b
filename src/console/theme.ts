/** Our colours in antd's words: paper, ink, field green; red and yellow stay with the cards and with errors. */
import type { ThemeConfig } from 'antd'

export const theme: ThemeConfig = {
  /** Without the hash antd writes no `:where()`, which browsers before Chrome 88 do not know. */
  hashed: false,
  token: {
    colorPrimary: '#0a5a40',
    colorLink: '#0a5a40',
    colorLinkHover: '#083f2d',
    colorSuccess: '#0a5a40',
    colorError: '#8c0f0a',
    colorWarning: '#6a4500',
    colorInfo: '#0a5a40',
    colorText: '#1d2420',
    colorTextSecondary: '#4a544e',
    colorTextTertiary: '#4a544e',
    colorTextDescription: '#4a544e',
    colorTextPlaceholder: '#5f6963',
    colorTextDisabled: '#5f6963',
    colorBgLayout: '#fffdf7',
    colorBorder: '#8b938e',
    colorBorderSecondary: '#e4e0d3',
    borderRadius: 8,
    borderRadiusLG: 10,
    fontSize: 16,
    controlHeightLG: 46,
    motion: false,
    fontFamily: 'system-ui,"PingFang SC","HarmonyOS Sans SC",MiSans,"Noto Sans CJK SC","Microsoft YaHei",sans-serif',
  },
  components: {
    Button: { fontWeight: 600, primaryShadow: 'none', defaultShadow: 'none' },
    Table: { headerBg: '#f6f3e8', headerColor: '#4a544e', rowHoverBg: '#e9f3ee' },
  },
}
