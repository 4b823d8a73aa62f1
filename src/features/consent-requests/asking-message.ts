import { agreeWord, askingText, confirmPayload } from "#core/consent/confirm-request";
import { fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { isOptOutTap } from "#core/template/opt-out-buttons";
import { findTemplateNamed, type AskingTemplate } from "#features/consent-requests/queries";
import type { Confirm, RecordConsentBody } from "#features/consent-requests/schemas";
import { SendMessageBody } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

/** What is asked, of whom. */
export interface Asking {
  readonly contactId: Id<"contact">;
  readonly consentId: Id<"consent">;
  readonly body: RecordConsentBody;
  readonly confirm: Confirm;
}

/**
 * The message that asks, as a caller of `POST /v1/messages` would write it.
 *
 * @param withTemplate Whether it may be asked by the template that is given, when the window is closed.
 * @throws AppError `invalid_request` for a text that WhatsApp does not take; as {@link askingTemplate}.
 */
export async function askingMessage(
  ctx: ScopedContext,
  asking: Asking,
  withTemplate: boolean,
): Promise<SendMessageBody> {
  const { contactId, consentId, body, confirm } = asking;
  const { from, text, button = agreeWord(body.statement_language), template } = confirm;
  const reply = { id: confirmPayload(consentId), title: button };
  const instead =
    withTemplate && template !== undefined
      ? { on_window_closed: { template: await askingTemplate(ctx, asking, template) } }
      : {};
  const parsed = SendMessageBody.safeParse({
    to: contactId,
    ...(from === undefined ? {} : { from }),
    interactive: {
      type: "button",
      body: { text: askingText(body.statement ?? "", text) },
      action: { buttons: [{ type: "reply", reply }] },
    },
    ...instead,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const isTemplates = issue?.path[0] === "on_window_closed";
  throw fieldError(
    "invalid_request",
    isTemplates ? "/confirm/template" : "/statement",
    isTemplates
      ? "The template has too many parameters."
      : "Statement and text are too long for a message with a button: 1,024 characters.",
  );
}

type Given = NonNullable<Confirm["template"]>;

/**
 * The template with our payload on the button by which the person agrees: its first quick reply that is not marked as opt-out.
 *
 * @throws AppError `template_not_sendable`, `purpose_mismatch`, and `template_parameters` for a button that is given a payload.
 */
async function askingTemplate(
  ctx: ScopedContext,
  { consentId, confirm }: Asking,
  given: Given,
): Promise<Given> {
  const { name, language, components = [] } = given;
  const template = await findTemplateNamed(ctx.db, {
    name,
    language: language.code,
    from: confirm.from,
  });
  const index = template === undefined ? -1 : agreeButton(template);
  if (template === undefined || index === -1)
    throw fieldError(
      "template_not_sendable",
      "/confirm/template/name",
      template === undefined
        ? "The number's account has no template of this name and language."
        : "The template has no quick reply by which the person could agree.",
    );
  if (template.category !== "UTILITY")
    throw fieldError(
      "purpose_mismatch",
      "/confirm/template/name",
      "Only a UTILITY template may ask: what asks for consent is no marketing.",
    );
  const isButton = ({ type, index: at }: (typeof components)[number]) =>
    type.toLowerCase() === "button" && Number(at) === index;
  if (components.some(isButton))
    throw fieldError(
      "template_parameters",
      "/confirm/template/components",
      `The payload of button ${index} is ours: leave it out.`,
    );
  const payload = { type: "payload" as const, payload: confirmPayload(consentId) };
  const button = { type: "button", sub_type: "quick_reply", index, parameters: [payload] };
  return { ...given, components: [...components, button] } as Given;
}

/** Where the button stands among all buttons; -1 when there is none. */
function agreeButton({ components, optOutButtons }: AskingTemplate): number {
  const buttons = components.find(({ type }) => type === "BUTTONS");
  return buttons?.type === "BUTTONS"
    ? buttons.buttons.findIndex(
        (button) => button.type === "QUICK_REPLY" && !isOptOutTap(optOutButtons, [button.text]),
      )
    : -1;
}
