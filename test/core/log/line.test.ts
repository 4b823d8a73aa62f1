import fc from "fast-check";
import { describe, test } from "vitest";

import { formatApiKey } from "#core/api-key";
import { formatHookToken } from "#core/automation/hook-token";
import { formatGraphToken } from "#core/graph-token";
import { lineOf, LOG_FIELDS, WITHHELD, type LogFields } from "#core/log/line";

const ENTROPY = new Uint8Array(32).fill(7);

/** What must never be read in a log, as it would come in by mistake. */
const SECRETS = {
  "a refresh token": "wqr_q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjI",
  "an invitation": "wqi_q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjI",
  "an API key": formatApiKey("01k9zq3v6m8r2t4w6y8a0c2e4g", ENTROPY),
  "a trigger's URL": `https://waqtor.test/hooks/${formatHookToken("01k9zq3v6m8r2t4w6y8a0c2e4g", ENTROPY)}`,
  "a token of the sandbox's Graph": formatGraphToken("01k9zq3v6m8r2t4w6y8a0c2e4g", ENTROPY),
  "a token of no known kind": "q3N8xV2mT7yKc0bLwZ5dRVsiY29uXzAxazl6cTN2Nm04cjI",
  "a webhook's secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "Meta's token": "EAAGm0PX4ZCpsBAKZCqd3f7Q2m8r2t4w6y8a0c2e4g",
  "a JWT": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c3IifQ.c2lnbmF0dXJl",
  "a header": "Bearer abc",
  "a hash of a password": "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
  "an e-mail": "ada.lovelace@example.com",
  "a phone number": "+34600111222",
  "a phone number, spaced": "+34 600 111 222",
  "a phone number of digits": "34600111222",
} as const;

describe("a log line", () => {
  test.for(Object.entries(SECRETS))(
    "never holds %s, in whatever field",
    ([, secret], { expect }) => {
      for (const field of LOG_FIELDS) {
        const line = lineOf("x.happened", { [field]: secret } as LogFields);
        expect(line).not.toContain(secret);
        expect(JSON.parse(line)).toEqual({ event: "x.happened", [field]: WITHHELD });
      }
    },
  );

  test("never holds a secret in the midst of a text, or in the event", ({ expect }) => {
    const words = fc.string({ unit: "grapheme-ascii", maxLength: 20 });
    // Digits alone are an id or a count as often as a phone number.
    const secrets = Object.values(SECRETS).filter((secret) => !/^\d+$/.test(secret));
    fc.assert(
      fc.property(words, fc.constantFrom(...secrets), words, (before, secret, after) => {
        const text = `${before} ${secret} ${after}`;
        expect(lineOf(text, { reason: text, at: text })).not.toContain(secret);
      }),
    );
  });

  test("leaves a field out that is not on the list, and says so", ({ expect }) => {
    const fields = { reason: "x", phone: "a", body: "b" } as LogFields;
    expect(JSON.parse(lineOf("x", fields))).toEqual({
      event: "x",
      reason: "x",
      unknown_fields: "phone,body",
    });
  });

  test("says what it is for: ids, codes, counts, places in the code, Meta's ids", ({ expect }) => {
    const fields: LogFields = {
      tenant: "ws_01k9zq3v6m8r2t4w6y8a0c2e4g",
      message: "msg_01k9zq3v6m8r2t4w6y8a0c2e4g",
      request: "5f2b9c0e-7a4d-4f6b-b1c3-d5e7f9a0b2c4",
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      at: "at runTurn (worker.js:38412:19)",
      route: "/v1/contacts/{contact}",
      phone_number_id: "106540352242922",
      waba_id: "102290129340398",
      status: 503,
      ms: 12,
      code: null,
    };
    expect(JSON.parse(lineOf("request.answered", fields))).toEqual({
      event: "request.answered",
      ...fields,
    });
  });

  test("is one line, however the text is broken", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(lineOf(text, { reason: text }).split(/\p{Cc}/u)).toHaveLength(1);
      }),
    );
  });
});
