import { LockOutlined, RedoOutlined, UndoOutlined, UnlockOutlined } from '@ant-design/icons'
import type { CellAddress } from '@salesloom/contract'
import { Button, Checkbox, Input, Popover, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '../../i18n/index.ts'
import { Field } from '../../ui/form/field.tsx'
import { BoundsForm } from './bounds-form.tsx'
import { HoldsDrawer } from './holds-drawer.tsx'
import { useHistory } from './plan-keys.ts'
import type { PlanMeasure } from './plan-layout.ts'
import type { Scenario } from './scenario-state.tsx'
import type { PlanEdit } from './use-write-cell.ts'

type ToolbarProps = {
  readonly scenario: Scenario
  /** the cells chosen at this moment */
  readonly places: () => readonly CellAddress[]
  readonly measure: PlanMeasure
  readonly previews: boolean
  readonly onPreviews: (on: boolean) => void
  readonly onEdits: (edits: readonly PlanEdit[], note?: string) => void
}

/** Asks why before it holds, so that everyone can read it later. */
function HoldButton({
  icon,
  label,
  onHold,
}: {
  readonly icon: ReactNode
  readonly label: string
  readonly onHold: (note: string) => void
}) {
  const { t } = useText()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const hold = () => {
    onHold(note)
    setOpen(false)
    setNote('')
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <form
          className="hold-why"
          onSubmit={(event) => {
            event.preventDefault()
            hold()
          }}
        >
          <Field label={t('targets.hold.why')}>
            {(id) => (
              <Input
                id={id}
                value={note}
                maxLength={200}
                placeholder={t('targets.hold.whyExample')}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          <Button type="primary" size="small" htmlType="submit">
            {label}
          </Button>
        </form>
      }
    >
      <Button size="small" icon={icon}>
        {label}
      </Button>
    </Popover>
  )
}

/** What can be done to the chosen cells: hold, release, bound; take back and make again; preview first. */
export function PlanToolbar({ scenario, places, measure, previews, onPreviews, onEdits }: ToolbarProps) {
  const { t } = useText()
  const history = useHistory(scenario)
  const apply = (codes: readonly string[], note?: string) =>
    onEdits(
      places().flatMap((at) => codes.map((code) => ({ at, code }))),
      note,
    )
  return (
    <div className="plan-tools" role="toolbar" aria-label={t('targets.tools.label')}>
      <Tooltip title={`${t('targets.plan.undo')} (Ctrl+Z)`}>
        <Button
          size="small"
          icon={<UndoOutlined />}
          aria-label={t('targets.plan.undo')}
          disabled={scenario.version <= 1 || history.isBusy}
          onClick={history.undo}
        />
      </Tooltip>
      <Tooltip title={`${t('targets.plan.redo')} (Ctrl+Y)`}>
        <Button
          size="small"
          icon={<RedoOutlined />}
          aria-label={t('targets.plan.redo')}
          disabled={scenario.version <= 1 || history.isBusy}
          onClick={history.redo}
        />
      </Tooltip>
      <HoldButton
        icon={<LockOutlined />}
        label={t('targets.hold.leaf')}
        onHold={(note) => apply(['H'], note)}
      />
      {measure.kind === 'additive' && (
        <HoldButton
          icon={<LockOutlined />}
          label={t('targets.hold.total')}
          onHold={(note) => apply(['HC'], note)}
        />
      )}
      <Button size="small" icon={<UnlockOutlined />} onClick={() => apply(['RH', 'RC'])}>
        {t('targets.hold.release')}
      </Button>
      {measure.kind === 'additive' && <BoundsForm scenario={scenario} measure={measure} places={places} />}
      <HoldsDrawer scenario={scenario} onEdits={onEdits} />
      <span className="spacer" />
      <Checkbox checked={previews} onChange={(event) => onPreviews(event.target.checked)}>
        {t('targets.preview.first')}
      </Checkbox>
    </div>
  )
}
