import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { uploadMedium } from "../../api/media.ts";
import { may } from "../../api/session.ts";
import { ProblemNote } from "../../ui/feedback.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { SelectAt, TextAt } from "../../ui/tree-fields.tsx";
import { useAt } from "../../ui/tree-form.tsx";
import { below } from "../../ui/tree.ts";
import { TextField } from "./text-field.tsx";

const KINDS = ["image", "video", "document", "audio", "sticker"] as const;

/** As what WhatsApp takes a file of this type. */
function kindOf(type: string): (typeof KINDS)[number] {
  if (type === "image/webp") return "sticker";
  const [family] = type.split("/");
  return KINDS.find((kind) => kind === family) ?? "document";
}

/** A file: dropped or chosen here, or one that is kept already, by its id. */
export function MediaFields({ at }: { at: string }) {
  const t = useTranslations("step");
  const { value, isFixed, write } = useAt(at);
  const upload = useMutation({
    mutationFn: uploadMedium,
    onSuccess: ({ id }, file) =>
      write({ ...(value as object), kind: kindOf(file.type), media_id: id }),
  });
  return (
    <>
      {!isFixed && may("messages:send") && (
        <FileDrop
          accept="image/*,video/mp4,video/3gpp,audio/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt"
          hint={t("uploadHint")}
          label={t(upload.isPending ? "uploading" : "upload")}
          onFile={(file) => upload.mutate(file)}
        />
      )}
      {upload.error !== null && <ProblemNote error={upload.error} />}
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <SelectAt
          at={below(at, "kind")}
          label={t("mediaKind")}
          options={KINDS.map((kind) => [kind, t("mediaName", { kind })])}
        />
        <TextAt at={below(at, "media_id")} hint={t("mediaHint")} label={t("media")} />
      </div>
      <TextField at={below(at, "caption")} label={t("caption")} optional />
    </>
  );
}
