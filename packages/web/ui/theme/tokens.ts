import { useMemo } from 'react'
import { useAppearance } from './appearance.ts'

const NAMES = [
  'paper',
  'surface',
  'sunken',
  'line',
  'line-strong',
  'ink',
  'ink-2',
  'ink-3',
  'indigo',
  'indigo-strong',
  'indigo-soft',
  'indigo-line',
  'on-indigo',
  'vermilion',
  'vermilion-soft',
  'jade',
  'jade-soft',
  'silk',
  'silk-soft',
  'part-1',
  'part-2',
  'part-3',
  'part-4',
  'part-5',
  'part-6',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'veil',
  'font',
  'shadow-2',
] as const

export type TokenName = (typeof NAMES)[number]

/** Tokens as plain values, for what cannot read CSS variables: antd's algorithm, echarts, the grid's canvas. */
export type Tokens = Readonly<Record<TokenName, string>>

function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement)
  const entries = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])
  return Object.fromEntries(entries) as Tokens
}

const read: { dark: boolean | null; tokens: Tokens | null } = { dark: null, tokens: null }

function tokensFor(dark: boolean): Tokens {
  if (read.tokens === null || read.dark !== dark) Object.assign(read, { dark, tokens: readTokens() })
  return read.tokens as Tokens
}

/** The tokens of the appearance that is shown. */
export function useTokens(): Tokens {
  const { dark } = useAppearance()
  return useMemo(() => tokensFor(dark), [dark])
}
