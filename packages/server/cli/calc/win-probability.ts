import {
  type WinProbabilityAnswer,
  type WinProbabilityInput,
  winProbabilityInput,
} from '@salesloom/contract/calc'
import { fitWinModel, type WinModel } from '@salesloom/engine/win-probability'
import { calculation, MalformedInput } from './calculation.ts'

function checkIds({ open }: WinProbabilityInput): void {
  const ids = new Set<string | number>()
  for (const [d, { id }] of open.entries()) {
    if (ids.has(id)) throw new MalformedInput(`open[${d}].id`, 'an id used once', id)
    ids.add(id)
  }
}

function answerOf({ open }: WinProbabilityInput, model: WinModel): WinProbabilityAnswer {
  const { calibration, isInformative, quality, predict } = model
  return {
    calibration,
    isInformative,
    quality: { ...quality, reliability: [...quality.reliability] },
    open: open.map(({ id, attributes }) => ({ id, ...predict(attributes) })),
  }
}

export const winProbabilityCalculation = calculation({
  name: 'win-probability',
  summary: 'probability of winning open deals, learnt from the attributes of closed ones, with its quality',
  input: winProbabilityInput,
  calculate: (input) => {
    checkIds(input)
    const model = fitWinModel(input.closed, input.seed)
    return model.ok ? { ok: true, value: answerOf(input, model.value) } : model
  },
})
