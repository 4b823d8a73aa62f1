/** Meta's endpoints for the templates of an account. */
import { z } from "zod";

import { readPaging, readSuccess, type Call, type Page } from "#platform/meta/answers";
import type { GraphReply } from "#platform/meta/call";
import { uploadResumable, type UploadedFile } from "#platform/meta/resumable-upload";

export interface CreatedTemplate {
  readonly id: string;
  /** Meta's word, e.g. `PENDING`. */
  readonly status: string;
  /** Meta may choose another category than was asked for. */
  readonly category: string | null;
}

/** A template as Meta lists it. */
export interface ListedTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  /** Meta's word. */
  readonly status: string;
  readonly category: string | null;
  readonly parameterFormat: string | null;
  readonly components: readonly unknown[];
  readonly quality: string | null;
  readonly rejectedReason: string | null;
}

/** The template endpoints. */
export interface GraphTemplates {
  readonly createTemplate: (wabaId: string, body: object) => Promise<GraphReply<CreatedTemplate>>;
  /** Change the components or the category of one; it is reviewed again. */
  readonly editTemplate: (metaTemplateId: string, body: object) => Promise<GraphReply<true>>;
  /** End a pause of Meta's pacing. */
  readonly unpauseTemplate: (metaTemplateId: string) => Promise<GraphReply<true>>;
  /** Delete one language of a template. */
  readonly deleteTemplate: (
    wabaId: string,
    template: { readonly name: string; readonly metaTemplateId: string },
  ) => Promise<GraphReply<true>>;
  readonly getTemplate: (metaTemplateId: string) => Promise<GraphReply<ListedTemplate>>;
  /** One page of an account's templates. */
  readonly listTemplates: (
    wabaId: string,
    after: string | null,
  ) => Promise<GraphReply<Page<ListedTemplate>>>;
  /** Bring a file to Meta that shows its reviewers what a header will hold; the answer is its handle. */
  readonly uploadSample: (file: UploadedFile) => Promise<GraphReply<string>>;
}

const PAGE_SIZE = "100";
const FIELDS =
  "id,name,language,status,category,parameter_format,components,quality_score,rejected_reason";

const Listed = z.object({
  id: z.string().min(1),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().nullish(),
  parameter_format: z.string().nullish(),
  components: z.array(z.unknown()).nullish(),
  quality_score: z.object({ score: z.string().nullish() }).nullish(),
  rejected_reason: z.string().nullish(),
});

const listed = (template: z.output<typeof Listed>): ListedTemplate => ({
  id: template.id,
  name: template.name,
  language: template.language,
  status: template.status,
  category: template.category ?? null,
  parameterFormat: template.parameter_format ?? null,
  components: template.components ?? [],
  quality: template.quality_score?.score ?? null,
  rejectedReason: template.rejected_reason ?? null,
});

export function graphTemplates(call: Call): GraphTemplates {
  return {
    createTemplate: (wabaId, body) =>
      call({ method: "POST", path: `/${wabaId}/message_templates`, body }, readCreated),
    editTemplate: (id, body) => call({ method: "POST", path: `/${id}`, body }, readSuccess),
    unpauseTemplate: (id) => call({ method: "POST", path: `/${id}/unpause` }, readSuccess),
    deleteTemplate: (wabaId, { name, metaTemplateId }) => {
      const query = new URLSearchParams({ hsm_id: metaTemplateId, name });
      return call(
        { method: "DELETE", path: `/${wabaId}/message_templates?${query.toString()}` },
        readSuccess,
      );
    },
    getTemplate: (id) =>
      call({ method: "GET", path: `/${id}?fields=${FIELDS}` }, (json) => {
        const parsed = Listed.safeParse(json);
        return parsed.success ? listed(parsed.data) : undefined;
      }),
    listTemplates: (wabaId, after) => {
      const query = new URLSearchParams({
        fields: FIELDS,
        limit: PAGE_SIZE,
        ...(after && { after }),
      });
      return call(
        { method: "GET", path: `/${wabaId}/message_templates?${query.toString()}` },
        (json) => {
          const page = readPaging(json, Listed);
          return page && { data: page.data.map(listed), after: page.after };
        },
      );
    },
    uploadSample: (file) => uploadResumable(call, file),
  };
}

function readCreated(json: unknown): CreatedTemplate | undefined {
  const parsed = z
    .object({ id: z.string().min(1), status: z.string(), category: z.string().nullish() })
    .safeParse(json);
  if (!parsed.success) return undefined;
  return { ...parsed.data, category: parsed.data.category ?? null };
}
