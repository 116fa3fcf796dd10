/**
 * The same work, never twice at once: calls that come while it is being done are answered together by one more time,
 * which sees what they were about.
 */
export function oneMore(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = () => {
    current = work().finally(() => (current = undefined));
    return current;
  };
  return () => {
    if (current === undefined) return begin();
    next ??= current
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return current ?? begin();
      });
    return next;
  };
}
