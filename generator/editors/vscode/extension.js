// The client half of the extension: starts `gangway lsp` and lets it talk to the editor.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

/** The program as configured, with the first workspace folder in place of `${workspaceFolder}`. */
function program() {
  const configured = vscode.workspace.getConfiguration("gangway").get("path", "gangway");
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return configured.replaceAll("${workspaceFolder}", folder);
}

async function start() {
  const run = { command: program(), args: ["lsp"] };
  client = new LanguageClient(
    "gangway",
    "Gangway",
    { run, debug: run },
    {
      documentSelector: [{ language: "gangway" }],
      synchronize: {
        configurationSection: "gangway",
        fileEvents: vscode.workspace.createFileSystemWatcher("**/*.gw"),
      },
      initializationOptions: {
        includeDirs: vscode.workspace.getConfiguration("gangway").get("includeDirs", []),
      },
    },
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
      `Gangway: cannot start \`${run.command} lsp\`. Is \`gangway.path\` right? (${error.message})`,
      "Open settings",
    );
    if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "gangway.path");
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function activate(context) {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    vscode.commands.registerCommand("gangway.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("gangway.path")) await restart();
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
