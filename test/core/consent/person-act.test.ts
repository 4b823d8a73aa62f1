import fc from "fast-check";
import { test } from "vitest";

import { afterPersonsAct, type PersonsStanding } from "#core/consent/person-act";

const NEW: PersonsStanding = {
  marketing: "unknown",
  marketingByPerson: 0,
  withdrawnAtMs: null,
  grantedAtMs: null,
};
const LEFT: PersonsStanding = {
  ...NEW,
  marketing: "withdrawn",
  marketingByPerson: 1,
  withdrawnAtMs: 10,
};

const act = fc.record({
  action: fc.constantFrom("grant" as const, "withdraw" as const),
  atMs: fc.integer({ min: 1, max: 30 }),
});

test("a start lifts the person's own withdrawal, and nothing else", ({ expect }) => {
  const start = { action: "grant", atMs: 20 } as const;
  expect(afterPersonsAct(LEFT, start)).toEqual({
    standing: { ...LEFT, marketing: "granted", marketingByPerson: 0, grantedAtMs: 20 },
    movesHead: true,
  });
  expect(afterPersonsAct(NEW, start)).toBeNull();
  expect(
    afterPersonsAct({ ...LEFT, marketing: "granted", marketingByPerson: 0 }, start),
  ).toBeNull();
  expect(afterPersonsAct({ ...LEFT, marketingByPerson: 0 }, start)).toBeNull();
});

test("a start that is not newer than every withdrawal lifts none", ({ expect }) => {
  for (const atMs of [9, 10]) expect(afterPersonsAct(LEFT, { action: "grant", atMs })).toBeNull();
});

test("a start lifts no withdrawal of which the time is not known", ({ expect }) => {
  const vague: PersonsStanding = { ...LEFT, withdrawnAtMs: null };
  expect(afterPersonsAct(vague, { action: "grant", atMs: 20 })).toBeNull();
});

test("a grant that agrees to a statement grants whoever has not granted by an act of their own", ({
  expect,
}) => {
  const grant = { action: "grant", atMs: 20, agrees: true } as const;
  const byBusiness: PersonsStanding = { ...NEW, marketing: "granted" };
  for (const before of [NEW, byBusiness, LEFT, { ...LEFT, marketingByPerson: 0 as const }])
    expect(afterPersonsAct(before, grant)).toMatchObject({
      standing: { marketing: "granted", grantedAtMs: 20 },
      movesHead: true,
    });
  expect(afterPersonsAct({ ...byBusiness, grantedAtMs: 5 }, grant)).toBeNull();
  expect(afterPersonsAct(LEFT, { ...grant, atMs: 10 })).toBeNull();
  expect(afterPersonsAct({ ...LEFT, withdrawnAtMs: null }, grant)).toBeNull();
});

test("a grant that was asked for is ended by a later withdrawal, and is another one than a grant before", ({
  expect,
}) => {
  const asked = { action: "grant", atMs: 9_000, agrees: true, askedAtMs: 5_700 } as const;
  expect(afterPersonsAct({ ...LEFT, withdrawnAtMs: 4_000 }, asked)).not.toBeNull();
  expect(afterPersonsAct({ ...LEFT, withdrawnAtMs: 5_000 }, asked)).not.toBeNull();
  expect(afterPersonsAct({ ...LEFT, withdrawnAtMs: 6_000 }, asked)).toBeNull();
  const granted: PersonsStanding = { ...NEW, marketing: "granted", grantedAtMs: 4_000 };
  expect(afterPersonsAct(granted, asked)).not.toBeNull();
  expect(afterPersonsAct({ ...granted, grantedAtMs: 5_000 }, asked)).toBeNull();
  const held = { action: "grant", atMs: 9_000, agrees: true, isHeld: true } as const;
  expect(afterPersonsAct({ ...granted, grantedAtMs: 8_000 }, held)).not.toBeNull();
});

test("a withdrawal that the business recorded before does not hide the person's own", ({
  expect,
}) => {
  const byBusiness: PersonsStanding = { ...LEFT, marketingByPerson: 0 };
  expect(afterPersonsAct(byBusiness, { action: "withdraw", atMs: 5 })).toEqual({
    standing: LEFT,
    movesHead: true,
  });
});

test("a withdrawal older than the person's own later grant is recorded and withdraws nothing", ({
  expect,
}) => {
  const back: PersonsStanding = {
    ...LEFT,
    marketing: "granted",
    marketingByPerson: 0,
    grantedAtMs: 20,
  };
  expect(afterPersonsAct(back, { action: "withdraw", atMs: 15 })).toEqual({
    standing: { ...back, withdrawnAtMs: 15 },
    movesHead: false,
  });
  expect(afterPersonsAct(back, { action: "withdraw", atMs: 20 })).toMatchObject({
    movesHead: true,
  });
});

test("a repeated withdrawal is recorded when it is newer, so that no start between them lifts it", ({
  expect,
}) => {
  expect(afterPersonsAct(LEFT, { action: "withdraw", atMs: 9 })).toBeNull();
  const again = afterPersonsAct(LEFT, { action: "withdraw", atMs: 30 });
  expect(again).toEqual({ standing: { ...LEFT, withdrawnAtMs: 30 }, movesHead: false });
  expect(afterPersonsAct(again?.standing ?? NEW, { action: "grant", atMs: 20 })).toBeNull();
});

test("in whatever order acts come, marketing is granted only after a start that is newest", ({
  expect,
}) => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), fc.constantFrom(NEW, LEFT), (acts, first) => {
      let standing: PersonsStanding = first;
      for (const each of acts) standing = afterPersonsAct(standing, each)?.standing ?? standing;
      const newest = (action: string) =>
        Math.max(0, ...acts.filter((each) => each.action === action).map(({ atMs }) => atMs));
      const mayBeGranted = newest("grant") > newest("withdraw");
      const isGranted = standing.marketing === "granted";
      expect({ mayBeGranted, isGranted }).not.toEqual({ mayBeGranted: false, isGranted: true });
    }),
    { numRuns: 500 },
  );
});

test("in whatever order acts come, a withdrawal that is newest withdraws", ({ expect }) => {
  const granted: PersonsStanding = { ...NEW, marketing: "granted" };
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 12 }),
      fc.nat(12),
      fc.constantFrom(NEW, LEFT, granted),
      (acts, place, first) => {
        const stop = { action: "withdraw", atMs: 31 } as const;
        let standing: PersonsStanding = first;
        for (const each of acts.toSpliced(place, 0, stop))
          standing = afterPersonsAct(standing, each)?.standing ?? standing;
        expect(standing).toMatchObject({ marketing: "withdrawn", marketingByPerson: 1 });
      },
    ),
    { numRuns: 500 },
  );
});
