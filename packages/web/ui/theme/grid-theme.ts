import type { Theme } from '@glideapps/glide-data-grid'
import type { Tokens } from './tokens.ts'

/** The data grid's theme from the tokens. */
export function gridTheme(tokens: Tokens): Partial<Theme> {
  return {
    accentColor: tokens.indigo,
    accentFg: tokens['on-indigo'],
    accentLight: tokens['indigo-soft'],
    textDark: tokens.ink,
    textMedium: tokens['ink-2'],
    textLight: tokens['ink-3'],
    textBubble: tokens.ink,
    textHeader: tokens['ink-3'],
    textHeaderSelected: tokens['on-indigo'],
    textGroupHeader: tokens['ink-2'],
    bgCell: tokens.surface,
    bgCellMedium: tokens.sunken,
    bgHeader: tokens.sunken,
    bgHeaderHasFocus: tokens['indigo-soft'],
    bgHeaderHovered: tokens['indigo-soft'],
    bgIconHeader: tokens['ink-3'],
    fgIconHeader: tokens.surface,
    bgSearchResult: tokens['silk-soft'],
    borderColor: tokens.line,
    horizontalBorderColor: tokens.line,
    drilldownBorder: tokens['line-strong'],
    linkColor: tokens.indigo,
    fontFamily: tokens.font,
    baseFontStyle: '13px',
    headerFontStyle: '500 12px',
    editorFontSize: '13px',
    cellHorizontalPadding: 10,
    cellVerticalPadding: 4,
    lineHeight: 1.5,
  }
}
