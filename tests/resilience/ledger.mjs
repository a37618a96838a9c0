// What clients were told of their calls, beside what the server has done.

/** Makes calls of the bank and keeps how each ended. Runs in pages, too. */
export class Ledger {
  /** `{ kind, id, value?, at?, code? }` of each call; none of the last three while it is open, `at` when it was answered. */
  calls = [];
  #bank;
  #newId;

  constructor(bank, newId = () => crypto.randomUUID()) {
    this.#bank = bank;
    this.#newId = newId;
  }

  add(amount = 3, options) {
    return this.#make("add", amount, options);
  }

  spend(amount = 1, options) {
    return this.#make("spend", amount, options);
  }

  get open() {
    return this.calls.filter(({ value, code }) => value === undefined && code === undefined).length;
  }

  /** Makes a call every `pace` milliseconds, adding and spending in turns. The result ends that, and waits for those that are open. */
  keepCalling(pace) {
    let isOver = false;
    const calls = [];
    const running = (async () => {
      for (let n = 0; !isOver; n++) {
        calls.push(n % 2 ? this.add() : this.spend());
        await new Promise((resolve) => setTimeout(resolve, pace));
      }
      await Promise.all(calls);
    })();
    return () => ((isOver = true), running);
  }

  async #make(kind, amount, options) {
    const call = { kind, id: this.#newId() };
    this.calls.push(call);
    try {
      call.value = await this.#bank[kind]({ id: call.id, amount }, options);
      call.at = Date.now();
    } catch (error) {
      call.code = error.code ?? String(error);
    }
    return call;
  }
}

/** What a client hears of the journal: every entry once and in order, and holes only where a gap was told; `faults` says where not. */
export function listen(bank) {
  const heard = { events: 0, last: 0, gaps: 0, faults: [] };
  let mayMiss = true;
  bank.$onResume(({ gap }) => {
    heard.gaps += Number(gap);
    mayMiss ||= gap;
  });
  bank.on("booked", ({ entry }) => {
    const n = Number(entry);
    if (n <= heard.last) heard.faults.push(`${n} after ${heard.last}`);
    if (n > heard.last + 1 && !mayMiss) heard.faults.push(`${n} after ${heard.last}, and no gap was told`);
    Object.assign(heard, { events: heard.events + 1, last: n });
    mayMiss = false;
  });
  return heard;
}

/** Errors after which a call may or may not have been done. After every other it was not. */
const unsure = new Set(["unavailable", "deadline_exceeded", "cancelled"]);

/**
 * Compares calls with the journal of the server. `lost`: an answer without an entry, or with another value than its entry's; an entry
 * that nobody asked for; a call that was refused and yet done, or has no end; one that is safe to repeat and was not answered. `twice`: one call, several entries. `faults` says which.
 */
export function audit(calls, journal) {
  const entries = new Map();
  for (const { kind, id, value } of journal) {
    if (kind !== "again") entries.set(id, [...(entries.get(id) ?? []), value]);
  }
  const sum = { made: calls.length, answered: 0, unsure: 0, unsureDone: 0, refused: 0, lost: 0, twice: 0, faults: [] };
  const fault = (what, kind, text) => {
    sum[what]++;
    sum.faults.push(`${kind}: ${text}`);
  };
  for (const { kind, id, value, code } of calls) {
    const found = entries.get(id) ?? [];
    entries.delete(id);
    if (found.length > 1) fault("twice", kind, `${found.length} entries, told ${value ?? code}`);
    if (value !== undefined) {
      sum.answered++;
      if (found[0] !== value) fault("lost", kind, `told ${value}, booked ${found}`);
    } else if (kind === "add") {
      fault("lost", kind, `safe to repeat, and yet ${code ?? "without an end"}`);
    } else if (unsure.has(code)) {
      sum.unsure++;
      sum.unsureDone += found.length;
    } else if (code !== undefined) {
      sum.refused++;
      if (found.length > 0) fault("lost", kind, `told ${code}, and yet booked`);
    } else {
      fault("lost", kind, "no end at all");
    }
  }
  for (const id of entries.keys()) fault("lost", "entry", `${id} was asked for by nobody`);
  return sum;
}
