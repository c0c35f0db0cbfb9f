import { PlusOutlined } from '@ant-design/icons'
import { BOARD_PERIODS, type Board, type BoardContent } from '@salesloom/contract'
import { Button, Input, Select } from 'antd'
import type { Metric } from '../../../foundation/metrics/figure-value.tsx'
import { useText } from '../../../i18n/index.ts'
import { Field } from '../../../ui/form/field.tsx'
import { nameIn } from '../../../ui/format/locale.ts'
import type { Composing, Draft } from './use-compose.ts'

const AUDIENCES = ['everybody', 'director', 'manager', 'representative', 'analyst', 'administrator'] as const

/** The tiles of a board by name, for comparing two versions. */
function TileNames({
  content,
  metrics,
}: {
  readonly content: BoardContent
  readonly metrics: readonly Metric[]
}) {
  const { t, language } = useText()
  return (
    <ol>
      {content.tiles.map((tile) => {
        const metric = metrics.find(({ code }) => code === tile.metric)
        const name = tile.title ?? (metric === undefined ? tile.metric : nameIn(metric.name, language))
        return <li key={tile.key}>{`${name} · ${t(`dashboards.form.${tile.form}`)}`}</li>
      })}
    </ol>
  )
}

/** Both versions beside each other when somebody saved first; nothing is overwritten unseen. */
function Conflict(props: {
  readonly theirs: Board
  readonly draft: Draft
  readonly metrics: readonly Metric[]
  readonly composing: Composing
}) {
  const { t } = useText()
  const { theirs, draft, metrics, composing } = props
  return (
    <div className="notice care board-conflict" role="alert">
      <i aria-hidden="true">!</i>
      <div>
        <b>{t('dashboards.conflict', { who: theirs.changedBy })}</b>
        <div className="board-versions">
          <section>
            <h3>{`${t('dashboards.theirs')}: ${theirs.name}`}</h3>
            <TileNames content={theirs.content} metrics={metrics} />
          </section>
          <section>
            <h3>{`${t('dashboards.yours')}: ${draft.name}`}</h3>
            <TileNames content={draft.content} metrics={metrics} />
          </section>
        </div>
      </div>
      <div className="row">
        <Button onClick={() => composing.begin(theirs)}>{t('dashboards.takeTheirs')}</Button>
        <Button type="primary" onClick={() => void composing.save(theirs.version)}>
          {t('dashboards.keepYours')}
        </Button>
      </div>
    </div>
  )
}

type BarProps = {
  readonly draft: Draft
  readonly composing: Composing
  readonly boards: readonly Board[]
  readonly metrics: readonly Metric[]
  readonly onAdd: () => void
}

/** Name, readers and period of the board that is composed, with what adds a tile and what saves. */
export function ComposeBar({ draft, composing, boards, metrics, onAdd }: BarProps) {
  const { t } = useText()
  const { content } = draft
  const theirs = boards.find(
    ({ dashboardId }) => dashboardId !== null && dashboardId === draft.board?.dashboardId,
  )
  return (
    <>
      {composing.conflict && theirs !== undefined && (
        <Conflict theirs={theirs} draft={draft} metrics={metrics} composing={composing} />
      )}
      <section className="compose-bar" aria-label={t('dashboards.compose')}>
        <Field label={t('dashboards.name')}>
          {(id) => (
            <Input
              id={id}
              maxLength={80}
              value={draft.name}
              onChange={({ target }) => composing.set({ name: target.value })}
            />
          )}
        </Field>
        <Field label={t('dashboards.audience')}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              value={draft.audience}
              placeholder={t('dashboards.onlyMe')}
              options={AUDIENCES.map((role) => ({
                value: role,
                label: role === 'everybody' ? t('dashboards.everybody') : t(`shell.role.${role}`),
              }))}
              onChange={(audience) => composing.set({ audience })}
              style={{ minWidth: 200 }}
            />
          )}
        </Field>
        <Field label={t('metrics.explore.period')}>
          {(id) => (
            <Select
              id={id}
              value={content.period}
              options={BOARD_PERIODS.map((name) => ({
                value: name,
                label: t(`metrics.explore.periodName.${name}`),
              }))}
              onChange={(period) => composing.set({ content: { ...content, period } })}
            />
          )}
        </Field>
        <Button icon={<PlusOutlined />} onClick={onAdd} disabled={content.tiles.length >= 24}>
          {t('dashboards.add')}
        </Button>
        <span className="spacer" />
        <Button onClick={composing.cancel}>{t('ui.action.cancel')}</Button>
        <Button
          type="primary"
          loading={composing.isSaving}
          disabled={draft.name.trim() === '' || content.tiles.length === 0}
          onClick={() => void composing.save()}
        >
          {t('ui.action.save')}
        </Button>
      </section>
      <p className="faint compose-hint">{t('dashboards.audienceHint')}</p>
    </>
  )
}
