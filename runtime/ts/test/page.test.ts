import assert from "node:assert/strict";
import { test } from "node:test";
import { joinedStage } from "./support/fake_server.js";
import { onPage } from "./support/fake_page.js";

test("nothing is tried while the page is offline; online again, at once", () =>
  onPage(async (page) => {
    const all = await joinedStage();
    page.online(false);
    assert.equal(all.client.state, "open", "a standing connection is kept");
    await all.socket.closes(1006);
    await all.clock.advance(60_000);
    assert.equal(all.sockets.length, 1);
    page.online(true);
    assert.equal(all.sockets.length, 2);
    assert.equal(page.listeners, 0, "it listens only while it waits");
  }));

test("a page that comes online does not wait for the pause to end", () =>
  onPage(async (page) => {
    const all = await joinedStage();
    await all.socket.closes(1006);
    page.online(true);
    assert.equal(all.sockets.length, 2);
    await all.clock.advance(250);
    assert.equal(all.sockets.length, 2, "and the pause is over with it");
  }));

test("a hidden page keeps its connection, takes its time to reconnect, and hurries when it is seen", () =>
  onPage(async (page) => {
    const all = await joinedStage();
    page.hide(true);
    assert.equal(all.client.state, "open");
    await all.socket.closes(1006);
    await all.clock.advance(14_999);
    assert.equal(all.sockets.length, 1);
    await all.clock.advance(1);
    assert.equal(all.sockets.length, 2);
    await all.socket.closes(1006);
    page.online(true);
    assert.equal(all.sockets.length, 2, "nobody looks: no hurry");
    page.hide(false);
    assert.equal(all.sockets.length, 3);
  }));

test("a page that is hidden when it comes online tries when its pause is over", () =>
  onPage(async (page) => {
    const all = await joinedStage();
    page.hide(true);
    page.online(false);
    await all.socket.closes(1006);
    await all.clock.advance(30_000);
    assert.equal(all.sockets.length, 1);
    page.online(true);
    assert.equal(all.sockets.length, 2);
  }));

test("a server that asked for time gets it, whoever looks", () =>
  onPage(async (page) => {
    const all = await joinedStage();
    await all.socket.says({ drain: { reconnectAfter: 4000 } });
    await all.socket.closes(1001);
    page.online(true);
    page.hide(false);
    assert.equal(all.sockets.length, 1);
    await all.clock.advance(4000);
    assert.equal(all.sockets.length, 2);
    await all.socket.closes(1013);
    page.online(true);
    assert.equal(all.sockets.length, 2);
  }));

test("a client that is closed while it waits listens to nothing", () =>
  onPage(async (page) => {
    const all = await joinedStage();
    await all.socket.closes(1006);
    assert.equal(page.listeners, 2);
    all.client.close();
    assert.equal(page.listeners, 0);
  }));
