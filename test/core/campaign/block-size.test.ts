import { test } from "vitest";

import { BLOCK_MAX, blockSize } from "#core/campaign/block-size";

test("a block is a quarter of a second's messages, at least one and at most what may be open", ({
  expect,
}) => {
  expect([1, 3, 4, 7, 8, 23, 24, 80, 1_000].map(blockSize)).toEqual([1, 1, 1, 1, 2, 5, 6, 6, 6]);
  expect(BLOCK_MAX).toBe(6);
});
