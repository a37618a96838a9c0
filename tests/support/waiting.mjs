/** As long as anything may take that is expected to happen. */
export const patience = Number(process.env.PATIENCE ?? 5_000);

/** Fails where `promise` does not settle in time. */
export async function soon(what, promise, ms = patience) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`in vain, for ${ms} ms, waited for ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until `probe` gives something. */
export async function until(what, probe, ms = patience) {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`in vain, for ${ms} ms, waited for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
