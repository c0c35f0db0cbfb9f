import type { Outcome } from '@salesloom/engine/outcome'
import type { z } from 'zod'

/** One function of the engine as `./salesloom calc` offers it: a shape in, an answer or the reason why there is none. */
export type Calculation = {
  readonly name: string
  readonly summary: string
  readonly input: z.ZodType
  /** Throws a {@link MalformedInput} where fields contradict each other. */
  readonly calculate: (input: unknown) => Promise<Outcome<unknown, string, unknown>>
}

/** Input whose fields are each well-formed but do not fit together: a member that no dimension has, for example. */
export class MalformedInput extends Error {
  /** @param path of the field, such as `operations[0].at.region` */
  constructor(path: string, expected: string, got: unknown) {
    super(`${path}: expected ${expected}, got ${JSON.stringify(got) ?? 'nothing'}`)
  }
}

/** Ties a schema to the function that takes what the schema lets through. */
export function calculation<S extends z.ZodType>(parts: {
  readonly name: string
  readonly summary: string
  readonly input: S
  readonly calculate: (
    input: z.output<S>,
  ) => Outcome<unknown, string, unknown> | Promise<Outcome<unknown, string, unknown>>
}): Calculation {
  return {
    ...parts,
    calculate: async (input) => parts.calculate(input as z.output<S>),
  }
}
