import { describe, test } from "vitest";

import { goesOn } from "#platform/http/resting";

const calls = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(" ") as [string, string]);

const GO_ON = calls(`
  GET /v1/contacts
  HEAD /v1/workspace
  POST /v1/contacts/search
  POST /v1/audit-logs/verify
  POST /v1/exports
  DELETE /v1/workspace
  POST /v1/workspace/restore
  POST /v1/workspaces
  POST /v1/auth/switch
  POST /v1/auth/logout
  POST /v1/me/password
  POST /v1/me/mfa/confirm
  DELETE /v1/me/mfa
  DELETE /v1/me/sessions/ses_01k9zq3v6m8r2t4w6y8a0c2e4g
  DELETE /v1/me`);

const WAIT = calls(`
  POST /v1/contacts
  PATCH /v1/workspace
  POST /v1/messages
  POST /v1/campaigns/cmp_01k9zq3v6m8r2t4w6y8a0c2e4g/launch
  POST /v1/me/mentions/read
  POST /v1/api-keys
  POST /v1/me/password/more`);

describe("while a workspace is closing", () => {
  test.for(GO_ON)("%s %s goes on", ([method, path], { expect }) => {
    expect(goesOn(method, path, "closing")).toBe(true);
  });

  test.for(WAIT)("%s %s waits", ([method, path], { expect }) => {
    expect(goesOn(method, path, "closing")).toBe(false);
    expect(goesOn(method, path, "active")).toBe(true);
  });

  test("nothing goes on in one that is closed or suspended", ({ expect }) => {
    for (const [method, path] of GO_ON)
      expect([goesOn(method, path, "closed"), goesOn(method, path, "suspended")]).toEqual([
        false,
        false,
      ]);
  });
});
