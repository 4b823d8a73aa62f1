import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";

import type { PhoneNumber } from "../../api/numbers.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { NumberQuality, NumberStatus } from "../../ui/number-status.tsx";

/** How each number does, at a look. */
export function NumberCards({ numbers }: { numbers: readonly PhoneNumber[] }) {
  const t = useTranslations("numbers");
  const format = useFormatter();
  return (
    <Card
      aside={
        <Link className="text-sm font-medium text-accent hover:underline" to="/settings/numbers">
          {t("all")}
        </Link>
      }
      title={t("title")}
    >
      <ul className="-mx-2 grid gap-0.5">
        {numbers.map((number) => (
          <li key={number.id}>
            <Link
              className="grid gap-1.5 rounded-lg p-2 hover:bg-sunken"
              params={{ id: number.id }}
              to="/settings/numbers/$id"
            >
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <bdi className="min-w-0 grow truncate text-sm font-medium">{number.name}</bdi>
                <NumberStatus status={number.status} />
              </span>
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
                <bdi className="tabular">{number.display_phone_number}</bdi>
                <span>
                  {number.messaging_limit === null
                    ? t("limitNone")
                    : t("limitShort", { limit: format.number(number.messaging_limit) })}
                </span>
                {number.kind === "sandbox" ? (
                  <Chip icon="flask-conical">{t("sandbox")}</Chip>
                ) : (
                  <NumberQuality quality={number.quality_rating} />
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
