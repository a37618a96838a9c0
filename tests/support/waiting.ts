/** As long as anything may take that is expected to happen. */
export const patience = 10_000;

/** Fails where `promise` does not settle in time. */
export async function soon<T>(what: string, promise: Promise<T>, ms: number = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`in vain, for ${ms} ms, waited for ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until `probe` gives something. */
export async function until<T>(what: string, probe: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`in vain, for ${patience} ms, waited for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
