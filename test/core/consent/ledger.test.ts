import fc from "fast-check";
import { test } from "vitest";

import {
  applyConsent,
  recordsPersonsAct,
  statementSha256,
  type ConsentHead,
} from "#core/consent/ledger";
import { CONSENT_ACTIONS } from "#core/consent/states";

const UNKNOWN: ConsentHead = { state: "unknown", withdrawnByPerson: false };
const LEFT: ConsentHead = { state: "withdrawn", withdrawnByPerson: true };

test("a grant needs its statement", ({ expect }) => {
  for (const statement of [undefined, null, "", "  "])
    expect(applyConsent(UNKNOWN, { action: "grant", byPerson: false, statement })).toMatchObject({
      error: { code: "statement_required" },
    });
  expect(
    applyConsent(UNKNOWN, { action: "grant", byPerson: false, statement: "I agree" }),
  ).toMatchObject({ value: { state: "granted" } });
});

test("after the person's own withdrawal only the person grants again", ({ expect }) => {
  const grant = { action: "grant", statement: "I agree" } as const;
  expect(applyConsent(LEFT, { ...grant, byPerson: false })).toMatchObject({
    error: { code: "withdrawn_by_person" },
  });
  expect(applyConsent(LEFT, { ...grant, byPerson: true })).toMatchObject({
    value: { state: "granted" },
  });
  const byBusiness: ConsentHead = { state: "withdrawn", withdrawnByPerson: false };
  expect(applyConsent(byBusiness, { ...grant, byPerson: false }).ok).toBe(true);
});

test("no sequence of the business's acts undoes the person's withdrawal", ({ expect }) => {
  const act = fc.record({
    action: fc.constantFrom(...CONSENT_ACTIONS),
    statement: fc.constant("I agree"),
    byPerson: fc.constant(false),
  });
  fc.assert(
    fc.property(fc.array(act), (acts) => {
      let head = LEFT;
      for (const each of acts) {
        const next = applyConsent(head, each);
        if (next.ok) head = next.value;
      }
      expect(head).toEqual(LEFT);
    }),
  );
});

test("every act moves the head to where it belongs", ({ expect }) => {
  const granted: ConsentHead = { state: "granted", withdrawnByPerson: false };
  const byBusiness: ConsentHead = { state: "withdrawn", withdrawnByPerson: false };
  const moved = (head: ConsentHead, action: "request" | "withdraw" | "grant", byPerson: boolean) =>
    applyConsent(head, { action, byPerson, statement: "I agree" });
  for (const byPerson of [false, true]) {
    for (const head of [UNKNOWN, granted, byBusiness, LEFT])
      expect(moved(head, "request", byPerson)).toEqual({ ok: true, value: head });
    for (const head of [UNKNOWN, granted, byBusiness]) {
      const value = { state: "withdrawn", withdrawnByPerson: byPerson };
      expect(moved(head, "withdraw", byPerson)).toEqual({ ok: true, value });
      expect(moved(head, "grant", byPerson)).toEqual({ ok: true, value: granted });
    }
    expect(moved(LEFT, "withdraw", byPerson)).toEqual({ ok: true, value: LEFT });
  }
  expect(moved(LEFT, "grant", true)).toEqual({ ok: true, value: granted });
  // A flag that is left over says nothing: who granted since has not withdrawn.
  const leftOver: ConsentHead = { state: "granted", withdrawnByPerson: true };
  expect(moved(leftOver, "grant", false).ok).toBe(true);
});

test("a recorded grant never counts as the person's own act", ({ expect }) => {
  expect(recordsPersonsAct("grant", "keyword")).toBe(false);
  expect(recordsPersonsAct("withdraw", "keyword")).toBe(true);
  expect(recordsPersonsAct("withdraw", "import")).toBe(false);
  expect(recordsPersonsAct("withdraw", "api")).toBe(false);
});

test("the statement's hash is SHA-256 in hex", ({ expect }) => {
  expect(statementSha256("abc")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
