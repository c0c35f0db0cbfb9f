import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { Card } from '../../ui/page/card.tsx'
import { Loaded } from '../../ui/page/loaded.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { DefinePreview } from './define-preview.tsx'
import type { Metric } from './figure-value.tsx'
import {
  type Block,
  contentOf,
  draftOf,
  EMPTY_DRAFT,
  isComplete,
  type MetricDraft,
  measureOf,
  termOf,
} from './metric-draft.ts'
import { MetricsFrame } from './metrics-frame.tsx'
import { SideEditor } from './side-editor.tsx'

const route = getRouteApi('/in/metrics/define')
const UNITS = ['count', 'money', 'percent', 'days', 'minutes', 'score', 'times'] as const
const NAMES = ['zh', 'zhTw', 'en'] as const

type Change = (part: Partial<MetricDraft>) => void
type FormProps = { readonly draft: MetricDraft; readonly change: Change }

function Names({ draft, change }: FormProps) {
  const { t } = useText()
  return (
    <div className="define-names">
      {NAMES.map((name) => (
        <Field key={name} label={t(`metrics.define.name.${name}`)}>
          {(id) => (
            <Input
              id={id}
              maxLength={60}
              value={draft[name]}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {(['descriptionZh', 'descriptionEn'] as const).map((name) => (
        <Field key={name} label={t(`metrics.define.${name}`)}>
          {(id) => (
            <Input.TextArea
              id={id}
              autoSize
              maxLength={400}
              value={draft[name]}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

function UnitAndDirection({ draft, change }: FormProps) {
  const { t } = useText()
  return (
    <div className="row">
      <Field label={t('metrics.unit')}>
        {(id) => (
          <Select
            id={id}
            value={draft.unit}
            onChange={(unit) => change({ unit })}
            options={UNITS.map((unit) => ({ value: unit, label: t(`metrics.unitName.${unit}`) }))}
            style={{ minWidth: 120 }}
          />
        )}
      </Field>
      <Field label={t('metrics.better')}>
        {(id) => (
          <Select
            id={id}
            value={draft.better}
            onChange={(better) => change({ better })}
            options={(['higher', 'lower'] as const).map((better) => ({
              value: better,
              label: t(`metrics.betterName.${better}`),
            }))}
            style={{ minWidth: 120 }}
          />
        )}
      </Field>
    </div>
  )
}

function Formula({ draft, change, blocks }: FormProps & { readonly blocks: readonly Block[] }) {
  const { t } = useText()
  const ratio = draft.denominator !== null
  return (
    <>
      <SideEditor
        title={t(ratio ? 'metrics.define.numerator' : 'metrics.define.figure')}
        blocks={blocks}
        terms={draft.numerator}
        onChange={(numerator) => change({ numerator })}
      />
      <Checkbox
        checked={ratio}
        onChange={(event) =>
          change({
            denominator: event.target.checked
              ? [termOf(measureOf(draft.numerator[0]?.measure.fact ?? 'order'))]
              : null,
            unit: event.target.checked ? 'percent' : draft.unit === 'percent' ? 'count' : draft.unit,
          })
        }
      >
        {t('metrics.define.ratio')}
      </Checkbox>
      {draft.denominator !== null && (
        <SideEditor
          title={t('metrics.define.denominator')}
          blocks={blocks}
          terms={draft.denominator}
          onChange={(denominator) => change({ denominator })}
        />
      )}
    </>
  )
}

/** Saves the draft as a new metric or a changed one, and takes a metric out of the catalogue. */
function useSaving(metric: Metric | null) {
  const { t } = useText()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const done = async (text: string) => {
    await queries.invalidateQueries({ queryKey: api.metrics.key() })
    void message.success(text)
    void navigate({ to: '/metrics' })
  }
  const onSuccess = () => done(t('metrics.define.saved'))
  const define = useMutation(api.metrics.defineMetric.mutationOptions({ onSuccess }))
  const edit = useMutation(api.metrics.editMetric.mutationOptions({ onSuccess }))
  const remove = useMutation(
    api.metrics.removeMetric.mutationOptions({ onSuccess: () => done(t('metrics.define.removed')) }),
  )
  return {
    error: define.error ?? edit.error ?? remove.error,
    pending: define.isPending || edit.isPending,
    save: (draft: MetricDraft) =>
      metric === null
        ? define.mutate({ content: contentOf(draft) })
        : edit.mutate({ code: metric.code, version: metric.version, content: contentOf(draft) }),
    remove: () => metric !== null && remove.mutate({ code: metric.code, restore: false }),
  }
}

function Editor({ metric, blocks }: { readonly metric: Metric | null; readonly blocks: readonly Block[] }) {
  const { t } = useText()
  const [draft, setDraft] = useState(metric === null ? EMPTY_DRAFT : draftOf(metric))
  const change: Change = (part) => setDraft((old) => ({ ...old, ...part }))
  const saving = useSaving(metric)
  const nameless = draft.zh.trim() === '' && draft.en.trim() === ''
  return (
    <div className="define">
      <Card title={t(metric === null ? 'metrics.define.new' : 'metrics.define.edit')}>
        <Names draft={draft} change={change} />
        <Formula draft={draft} change={change} blocks={blocks} />
        <UnitAndDirection draft={draft} change={change} />
        {saving.error !== null && <Problem error={saving.error} />}
        <div className="row define-actions">
          <Button
            type="primary"
            loading={saving.pending}
            disabled={nameless || !isComplete(draft)}
            onClick={() => saving.save(draft)}
          >
            {t('metrics.define.save')}
          </Button>
          {metric !== null && <Button onClick={saving.remove}>{t('metrics.define.remove')}</Button>}
        </div>
      </Card>
      <DefinePreview draft={draft} />
    </div>
  )
}

/** Makes a metric from building blocks, or changes one that was made so; its figure is shown beside. */
export function DefineMetricPage() {
  const { metric: code } = route.useSearch()
  const metrics = useQuery(api.metrics.findMetrics.queryOptions())
  const blocks = useQuery(api.metrics.findBuildingBlocks.queryOptions())
  return (
    <MetricsFrame>
      <Loaded query={metrics} lines={8}>
        {(all) => (
          <Loaded query={blocks} lines={8}>
            {(known) => (
              <Editor
                key={code ?? ''}
                metric={all.find((one) => one.code === code && !one.shipped) ?? null}
                blocks={known}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </MetricsFrame>
  )
}
