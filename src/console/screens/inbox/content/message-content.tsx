import { useTranslations } from "use-intl";

import type { Message } from "../../../api/conversations.ts";
import { Icon } from "../../../ui/icon.tsx";
import { wordsOf } from "../../../ui/message-words.ts";
import { Written } from "../../../ui/written.tsx";
import { TemplateMessage } from "../template-message.tsx";
import { CardsMessage } from "./cards-message.tsx";
import { isKind, type Kind } from "./file-card.tsx";
import { InteractiveMessage } from "./interactive-message.tsx";
import { LocationMessage } from "./location-message.tsx";
import { MediaMessage } from "./media-message.tsx";
import { Medium } from "./medium.tsx";
import { OrderMessage } from "./order-message.tsx";

/** What a message says, by its type. Content is Meta's object of that type; nothing in it is trusted to be there. */
export function MessageContent({
  message,
}: {
  message: Pick<Message, "type" | "content" | "errors" | "media">;
}) {
  const { type, content, media } = message;
  if (isKind(type)) return <MediaMessage content={content} medium={media} type={type} />;
  return (
    <>
      {media !== null && <Above medium={media} />}
      <Words message={message} />
    </>
  );
}

/** The picture, film or file at the head of a template or of an offer. */
function Above({ medium }: { medium: NonNullable<Message["media"]> }) {
  const t = useTranslations("talk");
  const family = medium.mime_type.split("/")[0] ?? "";
  const kind: Kind = isKind(family) ? family : "document";
  return (
    <div className="mb-1.5">
      <Medium kind={kind} label={t("kind", { type: kind })} medium={medium} />
    </div>
  );
}

function Words({ message }: { message: Pick<Message, "type" | "content" | "errors"> }) {
  const t = useTranslations("talk");
  const { type, content } = message;
  switch (type) {
    case "template":
      return <TemplateMessage content={content} />;
    case "location":
      return <LocationMessage content={content} />;
    case "contacts":
      return <CardsMessage content={content} />;
    case "interactive":
      return <InteractiveMessage content={content} />;
    case "order":
      return <OrderMessage content={content} />;
    case "button":
      return <Pressed text={wordsOf(message) ?? ""} />;
    case "request_welcome":
      return <p className="text-ink-2 italic">{t("opened")}</p>;
    default: {
      const words = wordsOf(message);
      return words === null ? <Unknown message={message} /> : <Written text={words} />;
    }
  }
}

/** A button of ours that the person pressed. */
function Pressed({ text }: { text: string }) {
  const t = useTranslations("talk");
  return (
    <>
      <p className="mb-0.5 flex items-center gap-1 text-xs text-ink-3">
        <Icon name="corner-up-left" size={12} />
        {t("pressed")}
      </p>
      <Written text={text} />
    </>
  );
}

function Unknown({ message }: { message: Pick<Message, "type" | "errors"> }) {
  const t = useTranslations("talk");
  const [error] = message.errors;
  return (
    <div className="grid gap-0.5 text-ink-2">
      <p className="italic">{t("unsupported", { type: message.type.replaceAll("_", " ") })}</p>
      {error && <p className="text-xs">{error.details ?? error.title}</p>}
    </div>
  );
}
