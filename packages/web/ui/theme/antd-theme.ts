import { type ThemeConfig, theme } from 'antd'
import type { Tokens } from './tokens.ts'

type Setting = { readonly dark: boolean; readonly motion: boolean }

/**
 * antd's theme from the tokens: flat, paper-like, without its blue and its shadows. Where nothing may move antd must know:
 * what it opens waits for the end of an animation, and stays out of sight where none takes place.
 */
export function antdTheme(tokens: Tokens, { dark, motion }: Setting): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: tokens.indigo,
      colorInfo: tokens.indigo,
      colorSuccess: tokens.jade,
      colorWarning: tokens.silk,
      colorError: tokens.vermilion,
      colorLink: tokens.indigo,
      colorTextBase: tokens.ink,
      colorText: tokens.ink,
      colorTextSecondary: tokens['ink-2'],
      colorTextTertiary: tokens['ink-3'],
      colorTextDescription: tokens['ink-2'],
      colorTextPlaceholder: tokens['ink-3'],
      colorBgBase: tokens.surface,
      colorBgContainer: tokens.surface,
      colorBgElevated: tokens.surface,
      colorBgLayout: tokens.paper,
      colorBgMask: tokens.veil,
      colorBorder: tokens['line-strong'],
      colorBorderSecondary: tokens.line,
      colorFillAlter: tokens.sunken,
      colorPrimaryBg: tokens['indigo-soft'],
      controlItemBgActive: tokens['indigo-soft'],
      colorTextLightSolid: tokens['on-indigo'],
      fontFamily: tokens.font,
      fontSize: 14,
      borderRadius: 8,
      borderRadiusLG: 12,
      borderRadiusSM: 6,
      controlHeight: 34,
      boxShadow: tokens['shadow-2'],
      boxShadowSecondary: tokens['shadow-2'],
      motion,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.2s',
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Modal: { titleFontSize: 16 },
      Tooltip: { colorBgSpotlight: tokens.ink, colorTextLightSolid: tokens.paper },
      Segmented: {
        trackBg: tokens.sunken,
        itemSelectedBg: tokens.surface,
        itemSelectedColor: tokens['indigo-strong'],
        itemColor: tokens['ink-2'],
      },
    },
  }
}
