import type { Outputs } from '../../../api/client.ts'
import { type Translate, useText } from '../../../i18n/index.ts'
import type { Language } from '../../../ui/format/locale.ts'
import { nameIn } from '../../../ui/format/locale.ts'

export type Deviation = Outputs['monitoring']['getDeviation']
export type Found = Outputs['monitoring']['findDeviations']['found'][number]
export type DeviationRecord = NonNullable<Deviation['record']>
export type Why = DeviationRecord['whys'][number]
export type Lens = 'orders' | 'deals'
export type Bar =
  | Deviation['bridge']['orders'][number]['bar']
  | Deviation['bridge']['deals'][number]['bar']
  | 'stillToCome'
export type Within = {
  readonly dimension: 'orgUnit' | 'product' | 'lossReason' | 'competitor' | 'stage'
  readonly key: string
}

/** A period in words: a year, or a quarter of one. */
export function periodText(code: string, t: Translate): string {
  const [year = '', quarter] = code.split('-')
  return quarter === undefined
    ? t('response.period.year', { year })
    : t('response.period.quarter', { year, quarter })
}

/** What a why says: somebody's words, else what was found. */
export function whyText(
  { text, source }: Pick<Why, 'text' | 'source'>,
  t: Translate,
  language: Language,
): string {
  if (text !== '' || source === null) return text
  const bar = t(`response.bar.${source.bar}`)
  if (source.member === null || source.dimension === null)
    return t(`response.why.driver.${source.lens}`, { bar })
  const member = nameIn(source.member.name, language)
  return t('response.why.member', { dimension: t(`response.dimension.${source.dimension}`), member })
}

type Place = Found['place']

/** The path part that names a place. */
export function memberOf({ orgUnitId, regionId, personId }: Place): string {
  if (orgUnitId !== undefined) return `orgUnit-${orgUnitId}`
  return regionId === undefined ? `person-${personId}` : `region-${regionId}`
}

/** The place that a path part names. */
export function placeOf(member: string): Place {
  const [axis, id] = member.split('-')
  if (axis === 'orgUnit') return { orgUnitId: Number(id) }
  return axis === 'region' ? { regionId: Number(id) } : { personId: Number(id) }
}

/** Texts of deviations in the language of the page. */
export function useDeviationText() {
  const { t, language } = useText()
  return {
    period: (code: string) => periodText(code, t),
    why: (why: Pick<Why, 'text' | 'source'>) => whyText(why, t, language),
  }
}
