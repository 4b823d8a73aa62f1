/**
 * Every error code that Meta documents for the calls of this platform: how it comes (in the answer to the POST, or later as a
 * failed status), its HTTP status when it comes in the answer, and a title. Numbers are Meta's, titles are ours.
 * Source: Meta, "Error codes"; HTTP statuses by the same page.
 */
export interface GraphErrorKind {
  readonly code: number;
  readonly comes: "answer" | "status";
  readonly http: 400 | 401 | 403 | 404 | 500 | 503;
  readonly title: string;
  readonly isTransient: boolean;
}

type Row = readonly [code: number, comes: "a" | "s", http: GraphErrorKind["http"], title: string];

const ROWS: readonly Row[] = [
  [0, "a", 401, "The app user cannot be authenticated"],
  [1, "a", 400, "Unknown API error"],
  [2, "a", 503, "API service down"],
  [3, "a", 403, "The app lacks a capability"],
  [4, "a", 400, "The app calls too often"],
  [10, "a", 403, "Permission denied"],
  [33, "a", 400, "The number does not exist"],
  [100, "a", 400, "Invalid parameter"],
  [190, "a", 401, "The access token is not valid"],
  [200, "a", 403, "A permission is missing"],
  [368, "a", 403, "Blocked for breaking a policy"],
  [80007, "a", 400, "The WABA calls too often"],
  [80008, "a", 400, "The WABA manages too often"],
  [130403, "a", 400, "The business has blocked this person"],
  [130429, "a", 400, "Rate limit hit"],
  [130472, "s", 400, "The person is part of an experiment"],
  [130497, "a", 400, "The account may not message this country"],
  [131000, "a", 500, "Something went wrong"],
  [131005, "a", 403, "Access denied"],
  [131008, "a", 400, "A required parameter is missing"],
  [131009, "a", 400, "A parameter value is not valid"],
  [131016, "a", 500, "Service unavailable"],
  [131021, "a", 400, "The recipient is the sender"],
  [131026, "s", 400, "Message undeliverable"],
  [131030, "a", 400, "The recipient is not on the allowed list"],
  [131031, "a", 403, "The account is locked"],
  [131037, "a", 400, "The display name needs approval"],
  [131042, "s", 400, "A payment problem of the business"],
  [131045, "a", 500, "The number is not registered correctly"],
  [131047, "s", 400, "The service window is closed"],
  [131048, "a", 400, "The number is limited for spam"],
  [131049, "s", 400, "Withheld to keep the ecosystem healthy"],
  [131050, "s", 400, "The person stopped marketing messages"],
  [131051, "a", 400, "Unsupported message type"],
  [131052, "s", 400, "The media could not be downloaded"],
  [131053, "s", 400, "The media could not be uploaded"],
  [131055, "a", 400, "Method not allowed"],
  [131056, "a", 400, "Too many messages to this person"],
  [131057, "a", 500, "The account is in maintenance"],
  [131061, "a", 400, "This template needs another endpoint"],
  [131062, "a", 400, "A user id cannot receive this message"],
  [131063, "a", 400, "Marketing is switched off for this endpoint"],
  [131064, "a", 400, "The account is limited for wrong categories"],
  [132000, "a", 400, "The number of parameters does not match"],
  [132001, "a", 404, "The template does not exist in this language"],
  [132005, "a", 400, "The filled text is too long"],
  [132007, "a", 400, "The template breaks a content policy"],
  [132008, "a", 400, "A template parameter is not valid"],
  [132012, "a", 400, "The format of a parameter does not match"],
  [132015, "a", 400, "The template is paused"],
  [132016, "a", 400, "The template is disabled"],
  [132018, "a", 400, "The template parameters are not valid"],
  [132068, "a", 400, "The flow is blocked"],
  [132069, "a", 400, "The flow is throttled"],
  [133000, "a", 500, "An earlier deregistration is incomplete"],
  [133004, "a", 503, "The registration server is down"],
  [133005, "a", 400, "The PIN is wrong"],
  [133006, "a", 400, "The number must be verified first"],
  [133008, "a", 400, "Too many guesses of the PIN"],
  [133009, "a", 400, "Guesses of the PIN come too fast"],
  [133010, "a", 400, "The number is not registered"],
  [133015, "a", 400, "The number was deleted a moment ago"],
  [133016, "a", 400, "Too many registrations"],
  [134011, "a", 400, "The payment terms are not accepted"],
  [134100, "a", 400, "Only marketing templates are allowed here"],
  [134101, "a", 400, "The template is still being prepared"],
  [134102, "a", 500, "The template cannot be used here"],
  [135000, "a", 400, "A generic parameter error"],
  [137000, "a", 400, "The identity of the person has changed"],
  [139100, "a", 400, "Some people could not be blocked"],
  [139101, "a", 400, "The list of blocked people is full"],
  [139102, "a", 400, "The list of blocked people is being changed"],
  [139103, "a", 400, "The list of blocked people failed"],
  [147001, "a", 400, "The username is not valid"],
  [147002, "a", 400, "The username is taken"],
  [147003, "a", 400, "The username is reserved"],
  [147004, "a", 400, "The username cannot be changed now"],
  [147005, "a", 400, "The username request failed"],
  [1752041, "a", 400, "Already onboarded"],
  [2494100, "a", 400, "The number is in maintenance"],
  [2593107, "a", 400, "The synchronisation was already asked for"],
  [2593108, "a", 400, "The synchronisation came too late"],
];

/** Codes of which Meta itself says that the same call may succeed later. */
const TRANSIENT: ReadonlySet<number> = new Set([
  1, 2, 4, 80007, 80008, 130429, 131000, 131016, 131056, 131057, 133004,
]);

export const GRAPH_ERRORS: readonly GraphErrorKind[] = ROWS.map(([code, comes, http, title]) => ({
  code,
  comes: comes === "a" ? "answer" : "status",
  http,
  title,
  isTransient: TRANSIENT.has(code),
}));

const BY_CODE = new Map(GRAPH_ERRORS.map((row) => [row.code, row]));

/** The row of a code; an unknown one is answered like any other bad request. */
export const graphError = (code: number): GraphErrorKind =>
  BY_CODE.get(code) ?? {
    code,
    comes: "answer",
    http: 400,
    title: "Unknown error",
    isTransient: false,
  };
