import { DeleteOutlined, SaveOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { App, Button, Checkbox, Input, Popover, Select } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { queries } from '../../api/queries.ts'
import type { ExploreSearch } from '../../app/search.ts'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { narrowedTo, type Question } from './use-exploration.ts'

const route = getRouteApi('/in/metrics/explore')
type Saved = Outputs['metrics']['findExplorations'][number]

/** The address that shows a saved exploration. */
function searchOf({ content }: Saved): ExploreSearch {
  const { metric, by, slice, period, compare, view, orgView } = content
  return {
    ...(slice as ExploreSearch),
    metric,
    by: by.join(','),
    period: period as NonNullable<ExploreSearch['period']>,
    compare: compare.join(','),
    view,
    ...(orgView === 'asIs' ? { orgView } : {}),
  }
}

function useSaved() {
  const refresh = () => queries.invalidateQueries({ queryKey: api.metrics.findExplorations.key() })
  return {
    list: useQuery(api.metrics.findExplorations.queryOptions()).data ?? [],
    save: useMutation(api.metrics.saveExploration.mutationOptions({ onSuccess: refresh })),
    remove: useMutation(api.metrics.removeExploration.mutationOptions({ onSuccess: refresh })),
  }
}

function SaveForm({ question, onDone }: { readonly question: Question; readonly onDone: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const search = route.useSearch()
  const { save } = useSaved()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const { metric, by, compare, view, orgView, period } = question
  const days = period === 'days' ? { from: question.slice.from, to: question.slice.to } : {}
  const content = {
    metric: metric.code,
    by: [...by],
    slice: { ...narrowedTo(search, metric), ...days },
    period,
    compare: [...compare],
    view,
    orgView,
  }
  const submit = () =>
    save.mutate(
      { name, shared, content },
      {
        onSuccess: () => {
          void message.success(t('metrics.explore.saved', { name }))
          onDone()
        },
      },
    )
  return (
    <form
      className="explore-save"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') submit()
      }}
    >
      <Field label={t('metrics.explore.name')}>
        {(id) => (
          <Input id={id} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
        {t('metrics.explore.share')}
      </Checkbox>
      <Button type="primary" htmlType="submit" loading={save.isPending} disabled={name.trim() === ''}>
        {t('metrics.explore.save')}
      </Button>
    </form>
  )
}

/** Saved explorations to open, and the one on the page to save and share. */
export function SavedExplorations({ question }: { readonly question: Question }) {
  const { t } = useText()
  const navigate = route.useNavigate()
  const { list, remove } = useSaved()
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<number | null>(null)
  const current = list.find((one) => one.explorationId === chosen)
  return (
    <span className="row">
      {list.length > 0 && (
        <Select
          aria-label={t('metrics.explore.openSaved')}
          placeholder={t('metrics.explore.openSaved')}
          value={current?.explorationId ?? null}
          style={{ minWidth: 160 }}
          options={list.map((one) => ({
            value: one.explorationId,
            label: one.mine ? one.name : `${one.name} · ${t('metrics.explore.fromOthers')}`,
          }))}
          onChange={(id) => {
            setChosen(id)
            const found = list.find((one) => one.explorationId === id)
            if (found !== undefined) void navigate({ search: searchOf(found) })
          }}
        />
      )}
      {current?.mine === true && (
        <Button
          icon={<DeleteOutlined />}
          aria-label={t('metrics.explore.remove', { name: current.name })}
          onClick={() => remove.mutate({ explorationId: current.explorationId })}
        />
      )}
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomRight"
        content={<SaveForm question={question} onDone={() => setOpen(false)} />}
      >
        <Button icon={<SaveOutlined />}>{t('metrics.explore.save')}</Button>
      </Popover>
    </span>
  )
}
