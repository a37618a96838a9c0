// A network between a client and a server that can be spoilt in every way that the tests need.
import { once } from "node:events";
import { connect, createServer } from "node:net";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** What waits in one direction before its sender is stopped, as a network would. */
const buffered = 64 * 1024;

/** One direction of one connection: in order, as late and as slow as its line is, until it is held or its bytes are spent. */
class Flow {
  #queue = [];
  #waiting = 0;
  #wake = () => {};
  isOver = false;
  /** Bytes that still pass before the connection is cut. */
  left = Infinity;

  constructor(from, to, line, way, cut) {
    from.on("data", (bytes) => {
      this.#queue.push({ bytes, at: performance.now() });
      this.#waiting += bytes.length;
      if (this.#waiting > buffered) from.pause();
      this.#wake();
    });
    from.on("end", () => {
      this.#queue.push({ isEnd: true, at: performance.now() });
      this.#wake();
    });
    void this.#run(from, to, line, way, cut);
  }

  stop() {
    this.isOver = true;
    this.#wake();
  }

  async #run(from, to, line, way, cut) {
    while (!this.isOver) {
      const one = this.#queue.shift();
      if (!one) {
        await new Promise((resolve) => (this.#wake = resolve));
        continue;
      }
      const late = one.at + line.delay[way] - performance.now();
      if (late > 0) await pause(late);
      if (one.isEnd) {
        if (!this.isOver) to.end();
        return;
      }
      const step = line.rate === Infinity ? one.bytes.length : Math.max(1, Math.floor(line.rate / 50));
      for (let at = 0; at < one.bytes.length && !this.isOver; at += step) {
        const part = one.bytes.subarray(at, Math.min(at + step, at + this.left));
        to.write(part);
        line.bytes[way] += part.length;
        this.left -= part.length;
        if (this.left <= 0) return cut();
        if (line.rate !== Infinity) await pause((1000 * part.length) / line.rate);
      }
      this.#waiting -= one.bytes.length;
      if (this.#waiting <= buffered) from.resume();
    }
  }
}

/** A port in front of a server's. */
export class Line {
  /** Connections that were made, whether or not they were let through. */
  attempts = 0;
  /** When they were made, by `performance.now()`. */
  times = [];
  /** Bytes that passed. */
  bytes = { up: 0, down: 0 };
  /** Milliseconds that everything is late. */
  delay = { up: 0, down: 0 };
  /** Bytes per second, in each direction of each connection. */
  rate = Infinity;
  /** Connections are taken, and then nothing is heard. */
  isMute = false;
  /** Connections are taken and ended at once. */
  isRefusing = false;
  /** Where connections go to. */
  to;
  port;
  #listener;
  #wires = new Set();
  #sockets = new Set();
  #budget;

  static async lay(context, to) {
    const line = new Line();
    line.to = to;
    await line.open();
    context.after(() => {
      line.#listener?.close();
      for (const socket of line.#sockets) socket.destroy();
    });
    return line;
  }

  get url() {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Connections that stand, on the client's side. */
  get standing() {
    return this.#wires.size;
  }

  /** Listens: at first, and after `shut`. */
  async open() {
    this.#listener = createServer({ allowHalfOpen: true }, (near) => this.#connected(near));
    this.#listener.listen(this.port ?? 0, "127.0.0.1");
    await once(this.#listener, "listening");
    this.port = this.#listener.address().port;
  }

  /** Nobody listens any more: attempts are refused at once. What stands, stays. */
  shut() {
    this.#listener.close();
  }

  /** Ends every connection at once on both sides, whatever is on its way. */
  cut() {
    for (const wire of [...this.#wires]) wire.cut();
  }

  /** The connections there are pass nothing any more in these directions, and nobody is told. New ones work. */
  silence(...ways) {
    for (const wire of this.#wires) {
      for (const way of ways.length ? ways : ["up", "down"]) wire[way]?.stop();
    }
  }

  /** Cuts what stands, and what is made next, once so many more bytes have passed that way. */
  cutAfter(bytes, way = "down") {
    this.#budget = { bytes, way };
    for (const wire of this.#wires) if (wire[way]) wire[way].left = bytes;
  }

  #connected(near) {
    this.attempts++;
    this.times.push(performance.now());
    if (this.isRefusing) return near.resetAndDestroy();
    const wire = { cut: () => {} };
    this.#wires.add(wire);
    this.#keep(near);
    near.on("close", () => this.#wires.delete(wire));
    if (this.isMute) {
      near.resume();
      wire.cut = () => near.destroy();
      return;
    }
    const far = connect(this.to, "127.0.0.1");
    this.#keep(far);
    wire.cut = () => {
      wire.up.stop();
      wire.down.stop();
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    wire.up = new Flow(near, far, this, "up", wire.cut);
    wire.down = new Flow(far, near, this, "down", wire.cut);
    if (this.#budget) wire[this.#budget.way].left = this.#budget.bytes;
    this.#budget = undefined;
    // What one side breaks the other hears of, unless the line is silent.
    near.on("close", () => wire.up.isOver || far.destroy());
    far.on("close", (isBroken) => wire.down.isOver || (isBroken ? near.destroy() : near.end()));
  }

  #keep(socket) {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
  }
}
