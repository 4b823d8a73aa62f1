import { test } from "vitest";

import type { PersonsStanding } from "#core/consent/person-act";
import { sharedWithdrawal } from "#core/consent/same-person";

const unknown = {
  marketing: "unknown",
  marketingByPerson: 0,
  withdrawnAtMs: null,
  grantedAtMs: null,
} as const satisfies PersonsStanding;
const granted = { ...unknown, marketing: "granted" } as const;
const stopped = (withdrawnAtMs: number | null) =>
  ({ ...unknown, marketing: "withdrawn", marketingByPerson: 1, withdrawnAtMs }) as const;
const cleaned = { ...unknown, marketing: "withdrawn", withdrawnAtMs: 5 } as const;

test("a contact takes over a withdrawal of another of the same person, and never a grant", ({
  expect,
}) => {
  for (const own of [unknown, granted, cleaned]) {
    expect(sharedWithdrawal(own, granted)).toBeNull();
    expect(sharedWithdrawal(own, stopped(7))).toEqual({ byPerson: true, atMs: 7, movesHead: true });
  }
  expect(sharedWithdrawal(granted, cleaned)).toEqual({ byPerson: false, atMs: 5, movesHead: true });
  expect(sharedWithdrawal(stopped(3), cleaned)).toBeNull();
});

test("a later STOP of the other is remembered, so that no START from between lifts both", ({
  expect,
}) => {
  expect(sharedWithdrawal(stopped(3), stopped(7))).toEqual({
    byPerson: true,
    atMs: 7,
    movesHead: false,
  });
  expect(sharedWithdrawal(stopped(7), stopped(3))).toBeNull();
  expect(sharedWithdrawal(stopped(null), stopped(null))).toBeNull();
});
