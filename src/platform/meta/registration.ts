import { readSuccess, type Call } from "#platform/meta/answers";
/** Registration of a number for the Cloud API, and the proof that it is the business's own. */
import type { GraphReply } from "#platform/meta/call";

/** Register a number. The PIN is set when it has none, and must be its own otherwise. */
export const registerNumber = (
  call: Call,
  phoneNumberId: string,
  pin: string,
): Promise<GraphReply<true>> =>
  call(
    {
      method: "POST",
      path: `/${phoneNumberId}/register`,
      body: { messaging_product: "whatsapp", pin },
    },
    readSuccess,
  );

/** Take a number off the Cloud API. */
export const deregisterNumber = (call: Call, phoneNumberId: string): Promise<GraphReply<true>> =>
  call({ method: "POST", path: `/${phoneNumberId}/deregister` }, readSuccess);

/** Have Meta send a code to the number. `language` is a locale such as `en_US`. */
export const requestCode = (
  call: Call,
  phoneNumberId: string,
  { method, language }: { readonly method: "sms" | "voice"; readonly language: string },
): Promise<GraphReply<true>> =>
  call(
    {
      method: "POST",
      path: `/${phoneNumberId}/request_code`,
      body: { code_method: method.toUpperCase(), language },
    },
    readSuccess,
  );

/** Prove that the number is one's own, by the code that it received. */
export const verifyCode = (
  call: Call,
  phoneNumberId: string,
  code: string,
): Promise<GraphReply<true>> =>
  call({ method: "POST", path: `/${phoneNumberId}/verify_code`, body: { code } }, readSuccess);
