import type { Message, RoomInfo } from "./chat.gw.socketio.js";

/** What this page shows of the chat. */
export interface Screen {
  posted(message: Message): void;
  rooms(rooms: RoomInfo[]): void;
  state(state: string): void;
  confirm(question: string): boolean;
}

/** What a client of either kind can do in its room; errors are thrown with a sentence. */
export interface Client {
  join(): Promise<Message[]>;
  say(text: string): Promise<Message>;
}

export const room = "lobby";
