import { type VisitPlanAnswer, type VisitPlanInput, visitPlanInput } from '@salesloom/contract/calc'
import { planVisits, type UnpickedReason } from '@salesloom/engine/visit-frequency'
import { calculation, MalformedInput } from './calculation.ts'
import { indexOf } from './index-of.ts'

function namedReason(reason: UnpickedReason, { customers }: VisitPlanInput) {
  if (reason.code !== 'no-capacity') return { ...reason }
  return { ...reason, displacedBy: reason.displacedBy.map((c) => customers[c]!.id) }
}

function answerTo(input: VisitPlanInput): VisitPlanAnswer {
  const idOf = (c: number) => input.customers[c]!.id
  const { evenMinutes, weeks } = planVisits(input)
  return {
    evenMinutes,
    weeks: weeks.map(({ monday, minutes, visits, unpicked }) => ({
      monday,
      minutes,
      visits: visits.map(({ customer, ...visit }) => ({ customer: idOf(customer), ...visit })),
      unpicked: unpicked.map(({ customer, reason }) => ({
        customer: idOf(customer),
        reason: namedReason(reason, input),
      })),
    })),
  }
}

export const visitPlanCalculation = calculation({
  name: 'visit-plan',
  summary: 'picks whom to visit in which week and on which day, with reasons for everyone left out',
  input: visitPlanInput,
  calculate: (input) => {
    indexOf(
      input.customers.map(({ id }) => id),
      'customers',
    )
    try {
      return { ok: true, value: answerTo(input) }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const [path = '', expected = ''] = error.message.split(/: expected |, got /)
      throw new MalformedInput(path, expected, error.message.split(', got ')[1])
    }
  },
})
