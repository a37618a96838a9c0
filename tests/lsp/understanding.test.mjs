// What a name means: hover, definition, references, rename, symbols.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { Client, Folder, applied, positionAt, textIn } from "./client.mjs";

const COMMON = `/// What several contracts share.
package demo.common;

/// A room's name, as it appears in the list.
type RoomName = string @length(1..64);
/// Who may do what.
closed enum Role { guest, /** no */ member, admin }
const MaxText: u32 = 2000;
`;

const CHAT = `package demo.chat;

import "common.gw";

/// Something that was said.
struct Message { from: string; text: string @length(..MaxText); }
error RoomFull { room: RoomName; limit: u32 = MaxText; }
guard HasRole(role: Role);

@path("/realtime")
gateway Chat {
  session { user: string; role: Role = guest; }
  namespace chat "/chat" {
    room Thread(room: RoomName) { emit posted(Message); }
    /* 👋 */ emit notice(text: string);
    emit confirm(question: string) -> bool;
    /// Says something.
    @requires(HasRole(admin)) @deprecated("use say")
    on send(room: RoomName, text: string) -> Message throws RoomFull;
  }
}
`;

/** A session with both files open. */
async function session(t, options) {
  const folder = new Folder(t, { "common.gw": COMMON, "chat.gw": CHAT });
  const client = await Client.start(t, folder, options);
  const [common, chat] = [folder.uri("common.gw"), folder.uri("chat.gw")];
  client.open(chat, CHAT);
  client.open(common, COMMON);
  const texts = { [common]: COMMON, [chat]: CHAT };
  /** Where `word` stands in CHAT, looked for behind `context`. */
  const at = (word, context = "", text = CHAT) => positionAt(text, text.indexOf(word, text.indexOf(context)));
  const hover = async (...where) => (await client.at("hover", chat, at(...where)))?.contents.value;
  return { folder, client, common, chat, texts, at, hover };
}

test("hover shows the declaration, its documentation, and what is generated in both languages", async (t) => {
  const { hover } = await session(t);
  const message = await hover("Message", "-> ");
  assert.match(message, /```gw\nstruct Message\n```\n\nSomething that was said\./);
  assert.match(message, /```cpp\nstruct Message \{\n  std::string from;/);
  assert.match(message, /```ts\ninterface Message \{\n  from: string;/);

  const send = await hover("send");
  assert.match(send, /```gw\non send\(room: RoomName, text: string\) -> Message throws RoomFull\n```/);
  assert.match(send, /Says something\.\n\n\*\*Deprecated:\*\* use say/);
  assert.match(
    send,
    /\/\/ ChatHandler\nvirtual gangway::Reply<Message, RoomFull> on_send\(ChatClient client, ChatSend send\) = 0;/,
  );
  assert.match(send, /client\.chat\.send\(data: .*options\?: gw\.CallOptions\): gw\.Reply<Message, RoomFull>/s);
});

test("hover on events of the server, fields, enumerators, constants, namespaces and rooms", async (t) => {
  const { hover } = await session(t);
  const posted = await hover("posted");
  assert.match(posted, /\/\/ ChatThreadBroadcast\nvoid posted\(const Message& message\) const;/);
  assert.match(posted, /client\.chat\.on\("posted", \(data: Message\) => void\)/);
  assert.match(await hover("confirm"), /gangway::ServerCall<bool> confirm\(std::string_view question\) const;/);
  assert.match(await hover("confirm"), /client\.chat\.handle\("confirm", \(data: \{ question: string \}\) => boolean\)/);
  assert.match(await hover("text", "struct"), /```gw\ntext: string @length\(\.\.MaxText\)\n```/);
  assert.match(await hover("text", "struct"), /std::string text;.*text: string/s);
  assert.match(await hover("guest"), /Role::guest.*"guest"/s);
  assert.match(await hover("MaxText"), /const MaxText: u32 = 2000.*std::uint32_t MaxText = 2000;/s);
  assert.match(await hover("chat", "namespace"), /class ChatHandler : public gangway::Handler.*client\.chat/s);
  assert.match(await hover("Thread"), /struct ChatThread \{.*room;/s);
  assert.match(await hover("Chat", "gateway"), /struct Chat \{\n  ChatHandler& chat;.*new ChatClient\(url, options\)/s);
  assert.match(await hover("session"), /struct ChatSession/);
});

test("hover on what belongs to the language: types, annotations, imports; nothing on a brace", async (t) => {
  const { hover, client, chat, at } = await session(t);
  assert.match(await hover("string"), /Text, valid UTF-8\.[^]*std::string[^]*string/);
  assert.match(await hover("u32"), /0 to 4294967295[^]*std::uint32_t[^]*number/);
  assert.match(await hover("@requires"), /before the handler[^]*For example `@requires/);
  assert.match(await hover("common.gw"), /package demo\.common[^]*several contracts/);
  assert.equal(await client.at("hover", chat, at("{", "gateway")), null);
});

test("hover still answers in a file that is being written", async (t) => {
  const { client, chat, at, hover } = await session(t);
  await client.diagnosticsOf(chat, 1);
  const broken = CHAT.replace("gateway Chat {", "gateway Chat {\n  on half(");
  client.change(chat, 2, { text: broken });
  assert.ok((await client.diagnosticsOf(chat, 2)).length > 0);
  assert.match(await hover("Message", "struct"), /Something that was said/);
  const send = await client.at("hover", chat, at("send", "", broken));
  assert.match(send.contents.value, /Says something[^]*on_send/);
  assert.equal(textIn(broken, send.range), "send");
});

test("definition leads to declarations in other files, to members, and from an import to its file", async (t) => {
  const { client, common, chat, at, texts } = await session(t);
  const target = async (...where) => {
    const { uri, range } = await client.at("definition", chat, at(...where));
    return [uri, textIn(texts[uri], range), range.start.line];
  };
  assert.deepEqual(await target("RoomName", "struct"), [common, "RoomName", 4]);
  assert.deepEqual(await target("MaxText"), [common, "MaxText", 7]);
  assert.deepEqual(await target("guest"), [common, "guest", 6]);
  assert.deepEqual(await target("admin"), [common, "admin", 6]);
  assert.deepEqual(await target("HasRole", "@requires"), [chat, "HasRole", 7]);
  assert.deepEqual(await target("RoomFull", "throws"), [chat, "RoomFull", 6]);
  assert.deepEqual(await target("common.gw"), [common, "", 0]);
  assert.equal(await client.at("definition", chat, at("string")), null);
});

test("references are found in all files of the workspace, open or not", async (t) => {
  const { client, common, chat, at, texts, folder } = await session(t);
  folder.write("other/third.gw", 'package third;\nimport "../common.gw";\nstruct T { room: RoomName; }\n');
  client.notify("workspace/didChangeWatchedFiles", { changes: [] });
  const ask = async (includeDeclaration) =>
    (await client.at("references", chat, at("RoomName"), { context: { includeDeclaration } })).map(({ uri }) => uri);
  const third = folder.uri("other/third.gw");
  assert.deepEqual((await ask(true)).sort(), [chat, chat, chat, common, third].sort());
  assert.deepEqual((await ask(false)).sort(), [chat, chat, chat, third].sort());
  const marked = await client.at("documentHighlight", chat, at("RoomName"));
  assert.equal(marked.length, 3);
  assert.ok(marked.every(({ range }) => textIn(texts[chat], range) === "RoomName"));
});

test("rename changes a name in every file, and the program is right afterwards", async (t) => {
  const { client, common, chat, at, folder, texts } = await session(t);
  folder.write("third.gw", 'package third;\nimport "common.gw";\nstruct T { room: demo.common.RoomName; }\n');
  client.notify("workspace/didChangeWatchedFiles", { changes: [] });
  texts[folder.uri("third.gw")] = folder.read("third.gw");
  const check = () => execFileSync(process.env["GANGWAY"], ["check", "chat.gw", "third.gw"], { cwd: folder.path });
  check();
  for (const [word, context, name] of [
    ["RoomName", "struct", "ChannelName"],
    ["guest", "", "visitor"],
    ["MaxText", "", "Longest"],
    ["notice", "", "announcement"],
  ]) {
    const text = texts[chat];
    const position = at(word, context, text);
    const prepared = await client.at("prepareRename", chat, position);
    assert.equal(prepared.placeholder, word);
    assert.equal(textIn(text, prepared.range), word);
    const { changes } = await client.at("rename", chat, position, { newName: name });
    for (const [uri, edits] of Object.entries(changes)) {
      assert.ok(edits.every((each) => textIn(texts[uri], each.range) === word));
      texts[uri] = applied(texts[uri], edits);
      folder.write(new URL(uri).pathname.split("/").at(-1), texts[uri]);
      if (uri === chat || uri === common) client.change(uri, 2, { text: texts[uri] });
    }
    client.notify("workspace/didChangeWatchedFiles", { changes: [] });
    assert.ok(Object.values(texts).every((each) => !new RegExp(`\\b${word}\\b`).test(each)), word);
    check();
  }
  assert.match(texts[folder.uri("third.gw")], /demo\.common\.ChannelName;/);
  assert.match(texts[chat], /\/\* 👋 \*\/ emit announcement\(/);
});

test("rename refuses what is no name, what is taken, and what is not a thing's name", async (t) => {
  const { client, chat, at } = await session(t);
  const rename = (word, newName, context) => client.at("rename", chat, at(word, context), { newName });
  for (const bad of ["", "1st", "two words", "größe", "a__b", "_Upper", "end_"]) {
    await assert.rejects(rename("Message", bad, "struct"), { code: -32803 }, bad);
  }
  await assert.rejects(rename("Message", "uuid", "struct"), /built-in type/);
  await assert.rejects(rename("Message", "RoomFull", "struct"), /GW2103/);
  await assert.rejects(rename("guest", "admin"), /GW2104/);
  await assert.rejects(rename("send", "notice"), /./).catch(() => {}); // on and emit may share a name
  await assert.rejects(rename("from", "text", "struct"), /GW2104/);
  await assert.rejects(client.at("prepareRename", chat, at("string")), { code: -32803 });
  await assert.rejects(rename("string", "text"), { code: -32803 });
  // A name that would be hidden by, or would hide, another one of the file.
  await assert.rejects(rename("RoomName", "Message", "error"), { code: -32803 });
});

test("document symbols are a tree with how far each reaches", async (t) => {
  const { client, chat } = await session(t);
  const tree = await client.request("textDocument/documentSymbol", { textDocument: { uri: chat } });
  const names = (list) => list.map(({ name, children }) => (children.length ? [name, names(children)] : name));
  assert.deepEqual(names(tree), [
    ["Message", ["from", "text"]],
    ["RoomFull", ["room", "limit"]],
    "HasRole",
    ["Chat", [["session", ["user", "role"]], ["chat", [["Thread", ["posted"]], "notice", "confirm", "send"]]]],
  ]);
  const [message, , , gateway] = tree;
  assert.equal(textIn(CHAT, message.range), "struct Message { from: string; text: string @length(..MaxText); }");
  assert.equal(textIn(CHAT, message.selectionRange), "Message");
  assert.ok(textIn(CHAT, gateway.range).startsWith('@path("/realtime")\ngateway'));
  const send = gateway.children[1].children[3];
  assert.ok(textIn(CHAT, send.range).startsWith("@requires"));
  assert.ok(textIn(CHAT, send.range).endsWith("throws RoomFull;"));
  assert.equal(send.detail, "(room: RoomName, text: string) -> Message throws RoomFull");
});

test("symbols of the workspace are found by letters of their names", async (t) => {
  const { client, common } = await session(t);
  const found = await client.request("workspace/symbol", { query: "rmnam" });
  assert.deepEqual(found.map(({ name, location }) => [name, location.uri]), [["RoomName", common]]);
});

test("semantic tokens tell kinds of names apart", async (t) => {
  const { client, chat } = await session(t);
  const { tokenTypes, tokenModifiers } = client.initialized.capabilities.semanticTokensProvider.legend;
  const { data } = await client.request("textDocument/semanticTokens/full", { textDocument: { uri: chat } });
  const lines = CHAT.split("\n");
  const seen = new Map();
  let [line, column] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    column = data[i] ? data[i + 1] : column + data[i + 1];
    line += data[i];
    const modifiers = tokenModifiers.filter((_, bit) => data[i + 4] & (1 << bit)).join();
    seen.set(lines[line].slice(column, column + data[i + 2]), `${tokenTypes[data[i + 3]]} ${modifiers}`.trim());
  }
  assert.equal(seen.get("Message"), "struct");
  assert.equal(seen.get("RoomName"), "type");
  assert.equal(seen.get("guest"), "enumMember");
  assert.equal(seen.get("@requires"), "decorator");
  assert.equal(seen.get("string"), "type defaultLibrary");
  assert.equal(seen.get("send"), "method declaration,deprecated");
  assert.equal(seen.get("notice"), "method declaration");
});
