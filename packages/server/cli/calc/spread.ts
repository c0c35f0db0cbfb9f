import { type SpreadAnswer, type SpreadInput, spreadInput } from '@salesloom/contract/calc'
import {
  addressOf,
  applyOperation,
  applyRatioOperation,
  buildCube,
  type CellAddress,
  type Cube,
  cutDimension,
  type Dimension,
  isLeafMember,
  leafPositions,
  operationOfCode,
  parsePlanningCode,
  positionOf,
  type SpreadOperation,
  spreadCube,
} from '@salesloom/engine/allocation'
import { calculation, MalformedInput } from './calculation.ts'
import { type UnitScale, unitScale } from './unit-scale.ts'

/** Cells of a dense cube beyond which the request is refused rather than the memory filled. */
const MOST_CELLS = 20_000_000

type Operation = SpreadInput['operations'][number]
type MethodOperation = Extract<Operation, { method: string }>

function cut(input: SpreadInput): Dimension[] {
  return input.dimensions.map(({ name, members }, d) => {
    if (input.dimensions.findIndex((other) => other.name === name) < d)
      throw new MalformedInput(`dimensions[${d}].name`, 'a name used once', name)
    try {
      return cutDimension(
        name,
        members.map(({ id, parent }) => ({ key: id, parent: parent ?? null })),
      )
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw new MalformedInput(`dimensions[${d}].members`, `a tree (${error.message})`, members.length)
    }
  })
}

/** Checks that an address names dimensions and members that exist. */
function checkAddress(dimensions: readonly Dimension[], at: CellAddress, path: string): CellAddress {
  for (const [name, key] of Object.entries(at)) {
    const dimension = dimensions.find((candidate) => candidate.name === name)
    if (dimension === undefined)
      throw new MalformedInput(
        path,
        `one of the dimensions ${dimensions.map((d) => d.name).join(', ')}`,
        name,
      )
    if (positionOf(dimension, key) < 0)
      throw new MalformedInput(`${path}.${name}`, `a member of ${name}`, key)
  }
  return at
}

function onlyLeaf(dimension: Dimension): string | undefined {
  const [only, ...more] = leafPositions(dimension)
  return more.length === 0 ? dimension.keys[only!] : undefined
}

/** The leaf of each dimension; a dimension with a single leaf need not be named. */
function leafKeys(dimensions: readonly Dimension[], at: CellAddress, path: string): string[] {
  checkAddress(dimensions, at, path)
  return dimensions.map((dimension) => {
    const key = at[dimension.name] ?? onlyLeaf(dimension)
    if (key === undefined || !isLeafMember(dimension, positionOf(dimension, key)))
      throw new MalformedInput(`${path}.${dimension.name}`, `a leaf of ${dimension.name}`, key)
    return key
  })
}

function readCube(input: SpreadInput, dimensions: readonly Dimension[], scale: UnitScale): Cube {
  const ratio = input.measure === 'ratio'
  const combinations = dimensions.reduce((product, d) => product * leafPositions(d).length, 1)
  if (!input.sparse && combinations > MOST_CELLS)
    throw new MalformedInput('sparse', `true for more than ${MOST_CELLS} combinations`, false)
  const cells = input.cells.map((cell, c) => {
    const path = `cells[${c}]`
    const { min, max } = cell
    if (min !== undefined && max !== undefined && min > max)
      throw new MalformedInput(`${path}.max`, `at least min (${min})`, max)
    if (ratio && cell.denominator === undefined)
      throw new MalformedInput(`${path}.denominator`, 'a number of 0 or more for a ratio', undefined)
    return {
      keys: leafKeys(dimensions, cell.at, `${path}.at`),
      value: scale.read(cell.value, `${path}.value`),
      ...(min === undefined ? {} : { low: scale.ceil(min) }),
      ...(max === undefined ? {} : { high: scale.floor(max) }),
      denominator: cell.denominator ?? 0,
    }
  })
  try {
    return buildCube(dimensions, cells, !input.sparse)
  } catch (error) {
    if (error instanceof RangeError)
      throw new MalformedInput('cells', `each cell once (${error.message})`, cells.length)
    throw error
  }
}

function defaultAxis(dimensions: readonly Dimension[]): string | undefined {
  if (dimensions.length === 1) return dimensions[0]!.name
  return dimensions.find(({ name }) => name === 'time')?.name
}

type Reading = {
  readonly dimensions: readonly Dimension[]
  readonly scale: UnitScale
  readonly ratio: boolean
}

function readMethod(
  operation: MethodOperation,
  path: string,
  { dimensions, scale, ratio }: Reading,
): SpreadOperation {
  const { at, method, action } = operation
  const need = <T>(field: keyof MethodOperation, value: T | undefined): T => {
    if (value === undefined) throw new MalformedInput(`${path}.${field}`, `a value for ${method}`, value)
    return value
  }
  const amount = (field: 'value' | 'to') => scale.read(need(field, operation[field]), `${path}.${field}`)
  const axis = () => {
    const name = need('axis', operation.axis ?? defaultAxis(dimensions))
    if (dimensions.some((dimension) => dimension.name === name)) return name
    throw new MalformedInput(
      `${path}.axis`,
      `one of the dimensions ${dimensions.map((d) => d.name).join(', ')}`,
      name,
    )
  }
  switch (method) {
    case 'clear':
      return { at, method }
    case 'percentChange':
      return { at, method, action, percent: need('percent', operation.percent ?? operation.value) }
    case 'relativeProportional': {
      const reference = checkAddress(dimensions, need('reference', operation.reference), `${path}.reference`)
      return { at, method, action, value: amount('value'), reference }
    }
    case 'straightLine':
      return { at, method, action, value: amount('value'), to: amount('to'), axis: axis() }
    case 'growth':
      return {
        at,
        method,
        action,
        value: amount('value'),
        percent: need('percent', operation.percent),
        axis: axis(),
      }
    case 'pattern': {
      const weights = need('weights', operation.weights)
      if (ratio) throw new MalformedInput(`${path}.method`, 'a method that has a meaning for ratios', method)
      if (weights.every((weight) => weight === 0))
        throw new MalformedInput(`${path}.weights`, 'a weight above 0', weights)
      return { at, method, action, value: amount('value'), weights, axis: axis() }
    }
    default:
      return { at, method, action, value: amount('value') }
  }
}

function readOperation(operation: Operation, o: number, reading: Reading): SpreadOperation {
  const path = `operations[${o}]`
  const at = checkAddress(reading.dimensions, operation.at, `${path}.at`)
  if ('hold' in operation) return { at, method: 'hold', hold: operation.hold }
  if ('method' in operation) return readMethod(operation, path, reading)
  const code = parsePlanningCode(String(operation.code))
  if (!code.ok) throw new MalformedInput(`${path}.code`, 'a number or a planning code', operation.code)
  const axis = defaultAxis(reading.dimensions)
  if (axis === undefined && (code.value.method === 'straightLine' || code.value.method === 'growth'))
    throw new MalformedInput(`${path}.code`, 'a dimension named time to run along', operation.code)
  if (code.value.method === 'relativeProportional' && operation.reference === undefined)
    throw new MalformedInput(`${path}.reference`, 'the place that RP is relative to', undefined)
  const reference =
    operation.reference && checkAddress(reading.dimensions, operation.reference, `${path}.reference`)
  const amountOf = (text: string) => reading.scale.read(Number(text), `${path}.code`)
  return operationOfCode(at, code.value, amountOf, axis ?? '', reference)
}

function answerOf(cube: Cube, values: Float64Array, scale: UnitScale): SpreadAnswer {
  let changed = 0
  const cells = Array.from(values, (value, cell) => {
    if (value !== cube.values[cell]) changed++
    return { at: { ...addressOf(cube, cell) }, value: scale.write(value) }
  })
  return { cells, changed }
}

/** Figures of a refusal go from units to the measure. */
function scaledDetail(detail: Readonly<Record<string, unknown>>, scale: UnitScale): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => {
      if (key !== 'operation' && typeof value === 'number') return [key, scale.write(value)]
      if (!Array.isArray(value)) return [key, value]
      return [key, value.map((entry: Record<string, unknown>) => scaledDetail(entry, scale))]
    }),
  )
}

export const spreadCalculation = calculation({
  name: 'spread',
  summary: 'writes totals, codes, holds and bounds into a plan and spreads them over its leaves',
  input: spreadInput,
  calculate: (input) => {
    const ratio = input.measure === 'ratio'
    const scale = unitScale(ratio ? null : input.unit)
    const dimensions = cut(input)
    const cube = readCube(input, dimensions, scale)
    const operations = input.operations.map((operation, o) =>
      readOperation(operation, o, { dimensions, scale, ratio }),
    )
    const answer = spreadCube(cube, operations, ratio ? applyRatioOperation : applyOperation)
    if (!answer.ok) return { ...answer, detail: scaledDetail(answer.detail, scale) }
    return { ok: true, value: answerOf(cube, answer.value, scale) }
  },
})
