import { describe, test } from "vitest";

import {
  changeStanding,
  isBotActive,
  SNOOZE_MAX_MS,
  type Standing,
} from "#core/conversation/standing";

const NOW = 1_000_000;
const open: Standing = { status: "open", snoozedUntil: null, botMutedUntil: null };
const snoozed: Standing = { status: "snoozed", snoozedUntil: NOW + 5, botMutedUntil: null };
const change = (was: Standing, to: Parameters<typeof changeStanding>[1]) =>
  changeStanding(was, to, NOW);

describe("a conversation's standing", () => {
  test("is snoozed until an instant ahead, which alone snoozes too", ({ expect }) => {
    for (const to of [
      { status: "snoozed", snoozedUntil: NOW + 9 },
      { snoozedUntil: NOW + 9 },
    ] as const)
      expect(change(open, to)).toEqual({
        ok: true,
        value: { ...open, status: "snoozed", snoozedUntil: NOW + 9 },
      });
  });

  test("is not snoozed without an instant, nor until one that is past or too far", ({ expect }) => {
    const codes = [
      { status: "snoozed" } as const,
      { snoozedUntil: NOW },
      { snoozedUntil: NOW + SNOOZE_MAX_MS + 1 },
      { status: "resolved", snoozedUntil: NOW + 1 } as const,
    ].map((to) => {
      const result = change(open, to);
      return result.ok ? "ok" : [result.error.member, result.error.code];
    });
    expect(codes).toEqual([
      ["snoozed_until", "required"],
      ["snoozed_until", "out_of_range"],
      ["snoozed_until", "out_of_range"],
      ["snoozed_until", "not_snoozed"],
    ]);
  });

  test("keeps its snooze when something else changes, and loses it with another status", ({
    expect,
  }) => {
    expect(change(snoozed, {})).toEqual({ ok: true, value: snoozed });
    expect(change(snoozed, { status: "pending" })).toEqual({
      ok: true,
      value: { status: "pending", snoozedUntil: null, botMutedUntil: null },
    });
  });

  test("lets automations act again once it is resolved", ({ expect }) => {
    const muted = { ...open, botMutedUntil: NOW + 5 };
    expect(isBotActive(muted, NOW)).toBe(false);
    expect(isBotActive(muted, NOW + 5)).toBe(true);
    expect(change(muted, { status: "pending" })).toMatchObject({
      value: { botMutedUntil: NOW + 5 },
    });
    expect(change(muted, { status: "resolved" })).toMatchObject({ value: { botMutedUntil: null } });
  });
});
