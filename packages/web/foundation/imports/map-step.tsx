import { type ImportMapping, type ImportRun, type KindName, kindLabel } from '@salesloom/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Card } from '../../ui/page/card.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { Identity } from './identity.tsx'
import { MapColumns } from './map-columns.tsx'
import { PreviewRows } from './preview-rows.tsx'
import { ReadingForm } from './reading-form.tsx'
import { TaxRate } from './tax-rate.tsx'

type Prepared = Outputs['imports']['prepareImport']
type Wish = {
  readonly reading: ImportMapping['reading']
  readonly kind?: KindName
  readonly templateId?: string
}

const FOUND_OUT: ImportMapping['reading'] = { encoding: null, separator: null, sheet: null, headerRow: null }

type StepProps = {
  readonly run: ImportRun
  readonly draft: ImportMapping | null
  readonly onChange: (mapping: ImportMapping) => void
  readonly onDone: () => void
}

/** Kind, template and source: what the file is. */
function WhatItIs({
  prepared,
  draft,
  onWish,
  onChange,
}: {
  readonly prepared: Prepared
  readonly draft: ImportMapping
  readonly onWish: (wish: Partial<Wish>) => void
  readonly onChange: (mapping: ImportMapping) => void
}) {
  const { t, language } = useText()
  const kinds = prepared.kinds.map(({ kind }) => ({ value: kind, label: kindLabel(kind, language) }))
  const headers = prepared.columns.map(({ header }) => header)
  const templates = prepared.templates.map(({ templateId, name }) => ({ value: templateId, label: name }))
  return (
    <div className="fields">
      <Field label={t('imports.kind')} hint={t('imports.kindHint')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.kind}
            options={kinds}
            onChange={(kind: KindName) => onWish({ kind })}
          />
        )}
      </Field>
      <Field label={t('imports.template')} hint={t('imports.templateHint')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            placeholder={t('imports.noTemplate')}
            value={prepared.templateId}
            options={templates}
            onChange={(templateId?: string) =>
              onWish(templateId === undefined ? { kind: draft.kind } : { templateId })
            }
          />
        )}
      </Field>
      <Field label={t('imports.source')} hint={t('imports.sourceHint')}>
        {(id) => (
          <Input
            id={id}
            value={draft.source}
            maxLength={60}
            onChange={(event) => onChange({ ...draft, source: event.target.value })}
          />
        )}
      </Field>
      <Identity draft={draft} headers={headers} onChange={onChange} />
      <TaxRate draft={draft} headers={headers} onChange={onChange} />
    </div>
  )
}

/** What the columns of the file mean. Everything is suggested, everything can be changed. */
export function MapStep({ run, draft, onChange, onDone }: StepProps) {
  const { t } = useText()
  const [wish, setWish] = useState<Wish>({
    reading: draft?.reading ?? FOUND_OUT,
    ...(draft === null ? {} : { kind: draft.kind }),
  })
  const [wished, setWished] = useState(draft === null)
  const input = { importRunId: run.importRunId, ...wish }
  const query = useQuery({
    ...api.imports.prepareImport.queryOptions({ input }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data } = query
  // A wish is answered by a new suggestion; what somebody has changed since is theirs.
  useEffect(() => {
    if (data === undefined || !wished) return
    onChange(data.mapping)
    setWished(false)
  }, [data, wished, onChange])
  const ask = (part: Partial<Wish>) => {
    setWish({
      reading: part.reading ?? wish.reading,
      ...(part.reading === undefined ? part : { kind: wish.kind ?? draft?.kind, ...part }),
    } as Wish)
    setWished(true)
  }
  const check = useMutation(
    api.imports.checkImport.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.imports.key() })
        onDone()
      },
    }),
  )
  return (
    <Loaded query={query} lines={8}>
      {(prepared) =>
        draft === null || wished ? null : (
          <div className="stack">
            <Card title={t('imports.whatItIs')}>
              <WhatItIs prepared={prepared} draft={draft} onWish={ask} onChange={onChange} />
              <ReadingForm
                reading={prepared.reading}
                wish={draft.reading}
                onWish={(reading) => ask({ reading })}
              />
            </Card>
            <Card className="flush" title={t('imports.columns')} note={t('imports.columnsHint')}>
              <MapColumns columns={prepared.columns} draft={draft} onChange={onChange} />
            </Card>
            <PreviewRows run={run} draft={draft} />
            {check.isError && <Problem error={check.error} />}
            <div className="row">
              <Button
                type="primary"
                size="large"
                loading={check.isPending}
                onClick={() => check.mutate({ importRunId: run.importRunId, mapping: draft })}
              >
                {t('imports.checkAll')}
              </Button>
              <span className="faint">{t('imports.checkHint')}</span>
            </div>
          </div>
        )
      }
    </Loaded>
  )
}
