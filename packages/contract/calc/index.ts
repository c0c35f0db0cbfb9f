export {
  type CustomerValueAnswer,
  type CustomerValueInput,
  customerValueAnswer,
  customerValueInput,
} from './customer-value.ts'
export { type SpreadAnswer, type SpreadInput, spreadAnswer, spreadInput } from './spread.ts'
