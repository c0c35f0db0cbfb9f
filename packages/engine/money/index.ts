export { apportion, apportionWhole, preciseSum } from './apportion.ts'
export {
  divideRounded,
  formatMinorUnits,
  LEDGER_DIGITS,
  parseLedger,
  sumLedger,
  toMinorUnits,
} from './ledger.ts'
