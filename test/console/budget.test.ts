import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { describe } from "vitest";

import { test } from "./browser.ts";

const FOLDER = "public/console/assets";
const KB = 1024;
/** Sizes by name, as they are sent: scripts and styles compressed, fonts as they are. */
const sizes = (pattern: RegExp): [name: string, kb: number][] =>
  readdirSync(FOLDER)
    .filter((name) => pattern.test(name))
    .map((name) => {
      const bytes = readFileSync(`${FOLDER}/${name}`);
      return [name, (name.endsWith(".woff2") ? bytes : gzipSync(bytes)).length / KB];
    });

const sum = (of: readonly [string, number][]): number =>
  of.reduce((total, [, kb]) => total + kb, 0);

describe("the way to the first screen", () => {
  test("to the inbox takes 140 KB of script at most, one language included", ({ expect }) => {
    const parts = sizes(/^(?:index|vendor|shared|rolldown-runtime|inbox|en)-.*\.js$/);
    expect(parts.length).toBeGreaterThan(4);
    expect(sum(parts)).toBeLessThan(140);
  });

  test("takes 12 KB of styles and one font of 50 KB at most", ({ expect }) => {
    expect(sum(sizes(/\.css$/))).toBeLessThan(12);
    const [font] = sizes(/^inter-latin-wght-normal-.*\.woff2$/);
    expect(font?.[1]).toBeLessThan(50);
  });

  test("takes 25 KB of script at most for a screen of its own", ({ expect }) => {
    const screens = sizes(/^(?!vendor|shared|rolldown-runtime).*\.js$/);
    expect(screens.filter(([, kb]) => kb > 25)).toEqual([]);
  });
});
