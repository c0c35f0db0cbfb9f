/** The answer to a request that may be impossible: a value, or the reason with its figures. Misuse throws instead. */
export type Outcome<T, R extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R; readonly detail: Readonly<Record<string, string | number>> }

/** A possible request's answer. */
export function possible<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** An impossible request, why, and by how much. */
export function impossible<R extends string>(
  reason: R,
  detail: Readonly<Record<string, string | number>> = {},
): { readonly ok: false; readonly reason: R; readonly detail: Readonly<Record<string, string | number>> } {
  return { ok: false, reason, detail }
}
