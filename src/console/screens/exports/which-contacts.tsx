import { useTranslations } from "use-intl";

import type { NewSegment } from "../../api/segments.ts";
import { Choice } from "../../ui/choice.tsx";
import { FilterBuilder } from "../../ui/filter-builder.tsx";
import { SegmentPicker } from "../../ui/segment-picker.tsx";
import { SegmentPreview } from "../../ui/segment-preview.tsx";
import { TreeForm } from "../../ui/tree-form.tsx";
import { writeAt } from "../../ui/tree.ts";
import { useSegmentFields } from "../../ui/use-segment-fields.ts";

/** Of whom: everybody, a segment by its id, or those who pass a filter. */
export interface Which {
  readonly who: "all" | "segment" | "filter";
  readonly segment: string;
  readonly filter: NewSegment["filter"];
}

const WAYS = ["all", "segment", "filter"] as const;

/** Which contacts go out; a filter shows whom it finds. */
export function WhichContacts({
  which,
  error,
  onChange,
}: {
  which: Which;
  error: string | undefined;
  onChange: (which: Which) => void;
}) {
  const t = useTranslations("exports");
  const fields = useSegmentFields();
  const { filter } = which;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t("who")}</legend>
      {WAYS.map((who) => (
        <Choice
          checked={which.who === who}
          key={who}
          name="which"
          onChange={() => onChange({ ...which, who })}
          title={t("whoIs", { who })}
        >
          {which.who === who && who === "segment" && (
            <SegmentPicker
              error={error}
              onChange={(segment) => onChange({ ...which, segment })}
              value={which.segment}
            />
          )}
          {which.who === who && who === "filter" && (
            <div className="grid gap-3">
              <TreeForm
                faults={[]}
                isFixed={false}
                value={{ filter }}
                write={(pointer, value) =>
                  onChange({ ...which, ...writeAt({ filter }, pointer, value) })
                }
              >
                <FilterBuilder at="/filter" fields={fields} label={t("who")} />
              </TreeForm>
              <SegmentPreview filter={filter} />
            </div>
          )}
        </Choice>
      ))}
    </fieldset>
  );
}
