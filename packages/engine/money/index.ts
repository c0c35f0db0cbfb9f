export { apportion, preciseSum } from './apportion.ts'
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
  divideRounded,
  formatMinorUnits,
  LEDGER_DIGITS,
  parseLedger,
  sumLedger,
  toMinorUnits,
} from './ledger.ts'
