import type { Content } from "#core/automation/run-state";
import { buildTemplateContent } from "#core/whatsapp/template";
import { SendMessageBody } from "#features/messages/index";
import { findTemplate } from "#features/templates/index";
import type { ScopedContext } from "#platform/context";

/** Whom a message goes to, and from which number; null: the workspace's only one. */
export interface Route {
  readonly to: string;
  readonly from: string | null;
}

/**
 * What a step says, as a caller of `POST /v1/messages` would write it. The same schema reads it, so what WhatsApp would not take
 * (a variable that made a text too long) is found here.
 *
 * @returns null when it cannot be said: a template that is gone, or what the schema refuses.
 */
export async function toMessage(
  ctx: ScopedContext,
  content: Content,
  { to, from }: Route,
): Promise<SendMessageBody | null> {
  const said = await saidBy(ctx, content);
  if (said === null) return null;
  const parsed = SendMessageBody.safeParse({ to, ...(from === null ? {} : { from }), ...said });
  return parsed.success ? parsed.data : null;
}

async function saidBy(
  ctx: ScopedContext,
  content: Content,
): Promise<Readonly<Record<string, unknown>> | null> {
  switch (content.type) {
    case "text":
      return { text: { body: content.text } };
    case "media": {
      const { kind, mediaId, caption } = content;
      return { [kind]: { id: mediaId, ...(caption === undefined ? {} : { caption }) } };
    }
    case "template": {
      const template = await findTemplate(ctx.db, content.templateId);
      return template === undefined
        ? null
        : { template: buildTemplateContent(template, content.variables) };
    }
    case "buttons":
    case "list":
      return { interactive: interactiveOf(content) };
  }
}

function interactiveOf(content: Extract<Content, { type: "buttons" | "list" }>) {
  const body = { text: content.text };
  if (content.type === "buttons")
    return {
      type: "button",
      body,
      action: { buttons: content.buttons.map((reply) => ({ type: "reply", reply })) },
    };
  const rows = content.rows.map(({ id, title, description }) => ({
    id,
    title,
    ...(description === undefined ? {} : { description }),
  }));
  return { type: "list", body, action: { button: content.button, sections: [{ rows }] } };
}
