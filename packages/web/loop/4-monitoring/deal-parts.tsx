import { Select } from 'antd'
import type { DealPartSearch } from '../../app/search.ts'
import { SliceChoice } from '../../foundation/metrics/slice-choice.tsx'
import { useText } from '../../i18n/index.ts'
import { type Bilingual, nameIn } from '../../ui/format/locale.ts'

const PARTS = ['orgUnitId', 'personId', 'productId', 'customerTypeId'] as const

type DealPartsProps = {
  readonly search: DealPartSearch
  readonly media: readonly string[]
  readonly pipelines: readonly { readonly pipelineId: number; readonly name: Bilingual }[]
  readonly onChange: (change: DealPartSearch) => void
}

/** Which deals are looked at: a part of the business, a source, a pipeline where there are several. */
export function DealParts({ search, media, pipelines, onChange }: DealPartsProps) {
  const { t, language } = useText()
  return (
    <>
      {pipelines.length > 1 && (
        <Select
          aria-label={t('monitoring.part.pipeline')}
          value={search.pipelineId ?? pipelines[0]?.pipelineId ?? null}
          onChange={(pipelineId) => onChange({ pipelineId: pipelineId ?? undefined } as DealPartSearch)}
          options={pipelines.map(({ pipelineId, name }) => ({
            value: pipelineId,
            label: nameIn(name, language),
          }))}
          style={{ minWidth: 140 }}
        />
      )}
      {media.length > 0 && (
        <Select
          aria-label={t('monitoring.part.medium')}
          placeholder={t('monitoring.part.medium')}
          allowClear
          value={search.medium ?? null}
          onChange={(medium: string | null) => onChange({ medium: medium ?? undefined } as DealPartSearch)}
          options={media.map((medium) => ({ value: medium, label: medium }))}
          style={{ minWidth: 140 }}
        />
      )}
      <SliceChoice
        parts={PARTS}
        chosen={search}
        onChange={(part, value) => onChange({ [part]: value } as DealPartSearch)}
      />
    </>
  )
}
