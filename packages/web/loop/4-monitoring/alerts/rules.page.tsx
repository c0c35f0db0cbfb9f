import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/session.ts'
import { useText } from '../../../i18n/index.ts'
import { Tag } from '../../../ui/figure/tag.tsx'
import { formatMoment } from '../../../ui/format/date.ts'
import { nameIn } from '../../../ui/format/locale.ts'
import { formatNumber } from '../../../ui/format/number.ts'
import { Card } from '../../../ui/page/card.tsx'
import { type Column, DataTable } from '../../../ui/page/data-table.tsx'
import { Empty } from '../../../ui/page/empty.tsx'
import { Loaded } from '../../../ui/page/loaded.tsx'
import { Problem } from '../../../ui/page/problem.tsx'
import { SeverityTag } from './alert-row.tsx'
import { AlertsFrame } from './alerts-frame.tsx'
import { FIRST_RULE } from './rule-draft.ts'
import { RuleEditor } from './rule-editor.tsx'
import { useMetrics } from './rule-fields.tsx'
import { type ListedRule, useAddDefaults, useAfterAlertChange, useAskRemoval } from './use-alerts.ts'

function RuleState({ rule }: { readonly rule: ListedRule }) {
  const { t } = useText()
  if (!rule.active) return <Tag>{t('alerts.rule.stopped')}</Tag>
  const tone =
    rule.state === 'alerting' || rule.state === 'error' ? 'bad' : rule.state === 'normal' ? 'good' : 'care'
  return (
    <span title={rule.problem ?? undefined}>
      <Tag tone={tone}>{t(`alerts.state.${rule.state}`)}</Tag>
    </span>
  )
}

function RuleActs({ rule, onEdit }: { readonly rule: ListedRule; readonly onEdit: () => void }) {
  const { t } = useText()
  const ask = useAskRemoval()
  const set = useMutation(api.monitoring.setAlertRule.mutationOptions(useAfterAlertChange()))
  if (!rule.editable) return null
  const { ruleId, active, content, openAlerts } = rule
  const remove = () =>
    ask(
      t('alerts.removal.rule', { name: content.name }),
      t('alerts.removal.ruleText', { count: openAlerts }),
      () => set.mutateAsync({ ruleId, to: 'removed' }),
    )
  return (
    <span className="row">
      <Button size="small" onClick={onEdit}>
        {t('alerts.rule.edit')}
      </Button>
      <Button
        size="small"
        type="text"
        onClick={() => set.mutate({ ruleId, to: active ? 'stopped' : 'active' })}
      >
        {t(active ? 'alerts.rule.stop' : 'alerts.rule.start')}
      </Button>
      <Button size="small" type="text" onClick={remove}>
        {t('alerts.rule.remove')}
      </Button>
      {set.isError && <Problem error={set.error} />}
    </span>
  )
}

/** The metrics that a rule looks at, its own first. */
const metricsOf = ({ metric, conditions }: ListedRule['content']) => [
  ...new Set([metric, ...conditions.flatMap((condition) => condition.metric ?? [])]),
]

function useColumns(edit: (rule: ListedRule) => void): Column<ListedRule>[] {
  const { t, language } = useText()
  const metrics = new Map(useMetrics().map(({ code, name }) => [code, nameIn(name, language)]))
  return [
    {
      key: 'name',
      title: t('alerts.rule.name'),
      cell: ({ content }) => (
        <span className="alert-cause">
          <strong>{content.name}</strong>
          <small className="faint">
            {metricsOf(content)
              .map((code) => metrics.get(code) ?? code)
              .join(' + ')}{' '}
            · {t(`alerts.rule.tree.${content.by}`)}
          </small>
        </span>
      ),
    },
    { key: 'state', title: t('alerts.column.state'), cell: (rule) => <RuleState rule={rule} /> },
    {
      key: 'severity',
      title: t('alerts.severityLabel'),
      wide: true,
      cell: ({ content }) => <SeverityTag severity={content.severity} />,
    },
    {
      key: 'open',
      title: t('alerts.rule.openAlerts'),
      numeric: true,
      cell: ({ openAlerts }) => formatNumber(openAlerts, language),
    },
    {
      key: 'evaluated',
      title: t('alerts.rule.evaluated'),
      wide: true,
      cell: ({ evaluatedAt }) =>
        evaluatedAt === null ? t('alerts.rule.never') : formatMoment(evaluatedAt, language),
    },
    {
      key: 'act',
      title: t('alerts.column.act'),
      cell: (rule) => <RuleActs rule={rule} onEdit={() => edit(rule)} />,
    },
  ]
}

function NoRules() {
  const { t } = useText()
  const mayDefine = useMay('monitoring.define')
  const add = useAddDefaults()
  return (
    <Card>
      <Empty title={t('alerts.noRulesTitle')} text={t('alerts.noRulesText')}>
        {mayDefine && (
          <Button type="primary" loading={add.isPending} onClick={() => add.mutate()}>
            {t('alerts.addDefaults')}
          </Button>
        )}
      </Empty>
    </Card>
  )
}

/** Rules of alerts: what is watched, and how it stands. */
export function AlertRulesPage() {
  const { t } = useText()
  const mayDefine = useMay('alerts.define')
  const [edited, setEdited] = useState<ListedRule | 'new' | null>(null)
  const columns = useColumns(setEdited)
  const query = useQuery(api.monitoring.findAlertRules.queryOptions())
  const fresh = { ruleId: null, version: 0, content: FIRST_RULE }
  const draft = edited === 'new' ? fresh : edited
  return (
    <AlertsFrame
      actions={
        mayDefine && (
          <Button type="primary" onClick={() => setEdited('new')}>
            {t('alerts.rule.new')}
          </Button>
        )
      }
    >
      <Loaded query={query} lines={6}>
        {(rules) =>
          rules.length === 0 ? (
            <NoRules />
          ) : (
            <Card className="flush" title={t('alerts.tabs.rules')}>
              <DataTable
                label={t('alerts.tabs.rules')}
                rows={rules}
                rowKey={(rule) => rule.ruleId}
                columns={columns}
              />
            </Card>
          )
        }
      </Loaded>
      {draft !== null && (
        <RuleEditor
          key={`${draft.ruleId} ${draft.version}`}
          ruleId={draft.ruleId}
          version={draft.version}
          saved={draft.content}
          latest={query.data?.find(({ ruleId }) => ruleId === draft.ruleId) ?? draft}
          onClose={() => setEdited(null)}
        />
      )}
    </AlertsFrame>
  )
}
