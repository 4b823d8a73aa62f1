/** When a business is open, as its owner writes it down. */
import { z } from "zod";

/** Days of the week as they are written, Monday first. */
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

const SPANS_MAX = 6;
const HOLIDAYS_MAX = 400;

const coded = (code: string, message: string) => ({ message, params: { code } });

const time = (text: RegExp, description: string, example: string) =>
  z
    .string()
    .regex(text, coded("invalid_time", "A time such as 09:30."))
    .meta({ description, example });

const START = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const END = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

const Span = z
  .tuple([
    time(START, "From when, `HH:MM`.", "09:00"),
    time(END, "Until when; `24:00` is midnight.", "18:00"),
  ])
  .refine(
    ([from, to]) => from < to,
    coded("span_backwards", "Ends after it begins: hours past midnight belong to the next day."),
  );

const Spans = z
  .array(Span)
  .max(SPANS_MAX)
  .refine(
    (spans) => spans.every((span, at) => at === 0 || (spans[at - 1]?.[1] ?? "") <= span[0]),
    coded("spans_overlap", "Spans of a day follow each other and do not overlap."),
  )
  .meta({
    description: "Spans of the day, in order; an empty list is a closed day.",
    example: [
      ["09:00", "12:30"],
      ["14:00", "18:00"],
    ],
  });

const Holiday = z.strictObject({
  date: z.iso.date().meta({ description: "The day.", example: "2026-12-25" }),
  name: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: "What it is called.", example: "Christmas" }),
  hours: Spans.default([]).meta({
    description: "When it is open all the same; closed when absent.",
  }),
});

const ofDay = (day: Day) => [day, Spans.default([])] as const;

/** The hours of a week as they are told: every day is there. */
export const WholeWeek = z
  .object({
    mon: Spans,
    tue: Spans,
    wed: Spans,
    thu: Spans,
    fri: Spans,
    sat: Spans,
    sun: Spans,
  })
  .meta({ description: "The hours of each day of the week; an empty list is a closed day." });

/** Days that go otherwise, as they are told. */
export const ToldHolidays = z
  .array(Holiday.extend({ hours: Spans }))
  .meta({ description: "Days that go otherwise than their day of the week." });

/** The hours of a week; a day that is absent is closed. */
export const Weekly = z
  // Safe: one entry for each day.
  .strictObject(Object.fromEntries(DAYS.map(ofDay)) as Record<Day, z.ZodDefault<typeof Spans>>)
  .meta({
    description:
      "The hours of each day of the week, in the zone's own time; a day that is absent is closed.",
    example: { mon: [["09:00", "18:00"]], tue: [["09:00", "18:00"]] },
  });
export type Weekly = z.infer<typeof Weekly>;

/** Days that go otherwise than their day of the week. */
export const Holidays = z
  .array(Holiday)
  .max(HOLIDAYS_MAX)
  .refine(
    (days) => new Set(days.map(({ date }) => date)).size === days.length,
    coded("duplicate", "Each date once."),
  )
  .meta({ description: "Days that go otherwise than their day of the week." });
export type Holidays = z.infer<typeof Holidays>;

/** When a business is open: local times of an IANA zone. */
export interface BusinessHours {
  /** IANA name. */
  readonly timezone: string;
  readonly weekly: Weekly;
  readonly holidays: Holidays;
}

/** Of a business that has not said when it is open: it always is. */
export const ALWAYS_OPEN: Weekly = {
  mon: [["00:00", "24:00"]],
  tue: [["00:00", "24:00"]],
  wed: [["00:00", "24:00"]],
  thu: [["00:00", "24:00"]],
  fri: [["00:00", "24:00"]],
  sat: [["00:00", "24:00"]],
  sun: [["00:00", "24:00"]],
};
