import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, test } from "vitest";

import { LISTED_HOSTS, SENDERS } from "#core/privacy/egress";

const COMMENTS = /\/\*[\s\S]*?\*\/|(?<![:"'`])\/\/.*$/gm;
/** A call of the global `fetch` or of a transport's, and a letter; not one of an object, of assets or of the app itself. */
const SENDS =
  /(?:await|return|=>|=|void)\s+fetch\(|\btransport\.fetch\(|fetch: \((?!request)|\bEMAIL\.send\(|\bnew WebSocket\(/;
/** What stands in for Meta sends to itself and to whoever connected to it; the console asks its own API. */
const ELSEWHERE = /^(?:sandbox|console)\//;

const FILES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !ELSEWHERE.test(file))
  .map((file) => [file, readFileSync(join("src", file), "utf8").replaceAll(COMMENTS, "")] as const);

const senders = FILES.filter(([, code]) => SENDS.test(code));

/** Names that are nobody's: documentation, this machine, and stubs of objects. */
const NOBODY = /(?:^|\.)(?:example|invalid|test|localhost)$|^(?:session|graph\.sandbox)$/;

describe("what leaves the deployment", () => {
  test("is sent by files of the register alone, and each of those sends", ({ expect }) => {
    expect(senders.map(([file]) => file).toSorted()).toEqual([...SENDERS].toSorted());
  });

  test("goes to hosts of the register alone, where the code names one", ({ expect }) => {
    const named = senders.flatMap(([file, code]) =>
      [...code.matchAll(/https?:\/\/([a-z0-9.-]+)/g)].map(
        (match) => [file, match[1] ?? ""] as const,
      ),
    );
    const unlisted = named.filter(([, host]) => !LISTED_HOSTS.has(host) && !NOBODY.test(host));
    expect(unlisted).toEqual([]);
  });
});
