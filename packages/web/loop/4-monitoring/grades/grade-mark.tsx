import type { Grade } from './use-grades.ts'

/** A grade as a letter in a ring. */
export function GradeMark({ grade }: { readonly grade: Grade }) {
  return <b className={`grade-mark ${grade}`}>{grade}</b>
}
