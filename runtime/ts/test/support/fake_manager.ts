// The sockets of socket.io-client without a connection: what they send is kept, what a server would send is given.
import { Manager, type Socket } from "socket.io-client";

/** A packet of socket.io-parser, between the socket and what would encode it. */
export interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly data?: any;
  readonly id?: number;
}

const [connect, disconnect, event, ack, refused] = [0, 1, 2, 3, 4];

export class FakeManager {
  readonly sent: Packet[] = [];
  readonly socket: Socket;
  readonly #manager: any;

  constructor(nsp: string) {
    this.#manager = new Manager("http://nowhere.example", { autoConnect: false });
    this.#manager.open = () => this.#manager;
    this.#manager._packet = (packet: Packet) => this.sent.push({ ...packet });
    this.#manager._close = () => {};
    this.socket = this.#manager.socket(nsp);
    this.socket.connect();
  }

  /** The connection stands, and the namespace takes the client. */
  join(): void {
    this.open();
    this.#receive({ type: connect, nsp: this.#nsp, data: { sid: "s" } });
    this.sent.splice(0);
  }

  open(): void {
    this.#manager.engine = { transport: { writable: true }, _hasPingExpired: () => false };
    this.#manager._readyState = "open";
    this.#manager.emitReserved("open");
  }

  refuse(data: object): void {
    this.#receive({ type: refused, nsp: this.#nsp, data });
  }

  /** The connection is gone; the manager would try again. */
  lose(): void {
    this.#manager._readyState = "closed";
    this.#manager.emitReserved("close", "transport close");
  }

  putOut(): void {
    this.#receive({ type: disconnect, nsp: this.#nsp });
  }

  event(...data: unknown[]): void {
    this.#receive({ type: event, nsp: this.#nsp, data });
  }

  ask(id: number, ...data: unknown[]): void {
    this.#receive({ type: event, nsp: this.#nsp, data, id });
  }

  /** Acknowledges what was sent `at` that place. */
  answer(at: number, ...data: unknown[]): void {
    this.#receive({ type: ack, nsp: this.#nsp, id: this.sent[at]?.id, data } as Packet);
  }

  get #nsp(): string {
    return (this.socket as unknown as { nsp: string }).nsp;
  }

  #receive(packet: Packet): void {
    this.#manager.emitReserved("packet", packet);
  }
}
