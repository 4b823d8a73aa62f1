import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";

import { numberQuery, type PhoneNumber } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { NumberQuality } from "../../ui/number-status.tsx";
import { LongTime } from "../../ui/time.tsx";
import { AutoRead } from "./auto-read.tsx";
import { Disconnect } from "./disconnect.tsx";
import { Fact, FACTS } from "./fact.tsx";
import { Rename } from "./rename.tsx";
import { ReplaceToken } from "./replace-token.tsx";
import { StatusCard } from "./status-card.tsx";

/** Whether a number sends, what is known of it, and every act on it. */
export function OneNumber() {
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  // The frame around it shows how the reading went.
  const { data: number } = useQuery(numberQuery(id));
  if (number === undefined) return null;
  return (
    <>
      <StatusCard number={number} />
      <Facts number={number} />
      {may("numbers:write") && number.status !== "disconnected" && (
        <>
          <Rename number={number} />
          <AutoRead number={number} />
          {number.kind === "cloud" && <ReplaceToken number={number} />}
          <Disconnect number={number} />
        </>
      )}
    </>
  );
}

function Facts({ number }: { number: PhoneNumber }) {
  const t = useTranslations("numbers");
  const format = useFormatter();
  const { messaging_limit: limit, token_expires_at: ends } = number;
  return (
    <Card
      aside={number.kind === "sandbox" && <Chip icon="flask-conical">{t("sandbox")}</Chip>}
      title={t("facts")}
    >
      <dl className={FACTS}>
        <Fact label={t("phone")}>
          <bdi>{number.display_phone_number}</bdi>
        </Fact>
        <Fact label={t("verifiedName")}>
          {number.verified_name === null ? t("unknown") : <bdi>{number.verified_name}</bdi>}
        </Fact>
        <Fact label={t("qualityLabel")}>
          <NumberQuality quality={number.quality_rating} />
        </Fact>
        <Fact label={t("limitLabel")}>
          {limit === null ? t("limitNone") : t("limitLong", { limit: format.number(limit) })}
        </Fact>
        <Fact label={t("throughput")}>{t("perSecond", { rate: number.throughput_mps })}</Fact>
        <Fact label={t("waba")}>{number.waba_id}</Fact>
        <Fact label={t("phoneId")}>{number.phone_number_id}</Fact>
        {number.kind === "cloud" && (
          <Fact label={t("tokenEnds")}>{ends === null ? t("never") : <LongTime at={ends} />}</Fact>
        )}
        <Fact label={t("since")}>
          <LongTime at={number.created_at} />
        </Fact>
      </dl>
    </Card>
  );
}
