export { type SpreadAnswer, type SpreadInput, spreadAnswer, spreadInput } from './spread.ts'
