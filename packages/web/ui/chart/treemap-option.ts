import type { Language } from '../format/locale.ts'
import { compactText, formatChange, formatCompact } from '../format/number.ts'
import { mix } from '../theme/mix.ts'
import type { Tokens } from '../theme/tokens.ts'
import type { ChartOption } from './types.ts'

/** A patch: as large as its value, tinted by its change. */
export type TreePatch = {
  readonly name: string
  readonly value: number
  /** 0.08 is eight percent more; null where there is nothing to compare with */
  readonly change: number | null
  readonly children: readonly TreePatch[]
}

type Treemap = {
  /** of the whole */
  readonly name: string
  readonly patches: readonly TreePatch[]
  readonly language: Language
  readonly tokens: Tokens
}

/** Change at which a patch has its full tint. */
const FULL = 0.25

/** The colour of a change: jade for more, vermilion for less, as deep as it is large; 0.25 is the deepest. */
export function tint(change: number | null, tokens: Tokens): string {
  if (change === null) return tokens.sunken
  const strength = Math.min(1, Math.abs(change) / FULL)
  return mix(tokens.surface, change < 0 ? tokens.vermilion : tokens.jade, 0.12 + 0.4 * strength)
}

function nodeOf(patch: TreePatch, { language, tokens }: Treemap): object {
  const figure = compactText(formatCompact(patch.value, language), language)
  const change = patch.change === null ? '' : ` ${formatChange(patch.change, language)}`
  return {
    name: patch.name,
    value: Math.max(0, patch.value),
    itemStyle: { color: tint(patch.change, tokens), borderColor: tokens.surface },
    label: { formatter: `${patch.name}\n${figure}${change}` },
    upperLabel: { formatter: `${patch.name}  ${figure}${change}` },
    children: patch.children.map((child) => nodeOf(child, { name: '', patches: [], language, tokens })),
  }
}

/** Patches within patches: area is the value, colour the change against the base; a click goes deeper. */
export function treemapOption(treemap: Treemap): ChartOption {
  const { name, patches, tokens } = treemap
  return {
    series: [
      {
        type: 'treemap',
        name,
        left: 0,
        right: 0,
        top: 0,
        bottom: 34,
        roam: false,
        leafDepth: 2,
        nodeClick: 'zoomToNode',
        breadcrumb: {
          bottom: 0,
          itemStyle: {
            color: tokens.sunken,
            borderColor: tokens.line,
            textStyle: { color: tokens['ink-2'] },
          },
        },
        label: { color: tokens.ink, fontSize: 12, lineHeight: 17, overflow: 'truncate' },
        upperLabel: { show: true, height: 24, color: tokens['ink-2'], fontSize: 12 },
        levels: [
          {
            itemStyle: { gapWidth: 4, borderWidth: 0, borderColor: tokens.surface },
            upperLabel: { show: false },
          },
          { itemStyle: { gapWidth: 2, borderWidth: 2 } },
          { itemStyle: { gapWidth: 1, borderWidth: 1 } },
        ],
        data: patches.map((patch) => nodeOf(patch, treemap)),
      },
    ],
  } as ChartOption
}
