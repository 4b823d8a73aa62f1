import { describe, test } from "vitest";

import { aSandbox } from "./a-sandbox.ts";

describe("settings of a number", () => {
  test("are Meta's until they are set, one by one", async ({ expect }) => {
    const { call, number } = await aSandbox();
    const path = `${number.phone_number_id}/settings`;
    expect((await call("GET", path)).json).toEqual({
      calling: {
        status: "disabled",
        call_icon_visibility: "hidden",
        ip_addresses: { default: [] },
      },
      payload_encryption: { status: "disabled" },
      storage_configuration: { status: "default" },
    });
    const set = await call("POST", path, { calling: { status: "enabled" } });
    expect(set.json).toEqual({ success: true });
    const after = await call("GET", path);
    expect(after.json["calling"]).toMatchObject({
      status: "enabled",
      call_icon_visibility: "hidden",
    });
    for (const body of [{}, { calling: "enabled" }])
      expect((await call("POST", path, body)).json.error.code).toBe(100);
  });

  test("hold the PIN, with which alone the number is registered again", async ({ expect }) => {
    const { call, number } = await aSandbox();
    const id = number.phone_number_id;
    expect((await call("POST", id, { pin: "12" })).json.error.code).toBe(100);
    expect((await call("POST", id, { pin: "654321" })).json).toEqual({ success: true });
    const register = (pin: string) =>
      call("POST", `${id}/register`, { messaging_product: "whatsapp", pin });
    expect((await register("123456")).json.error.code).toBe(133005);
    expect((await register("654321")).json).toEqual({ success: true });
  });
});

describe("parameters", () => {
  test("are taken from the query and from a form as from JSON", async ({ expect }) => {
    const { stub, number, openWindow } = await aSandbox();
    const url = `https://graph.sandbox/v26.0/${number.phone_number_id}`;
    const authorization = `Bearer ${number.access_token}`;
    const post = async (path: string, body?: BodyInit) => {
      const init = { method: "POST", headers: { authorization }, ...(body && { body }) };
      return (await stub.fetch(`${url}${path}`, init)).json<Record<string, unknown>>();
    };
    const query = "?prefilled_message=Bread%20please&generate_qr_image=png";
    const code = await post(`/message_qrdls${query}`);
    expect(code).toMatchObject({ prefilled_message: "Bread please", code: expect.any(String) });
    await openWindow("+5511912345678");
    const contacts = [{ name: { formatted_name: "Ana Souza", first_name: "Ana" } }];
    const form = new URLSearchParams({
      messaging_product: "whatsapp",
      to: "+5511912345678",
      type: "contacts",
      contacts: JSON.stringify(contacts),
    });
    expect(await post("/messages", form)).toMatchObject({ messages: [{}] });
    const text = new URLSearchParams({
      messaging_product: "whatsapp",
      to: "+5511912345678",
      type: "text",
      text: '{"body":"Hi"}',
    });
    expect(await post("/messages", text)).toMatchObject({ messages: [{}] });
  });

  test("are read with a version, without one, and with a slash at the end", async ({ expect }) => {
    const { stub, number } = await aSandbox();
    const headers = { authorization: `Bearer ${number.access_token}` };
    for (const path of ["/v19.0/", "/", "/graph/v26.0/", "/graph/"])
      for (const end of ["", "/"]) {
        const url = `https://graph.sandbox${path}${number.phone_number_id}/message_qrdls${end}`;
        const { status } = await stub.fetch(url, { headers });
        expect([path, end, status]).toEqual([path, end, 200]);
      }
    const strange = await stub.fetch("https://graph.sandbox/vnext/1/messages", { headers });
    expect(await strange.json()).toMatchObject({ error: { code: 2500 } });
  });
});
