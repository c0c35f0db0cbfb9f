/**
 * Rows that are handed out batch by batch, as rows that are asked for one by one. Whoever hands them out waits until
 * they are taken; when nobody takes any more, the next batch is refused and the work behind it ends.
 */
export async function* pullRows<Row>(
  each: (take: (rows: readonly Row[]) => Promise<void>) => Promise<void>,
): AsyncGenerator<Row> {
  const { readable, writable } = new TransformStream<readonly Row[], readonly Row[]>()
  const writer = writable.getWriter()
  const work = each((rows) => writer.write(rows)).then(
    () => writer.close(),
    (error: unknown) => writer.abort(error),
  )
  // Where the reader has gone, there is nobody left to tell.
  work.catch(() => {})
  for await (const rows of readable) yield* rows
}
