import { type GradeAnswer, gradeInput } from '@salesloom/contract/calc'
import { gradeCustomers } from '@salesloom/engine/grading'
import { calculation, MalformedInput } from './calculation.ts'

export const gradeCalculation = calculation({
  name: 'grade',
  summary: 'grades A, B, C of customers by value × probability, without flipping at a bound',
  input: gradeInput,
  calculate: ({ customers, bounds, margin }) => {
    if (bounds.A < bounds.B) throw new MalformedInput('bounds.A', `at least B (${bounds.B})`, bounds.A)
    const ids = new Map<string | number, number>()
    for (const [c, { id }] of customers.entries()) {
      if (ids.has(id)) throw new MalformedInput(`customers[${c}].id`, 'an id used once', id)
      ids.set(id, c)
    }
    const grades = gradeCustomers(
      customers.map(({ value, probability, previous }) => ({
        value,
        probability,
        previous: previous ?? null,
      })),
      { boundA: bounds.A, boundB: bounds.B, margin },
    )
    const value: GradeAnswer = {
      customers: customers.map(({ id, value: worth, probability, previous }, c) => ({
        id,
        expected: worth * probability,
        grade: grades[c]!,
        isChanged: previous !== undefined && previous !== grades[c],
      })),
    }
    return { ok: true, value }
  },
})
