import { addDays } from '@salesloom/engine/calendar'
import type { OpenBook, OpenDeal } from './open-book.ts'

export type StuckReason = 'tooLong' | 'overdue' | 'silent' | 'noNextStep' | 'noDecider'

type Ground = Pick<OpenBook, 'today' | 'settings' | 'usual' | 'pipeline'>

/** Whether the deal has a next step that is not past. */
export function hasNextStep({ care }: OpenDeal, { today }: Pick<Ground, 'today'>): boolean {
  return (
    care.nextStep !== null && care.nextStep !== '' && (care.nextStepOn === null || care.nextStepOn >= today)
  )
}

/** Whether its expected close is still to come. */
export function hasCloseDate({ care }: OpenDeal, { today }: Pick<Ground, 'today'>): boolean {
  return care.expectedCloseOn !== null && care.expectedCloseOn >= today
}

/** Whether there was a contact lately; a young deal has had no time to be silent. */
export function hasContact(
  { care }: OpenDeal,
  { today, settings }: Pick<Ground, 'today' | 'settings'>,
): boolean {
  return (care.lastContactOn ?? care.day) >= addDays(today, -settings.idleDays)
}

/** Why a deal is stuck, gravest first. Who decides must be known from the second half of the funnel on. */
export function stuckReasons(deal: OpenDeal, ground: Ground): StuckReason[] {
  const usual = ground.usual[deal.stage] ?? null
  const isLate = deal.stage * 2 >= ground.pipeline.stages.length
  const reasons: Record<StuckReason, boolean> = {
    tooLong: usual !== null && deal.daysInStage > usual,
    overdue: !hasCloseDate(deal, ground),
    silent: !hasContact(deal, ground),
    noNextStep: !hasNextStep(deal, ground),
    noDecider: isLate && !deal.care.hasDecider,
  }
  return (Object.keys(reasons) as StuckReason[]).filter((reason) => reasons[reason])
}
