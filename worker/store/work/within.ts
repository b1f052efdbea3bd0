/** How does waiting end, whatever the other side does? */

/** What `work` comes to, or a rejection after `ms` milliseconds of silence. The work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>, silence: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(silence)), ms);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}
