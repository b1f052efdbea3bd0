/** How are many slow things done a few at a time? Pure but for what it is given. */

/** Calls `work` for every item, `size` at a time, each batch after the one before. Rejects with the first failure of a batch, once the batch is over. */
export async function inBatches<Item>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < items.length; at += size) {
    const outcomes = await Promise.allSettled(items.slice(at, at + size).map(work));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
