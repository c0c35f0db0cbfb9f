import { Money } from '../../ui/figure/figure.tsx'
import { exactFigure, shortFigure, type Writing } from './measure-text.ts'

/** A figure of a plan, short, with its exact value on hover and on copy. */
export function MeasureFigure({
  value,
  figures,
}: {
  readonly value: number | null
  readonly figures: Writing
}) {
  if (value !== null && figures.measure.unit === 'money')
    return <Money minor={Math.round(value)} currency={figures.currency} />
  return <span title={exactFigure(value, figures)}>{shortFigure(value, figures)}</span>
}
