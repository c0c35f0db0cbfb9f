import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Drawer, Upload } from 'antd'
import { useState } from 'react'
import { api, type Outputs } from '../../api/client.ts'
import { useCurrency } from '../../api/money.ts'
import { queries } from '../../api/queries.ts'
import { useText } from '../../i18n/index.ts'
import { nameIn } from '../../ui/format/locale.ts'
import { formatNumber } from '../../ui/format/number.ts'
import { DataTable } from '../../ui/page/data-table.tsx'
import { Problem } from '../../ui/page/problem.tsx'
import { exactFigure, type Writing } from './measure-text.ts'
import type { Scenario } from './scenario-state.tsx'

type Read = Outputs['targets']['readPlanFile']

/** A file as the server takes it. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192))
  return btoa(text)
}

function Changes({ read, figures }: { readonly read: Read; readonly figures: Writing }) {
  const { t, language } = useText()
  return (
    <DataTable
      label={t('targets.file.changes')}
      rows={read.changes}
      rowKey={(change) => `${change.row} ${JSON.stringify(change.place)}`}
      columns={[
        { key: 'row', title: t('targets.file.row'), numeric: true, cell: ({ row }) => row },
        {
          key: 'place',
          title: t('targets.log.where'),
          cell: ({ place }) => place.map((name) => nameIn(name, language)).join(' · '),
        },
        {
          key: 'before',
          title: t('targets.fit.before'),
          numeric: true,
          cell: ({ before }) => exactFigure(before, figures),
        },
        {
          key: 'after',
          title: t('targets.fit.after'),
          numeric: true,
          cell: ({ after }) => exactFigure(after, figures),
        },
      ]}
    />
  )
}

function Problems({ read }: { readonly read: Read }) {
  const { t } = useText()
  if (read.refused === 0) return null
  return (
    <section>
      <h3>{t('targets.file.problems', { count: read.refused })}</h3>
      <DataTable
        label={t('targets.file.problems', { count: read.refused })}
        rows={read.problems}
        rowKey={(problem) => `${problem.row} ${problem.column}`}
        columns={[
          { key: 'row', title: t('targets.file.row'), numeric: true, cell: ({ row }) => row },
          { key: 'column', title: t('targets.file.column'), cell: ({ column }) => column },
          { key: 'value', title: t('targets.file.value'), cell: ({ value }) => value },
          {
            key: 'reason',
            title: t('targets.log.why'),
            cell: ({ reason }) => t(`targets.file.reason.${reason}`),
          },
        ]}
      />
    </section>
  )
}

/** A file of targets: what it would change, what of it cannot be read, then written in one step or not at all. */
export function PlanFile({
  scenario,
  onClose,
}: {
  readonly scenario: Scenario
  readonly onClose: () => void
}) {
  const { t, language } = useText()
  const currency = useCurrency()
  const { scenarioId, version, measures } = scenario
  const measure = measures[0] ?? { code: 'sales', kind: 'additive' as const, unit: 'money' as const }
  const [name, setName] = useState('')
  const read = useMutation(api.targets.readPlanFile.mutationOptions())
  const save = useMutation(
    api.targets.editCells.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.targets.key() })
        onClose()
      },
    }),
  )
  const take = async (file: File) => {
    setName(file.name)
    read.mutate({ scenarioId, name: file.name, content: await base64Of(file) })
  }
  const { data } = read
  return (
    <Drawer open size="large" onClose={onClose} title={t('targets.file.title')}>
      <div className="stack">
        <p>{t('targets.file.lead')}</p>
        <Upload.Dragger
          accept=".csv,.xlsx"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file)
            return false
          }}
        >
          {name === '' ? t('targets.file.drop') : name}
        </Upload.Dragger>
        {read.isError && <Problem error={read.error} />}
        {save.isError && <Problem error={save.error} />}
        {data !== undefined && (
          <>
            <p className="row">
              <b>
                {t('targets.file.found', {
                  changed: formatNumber(data.changed, language),
                  unchanged: formatNumber(data.unchanged, language),
                })}
              </b>
              <span className="spacer" />
              <Button
                type="primary"
                disabled={data.edits.length === 0 || data.tooMany}
                loading={save.isPending}
                onClick={() => save.mutate({ scenarioId, version, edits: data.edits, note: name })}
              >
                {t('targets.file.write')}
              </Button>
            </p>
            {data.tooMany && <Alert type="warning" title={t('targets.file.tooMany')} />}
            <Problems read={data} />
            {data.changes.length > 0 && <Changes read={data} figures={{ measure, currency, language }} />}
          </>
        )}
      </div>
    </Drawer>
  )
}
