import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

import { PRIORITIES, type InboxFilter, type Priority } from "../../api/conversations.ts";
import { numbersQuery } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Field, INPUT, TextInput } from "../../ui/field.tsx";

/** What a view is narrowed to further: priority, tag and number. It stands in the address. */
export function Filters({ filter }: { filter: InboxFilter }) {
  const t = useTranslations();
  const navigate = useNavigate();
  const numbers = useQuery({ ...numbersQuery, enabled: may("numbers:read") });
  const open = numbers.data?.data.filter(({ status }) => status !== "disconnected") ?? [];
  const { view, silent, ...narrower } = filter;
  const set = (change: Partial<Record<keyof typeof narrower, string>>) => {
    const next = Object.entries({ ...narrower, ...change }).filter(([, value]) => value !== "");
    const search: InboxFilter = {
      ...(view && { view }),
      ...(silent && { silent }),
      ...Object.fromEntries(next),
    };
    void navigate({ to: ".", search });
  };
  return (
    <div className="grid gap-3 border-b border-line bg-canvas px-4 py-3">
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("desk.priority")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-10 md:h-9`}
              onChange={(event) => set({ priority: event.target.value })}
              value={filter.priority ?? ""}
            >
              <option value="">{t("desk.any")}</option>
              {PRIORITIES.map((one: Priority) => (
                <option key={one} value={one}>
                  {t("desk.priorityIs", { priority: one })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("desk.tag")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              autoComplete="off"
              className="md:h-9"
              defaultValue={filter.tag ?? ""}
              key={filter.tag ?? ""}
              maxLength={64}
              onBlur={(event) => set({ tag: event.target.value.trim() })}
              onKeyDown={(event) => {
                if (event.key === "Enter") set({ tag: event.currentTarget.value.trim() });
              }}
            />
          )}
        </Field>
      </div>
      {open.length > 1 && (
        <Field label={t("desk.number")}>
          {(attributes) => (
            <select
              {...attributes}
              className={`${INPUT} h-10 md:h-9`}
              onChange={(event) => set({ number: event.target.value })}
              value={filter.number ?? ""}
            >
              <option value="">{t("desk.anyNumber")}</option>
              {open.map(({ id, name, display_phone_number: phone }) => (
                <option key={id} value={id}>
                  {name ?? phone}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {Object.keys(narrower).length > 0 && (
        <Button
          className="justify-self-start"
          icon="x"
          look="quiet"
          onClick={() => set({ priority: "", tag: "", number: "" })}
        >
          {t("desk.clear")}
        </Button>
      )}
    </div>
  );
}
