export { apportion, apportionWhole, preciseSum } from './apportion.ts'
export { BeyondExact } from './beyond-exact.ts'
export { convertMoney, currencyDigits, inverseRate, parseRate, type Rational } from './currency.ts'
export { currencyNamed } from './currency-names.ts'
export {
  addDecimals,
  type Decimal,
  decimalToNumber,
  minorUnitsOf,
  multiplyDecimals,
  parseDecimal,
  roundDecimal,
  ZERO,
} from './decimal.ts'
export {
  formatMinorUnits,
  groupDigits,
  groupMinorUnits,
  LEDGER_DIGITS,
  parseLedger,
  sumLedger,
  toMinorUnits,
} from './ledger.ts'
export { percentagesOf, splitByPercent } from './percentages.ts'
export { divideRounded, ROUNDING_MODES, type RoundingMode } from './rounding.ts'
