// Letters of a local deployment. Wrangler's runtime sends none: it writes the text into a temporary file, tells the console
// from whom to whom, and forgets both when it ends. Here they are kept beside the databases, one file a letter.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

import { Log, LogLevel } from "miniflare";

const SENT = "send_email binding called with MessageBuilder:\n";
const folderOf = (state) => path.join(state, "mail");

/** The runtime's own log from warnings on; what it says of a letter is kept in `<state>/mail`. */
export class PostBoxLog extends Log {
  #state;
  #count = 0;

  constructor(state) {
    super(LogLevel.WARN);
    this.#state = state;
  }

  logWithLevel(level, message) {
    const said = stripVTControlCharacters(message);
    if (said.startsWith(SENT)) this.#keep(said.slice(SENT.length));
    else super.logWithLevel(level, message);
  }

  /** `From: … To: … Subject: …`, an empty line, `Text: <file>`. */
  #keep(said) {
    const [head, files = ""] = said.split("\n\n");
    const file = /^Text: (.+)$/m.exec(files)?.[1];
    const text = file === undefined ? "" : readFileSync(file, "utf8");
    const at = new Date().toISOString();
    const name = `${at.replaceAll(/[:.]/g, "-")}-${String(++this.#count).padStart(4, "0")}.txt`;
    mkdirSync(folderOf(this.#state), { recursive: true });
    const letter = `Date: ${at}\n${head}\n\n${text}`;
    writeFileSync(path.join(folderOf(this.#state), name), letter, { mode: 0o600 });
  }
}

/** Letters that were kept, the newest first. */
export function keptLetters(state) {
  let names = [];
  try {
    names = readdirSync(folderOf(state));
  } catch {
    // Nobody was written to yet.
  }
  return names
    .toSorted()
    .toReversed()
    .map((name) => readFileSync(path.join(folderOf(state), name), "utf8"));
}
