import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";

import { numberQuery, type PhoneNumber } from "../../api/numbers.ts";
import { may } from "../../api/session.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ProblemNote, Skeleton } from "../../ui/feedback.tsx";
import { NumberQuality, NumberStatus } from "../../ui/number-status.tsx";
import { LongTime } from "../../ui/time.tsx";
import { Back } from "./connect.tsx";
import { Disconnect } from "./disconnect.tsx";
import { Rename } from "./rename.tsx";
import { ReplaceToken } from "./replace-token.tsx";
import { StatusCard } from "./status-card.tsx";

/** One number: whether it sends, what Meta allows it, and every act on it. */
export function OneNumber() {
  const { id } = useParams({ from: "/signed-in/settings/numbers/$id" });
  const query = useQuery(numberQuery(id));
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.isError)
    return (
      <>
        <Back />
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  const number = query.data;
  const mayChange = may("numbers:write");
  const isGone = number.status === "disconnected";
  return (
    <>
      <Back />
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="min-w-0 text-lg font-semibold">
          <bdi className="break-words">{number.name}</bdi>
        </h2>
        <NumberStatus status={number.status} />
      </header>
      <StatusCard number={number} />
      <Facts number={number} />
      {mayChange && !isGone && (
        <>
          <Rename number={number} />
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
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
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

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-ink-3">{label}</dt>
    <dd className="tabular text-sm break-words">{children}</dd>
  </div>
);
