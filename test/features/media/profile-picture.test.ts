import { afterEach, describe, test, vi } from "vitest";

import { sha256Hex } from "#platform/hash";

import { call } from "../../fixtures/call.ts";
import { aFile } from "../../fixtures/files.ts";
import { aMetaNumber, connectAnswers, graphRefusal, mockGraph } from "../../fixtures/graph.ts";
import { anApp } from "../../fixtures/meta-app.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { uploaded } from "./fixture.ts";

afterEach(() => vi.restoreAllMocks());

const TOKEN = "EAAG-canary-token";
const SESSION = "upload:MTphdHRhY2htZW50";
const HANDLE = "4::aW1hZ2UvanBlZw==";

/** A number that was connected with an app of the workspace's own, and a Meta that takes pictures. */
async function aNumber() {
  const tenant = await aTenant();
  const app = await anApp(tenant);
  const meta = aMetaNumber();
  const profile = `/${meta.phoneNumberId}/whatsapp_business_profile`;
  const answers = {
    ...connectAnswers(meta),
    "GET /debug_token": () => Response.json({ data: { is_valid: true, app_id: app.appId } }),
    [`POST /${app.appId}/uploads`]: () => Response.json({ id: SESSION }),
    [`POST /${SESSION}`]: () => Response.json({ h: HANDLE }),
    [`POST ${profile}`]: () => Response.json({ success: true }),
    [`GET ${profile}`]: () =>
      Response.json({ data: [{ profile_picture_url: "https://pps.whatsapp.net/1.jpg" }] }),
  };
  mockGraph(answers);
  const { body } = await call(tenant, "POST /numbers", {
    kind: "cloud",
    waba_id: meta.wabaId,
    phone_number_id: meta.phoneNumberId,
    access_token: TOKEN,
    app_id: app.appId,
  });
  vi.restoreAllMocks();
  return { tenant, app, answers, profile, id: String(body["id"]) };
}

describe("the picture of a profile", () => {
  test("is a file that was uploaded here: Meta is given its bytes, and its handle", async ({
    expect,
  }) => {
    const { tenant, app, answers, profile, id } = await aNumber();
    const bytes = aFile("jpeg", 40_000);
    const medium = await uploaded(tenant, bytes, "image/jpeg");
    const { calls, spy } = mockGraph(answers);
    const given: string[] = [];
    const answer = spy.getMockImplementation();
    spy.mockImplementation(async (input, init) => {
      if (init?.body instanceof ReadableStream)
        given.push(await sha256Hex(await new Response(init.body).arrayBuffer()));
      return (await answer?.(input, init)) ?? new Response(null, { status: 599 });
    });
    const { status, body } = await call(tenant, `PUT /numbers/${id}/profile/picture`, {
      media_id: medium.id,
    });
    expect([status, body["profile_picture_url"]]).toEqual([200, "https://pps.whatsapp.net/1.jpg"]);
    expect(calls).toEqual([
      `POST /${app.appId}/uploads`,
      `POST /${SESSION}`,
      `POST ${profile}`,
      `GET ${profile}`,
    ]);
    expect(given).toEqual([await sha256Hex(bytes)]);
    const [[begun], [, sent], [, set]] = spy.mock.calls as [
      [string],
      [string, RequestInit],
      [string, RequestInit],
    ];
    expect(Object.fromEntries(new URL(begun).searchParams)).toEqual({
      file_name: "picture.jpeg",
      file_length: "40000",
      file_type: "image/jpeg",
    });
    const headers = new Headers(sent.headers);
    expect([headers.get("authorization"), headers.get("file_offset")]).toEqual([
      `OAuth ${TOKEN}`,
      "0",
    ]);
    expect(await new Response(set.body).json()).toMatchObject({ profile_picture_handle: HANDLE });
  });

  test("is no document, no other workspace's, and not what Meta refuses", async ({ expect }) => {
    const { tenant, app, answers, id } = await aNumber();
    const put = (mediaId: string) =>
      call(tenant, `PUT /numbers/${id}/profile/picture`, { media_id: mediaId });
    const pdf = await uploaded(tenant, aFile("pdf", 100), "application/pdf");
    const theirs = await uploaded(await aTenant(), aFile("png", 100), "image/png");
    const mine = await uploaded(tenant, aFile("png", 100), "image/png");
    const { calls } = mockGraph({
      ...answers,
      [`POST /${app.appId}/uploads`]: () => graphRefusal(100),
    });
    const outcomes = [await put(pdf.id), await put(theirs.id), await put(mine.id)];
    expect(outcomes.map(({ status, body }) => [status, body["code"]])).toEqual([
      [422, "unsupported_media"],
      [404, "not_found"],
      [422, "meta_refused"],
    ]);
    expect(calls).toEqual([`POST /${app.appId}/uploads`]);
  });
});
