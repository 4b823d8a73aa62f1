import { test } from "vitest";

import { isTimeZone } from "#core/time-zone";

test.for([
  "UTC",
  "Europe/Madrid",
  "Asia/Kolkata",
  "Asia/Calcutta",
  "America/Argentina/Buenos_Aires",
  "US/Pacific",
  "Etc/GMT-14",
  "GMT",
  "Japan",
])("%s is a time zone", (name, { expect }) => {
  expect(isTimeZone(name)).toBe(true);
});

test.for([
  "",
  " UTC",
  "Mars/Phobos",
  "+05:30",
  "-03",
  "UTC+3",
  "PST",
  "EST",
  "IST",
  "BST",
  "Europe/",
  "/",
  "Europe/Madrid\u0000",
  "../etc/passwd",
  `Europe/${"x".repeat(10_000)}`,
])("%j is none", (name, { expect }) => {
  expect(isTimeZone(name)).toBe(false);
});
