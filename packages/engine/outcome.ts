/** The answer to a request that may be impossible: a value, or the reason with its figures. Misuse throws instead. */
export type Outcome<T, R extends string = string, D = Figures> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R; readonly detail: D }

/** Figures and names that a sentence about the reason is made of. */
export type Figures = Readonly<Record<string, string | number>>

/** A possible request's answer. */
export function possible<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** An impossible request, why, and by how much. */
export function impossible<R extends string>(
  reason: R,
): { readonly ok: false; readonly reason: R; readonly detail: Figures }
export function impossible<R extends string, const D>(
  reason: R,
  detail: D,
): { readonly ok: false; readonly reason: R; readonly detail: D }
export function impossible<R extends string>(
  reason: R,
  detail: unknown = {},
): { readonly ok: false; readonly reason: R; readonly detail: unknown } {
  return { ok: false, reason, detail }
}
