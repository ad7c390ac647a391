/** Runs `work` over the values, at most `atOnce` at a time; results keep the order. The first accident ends it. */
export async function inParallel<T, R>(
  values: readonly T[],
  atOnce: number,
  work: (value: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = values.entries()
  let failed = false
  const worker = async () => {
    for (const [index, value] of queue) {
      if (failed) return
      try {
        results[index] = await work(value)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, values.length) }, worker))
  return results
}
