import type {
  ErrorDetail,
  InputReason,
  Measure,
  MeasureFilter,
  MetricContent,
  Side,
} from '@salesloom/contract'
import { AppError } from '../../platform/app-error.ts'
import { type FactSource, sourceOf } from '../fact-sources/index.ts'
import { isMoney, moneyPower } from './evaluate.ts'

function refuse(field: string, reason: InputReason, detail: ErrorDetail = {}): never {
  throw new AppError('invalidInput', { field, reason, ...detail })
}

function known(record: Readonly<Record<string, unknown>>, name: string | undefined, field: string): void {
  if (name === undefined || !Object.hasOwn(record, name)) refuse(field, 'unknown')
}

function checkFilter(source: FactSource, filter: MeasureFilter, path: string): void {
  known(source.fields, filter.field, `${path}.field`)
  const { type, choices } = source.fields[filter.field] as FactSource['fields'][string]
  const values = 'is' in filter ? filter.is : 'isNot' in filter ? filter.isNot : null
  if ((values === null) !== (type === 'number')) refuse(path, 'boundsOrValues')
  const wrong = values?.find((value) => choices.length > 0 && !choices.includes(value))
  if (wrong !== undefined) refuse(path, 'notAmong', { choices: choices.join(', ') })
}

function checkMeasure(measure: Measure, path: string): void {
  const source = sourceOf(measure.fact) ?? refuse(`${path}.fact`, 'unknown')
  if (measure.aggregate === 'sum') known(source.amounts, measure.of, `${path}.of`)
  if (measure.aggregate === 'distinct') known(source.keys, measure.of, `${path}.of`)
  if (measure.aggregate === 'count' && measure.of !== undefined) refuse(`${path}.of`, 'countsRows')
  if (measure.day !== undefined) known(source.days, measure.day, `${path}.day`)
  const ends = measure.time === 'open' || measure.time === 'shared'
  if (ends) known(source.days, measure.endDay, `${path}.endDay`)
  if (measure.time === 'shared' && measure.aggregate !== 'sum') refuse(`${path}.time`, 'onlySumsShared')
  for (const [i, filter] of measure.filters.entries()) checkFilter(source, filter, `${path}.filters.${i}`)
}

function checkSide(side: Side, path: string): void {
  side.forEach((sum, i) => {
    for (const [j, { measure }] of sum.entries()) checkMeasure(measure, `${path}.${i}.${j}.measure`)
    const kinds = new Set(sum.map(({ measure }) => isMoney(measure)))
    if (kinds.size > 1) refuse(`${path}.${i}`, 'moneyAndCounts')
  })
}

/** Refuses a definition that names what does not exist or adds what cannot be added. */
export function checkDefinition({ name, unit, numerator, denominator }: MetricContent): void {
  if (name.zh.trim() === '' && name.en.trim() === '') refuse('content.name', 'missing')
  checkSide(numerator, 'content.numerator')
  if (denominator !== null) checkSide(denominator, 'content.denominator')
  const power = moneyPower(numerator) - (denominator === null ? 0 : moneyPower(denominator))
  if ((unit === 'money') !== (power === 1)) refuse('content.unit', power === 1 ? 'isMoney' : 'isNoMoney')
}
