/**
 * What all of the work gave. Rejects with the first failure in order, but not before all of it has ended: whoever hears of the
 * failure may rely on nothing being written any more.
 */
export async function whenAll<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
