import { test } from "vitest";

import { targetFault } from "#core/message/reaction-target";

const DAYS_30 = 30 * 86_400_000;
const target = { type: "text", atMs: 1000, revokedAtMs: null };

test("a message can be reacted to for thirty days, unless it is a reaction or was taken back", ({
  expect,
}) => {
  expect(targetFault(target, 1000 + DAYS_30)).toBeNull();
  expect(targetFault(target, 1001 + DAYS_30)?.code).toBe("target_too_old");
  expect(targetFault({ ...target, type: "reaction" }, 1000)?.code).toBe("target_is_reaction");
  expect(targetFault({ ...target, revokedAtMs: 1 }, 1000)?.code).toBe("target_deleted");
});
