import { describe, test } from "vitest";

import { SCOPES } from "#core/scopes";

import { aKey, call } from "../../fixtures/call.ts";
import { aPostBox } from "../../fixtures/post-box.ts";
import { aPerson, control, register, registerVerified, visitor } from "./fixture.ts";

const anEmail = () => `invited-${crypto.randomUUID()}@example.com`;
const CLOUD = {
  kind: "cloud",
  waba_id: "102290129340398",
  phone_number_id: "106540352242922",
  access_token: "EAAG-canary",
};
const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  body["code"],
];
const UNVERIFIED = [403, "email_unverified"];
const invite = (token: string, email = anEmail(), variables = {}) =>
  call(visitor(token, variables), "POST /invitations", { email, role: "agent" });

/** A key of a workspace, made by whoever has the token. */
async function aKeyOf(token: string): Promise<string> {
  const { body } = await call(
    visitor(token),
    "POST /api-keys",
    { name: "k", scopes: SCOPES },
    aKey(),
  );
  return String(body["secret"]);
}

describe("somebody whose address is not confirmed", () => {
  test("connects no number of Meta's, by no way and with no key, and one of the sandbox", async ({
    expect,
  }) => {
    const person = await register();
    const key = await aKeyOf(person.accessToken);
    for (const token of [person.accessToken, key]) {
      expect(outcome(await call(visitor(token), "POST /numbers", CLOUD))).toEqual(UNVERIFIED);
      const signup = { code: "AQD-code" };
      expect(outcome(await call(visitor(token), "POST /numbers/embedded-signup", signup))).toEqual(
        UNVERIFIED,
      );
    }
    await control("UPDATE users SET email_verified = 1 WHERE id = ?1", person.userId);
    for (const token of [person.accessToken, key])
      expect(outcome(await call(visitor(token), "POST /numbers", CLOUD))).not.toEqual(UNVERIFIED);
    const sandbox = { kind: "sandbox" };
    const stranger = await register();
    expect((await call(visitor(stranger.accessToken), "POST /numbers", sandbox)).status).toBe(201);
  });

  test("invites nobody, with no key either", async ({ expect }) => {
    const box = aPostBox();
    const person = await register();
    const key = await aKeyOf(person.accessToken);
    const email = anEmail();
    expect(outcome(await invite(person.accessToken, email, box.variables))).toEqual(UNVERIFIED);
    expect(outcome(await invite(key, email, box.variables))).toEqual(UNVERIFIED);
    expect(box.letters).toEqual([]);
    expect(await control("SELECT * FROM invitations WHERE email = ?1", email)).toEqual([]);
  });

  test("as a member does not act on an owner's confirmation", async ({ expect }) => {
    const owner = await registerVerified();
    const email = anEmail();
    const shown = String((await invite(owner.accessToken, email)).body["token"]);
    const { body } = await call(
      visitor(),
      "POST /auth/register",
      aPerson({ email, invitation: shown }),
    );
    await control(
      "UPDATE memberships SET role = 'admin' WHERE user_id = (SELECT id FROM users WHERE email = ?1)",
      email,
    );
    expect(outcome(await invite(String(body["access_token"])))).toEqual(UNVERIFIED);
  });
});

describe("an invitation by letter", () => {
  const join = (email: string, invitation: string, box = aPostBox()) =>
    call(visitor(undefined, box.variables), "POST /auth/register", aPerson({ email, invitation }));

  test("proves its reader's address; the token that was shown does not", async ({ expect }) => {
    const owner = await registerVerified({
      locale: "de",
      workspace_name: "Bäckerei https://evil.example",
    });
    const box = aPostBox();
    const [invited, handed] = [anEmail(), anEmail()];
    const { body } = await invite(owner.accessToken, invited, box.variables);
    const mailed = await box.tokenTo(invited);
    expect(mailed).not.toBe(body["token"]);
    const [letter] = box.letters;
    expect(letter?.subject).toBe(
      "Sie sind in den Arbeitsbereich Bäckerei https evil example eingeladen",
    );
    const asked = aPostBox();
    const joined = await join(invited, mailed, asked);
    expect(joined.body["user"]).toMatchObject({ email: invited, email_verified: true });
    expect(asked.letters).toEqual([]);
    const shown = String((await invite(owner.accessToken, handed)).body["token"]);
    const other = await join(handed, shown, asked);
    expect(other.body["user"]).toMatchObject({ email_verified: false });
    expect(await asked.tokenTo(handed)).toMatch(/^wqv_/);
  });

  test("is one invitation: whichever token is used first uses up both", async ({ expect }) => {
    const owner = await registerVerified();
    const box = aPostBox();
    const email = anEmail();
    const shown = String((await invite(owner.accessToken, email, box.variables)).body["token"]);
    const mailed = await box.tokenTo(email);
    const answers = await Promise.all([join(email, shown), join(email, mailed)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422]);
    expect((await join(email, mailed)).status).toBe(422);
  });

  test("that is accepted with an account proves the account's address", async ({ expect }) => {
    const [owner, guest] = [await registerVerified(), await register()];
    const box = aPostBox();
    await invite(owner.accessToken, guest.email, box.variables);
    const token = await box.tokenTo(guest.email);
    const accepted = await call(visitor(guest.accessToken), "POST /invitations/accept", { token });
    expect(accepted.status).toBe(200);
    const me = await call(visitor(guest.accessToken), "GET /me");
    expect(me.body).toMatchObject({ email_verified: true });
  });

  test("stays when the service takes no letter", async ({ expect }) => {
    const owner = await registerVerified();
    const deaf = aPostBox(() => Promise.reject(new Error("over quota")));
    expect((await invite(owner.accessToken, anEmail(), deaf.variables)).status).toBe(201);
  });
});
