/** Applies a function to all elements, a few at a time, and keeps their order. Stops taking new ones after a failure. */
export async function mapBounded<T, R>(
  elements: readonly T[],
  atATime: number,
  apply: (element: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const pending = elements.entries();
  const worker = async (): Promise<void> => {
    for (const [index, element] of pending) results[index] = await apply(element);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, elements.length) }, worker));
  return results;
}
